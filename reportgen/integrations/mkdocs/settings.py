"""What mkdocs.yml may say of the plugin, and what is wrong with what it says."""

from __future__ import annotations

from pathlib import Path

from mkdocs.config import base
from mkdocs.config import config_options as option

from reportgen.audience import load_audience
from reportgen.errors import ReportgenError, did_you_mean
from reportgen.integrations.embedding import Embedding
from reportgen.integrations.records import EVERYWHERE, Records
from reportgen.labels import load_labels
from reportgen.schemes import load_schemes
from reportgen.shipped import search_path


class Settings(base.Config):
    """The options of the plugin; paths start where mkdocs.yml lies."""

    records = option.ListOfItems(option.Type(str), default=[EVERYWHERE])
    """Records: a talks.yaml, its folder, or a pattern with * or **; every one in the project when left out."""
    audience = option.Type(str, default="desk")
    """The reader of blocks and references that name none."""
    language = option.Optional(option.Type(str))
    """The language of headings, days and fixed words; each record's own when left out."""
    templates = option.Optional(option.Dir(exists=True))
    """A folder of templates, audiences and labels that is searched before the shipped one."""
    scheme = option.Optional(option.Type(str))
    """The marking scheme of records that name none."""

    def validate(self) -> tuple[base.ConfigErrors, base.ConfigWarnings]:
        """As MkDocs does; but an option that there is not is an error: a site for other readers might be built."""
        failed, warnings = super().validate()
        known = tuple(Settings())
        unknown = [name for name in self if name not in known]
        for name in unknown:
            failed.append((name, base.ValidationError(f'There is no option "{name}". {did_you_mean(name, known)}')))
        return failed, [each for each in warnings if each[0] not in unknown]

    @property
    def folder(self) -> Path | None:
        """The folder of templates."""
        return Path(self.templates) if self.templates else None

    def embedding(self, root: Path, site: Path) -> Embedding:
        """What a project at ``root`` shows of its records; those in the ``site`` that is written are none."""
        records = Records(root, self.records, left_out=lambda path: path.is_relative_to(site))
        return Embedding(
            records, audience=self.audience, templates=self.folder, language=self.language, scheme=self.scheme
        )

    def wrong(self, embedding: Embedding) -> list[str]:
        """Every option that names what there is not, by its name; in words, with what would put it right."""
        folders = search_path(self.folder)

        def scheme() -> None:
            if self.scheme and self.scheme not in (known := load_schemes(folders)):
                raise ReportgenError(f'There is no marking scheme "{self.scheme}". {did_you_mean(self.scheme, known)}')

        looks = {
            "records": embedding.records.files,
            "audience": lambda: load_audience(folders, self.audience),
            "language": lambda: load_labels(folders, self.language) if self.language else None,
            "scheme": scheme,
        }
        told = []
        for name, look in looks.items():
            try:
                look()
            except ReportgenError as error:
                told.append(f"{name}: {error}")
        return told
