"""A memo, or a part of one, as a tree: what stands behind every way of showing talks inside another document."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from reportgen.audience import load_audience
from reportgen.borne import errors_left
from reportgen.checks import check
from reportgen.desk import Desk
from reportgen.drafts import refuse_errors
from reportgen.errors import AudienceError, Place, Problem
from reportgen.loading import load
from reportgen.memo.tree import Memo
from reportgen.memo.walk import anchored, passages
from reportgen.model.talks import Talks
from reportgen.part import Part
from reportgen.record import Record
from reportgen.recordfile import SIGNOFF_FILE
from reportgen.schemes import Marks
from reportgen.shipped import search_path
from reportgen.template.uses import used
from reportgen.view.visible import visible


def fragment(
    record: Record | str | Path,
    audience: str = "desk",
    section: str | None = None,
    *,
    issues: Sequence[str] = (),
    parties: Sequence[str] = (),
    templates: str | Path | None = None,
    language: str | None = None,
    scheme: str | None = None,
    portion_marks: bool = False,
    allow_findings: bool = False,
) -> Memo:
    """The memo of a record for an audience, or one ``section`` of it, as a tree (:mod:`reportgen.memo.tree`).

    ``record`` is a record as :func:`reportgen.load` gives it, or the path of one. A section is named as in an audience
    file (``agreements``), and need not be one that the audience has; it comes without the title of the memo.
    Of a section ``issues`` and ``parties``, by their ids, leave out what is on others, and of others. The rest is as in
    :func:`reportgen.build`: what the audience may not see is cut before any template sees it, and the result is
    searched for it; ``templates`` is a folder that is searched before the shipped one, and used in a process apart.

    Raises :class:`~reportgen.errors.ReportgenError`: :class:`ChecksFailed` when the record does not hold (unless
    ``allow_findings``, and then the memo says that it is a draft), :class:`AudienceError` for an audience, section,
    issue or party that there is not, for a record above the audience's ceiling, and where nothing is left to tell.
    """
    record = record if isinstance(record, Record) else load(record)
    own = Path(templates) if templates else None
    part = Part(section, tuple(issues), tuple(parties))
    findings = check(record, own)
    if not allow_findings:
        refuse_errors(findings)
    with Desk(own, marks=Marks(scheme, portion_marks), language=language) as desk:
        desk.allowed(record, [audience])
        reader = part.cut(load_audience(desk.folders, audience), desk.folders)
        talks = visible(record.talks, reader.ceiling)
        place = record.place(("issues",) if issues else ("parties",))
        part.known_in(talks, place)
        memo = desk.fragment(record, reader, part, errors_left(record, reader.ceiling, findings, own))
    _not_empty(memo, part, talks, audience, place)
    return memo


def _not_empty(memo: Memo, part: Part, talks: Talks, audience: str, place: Place) -> None:
    """A table without rows would say that there is nothing, where nothing was asked for that there is."""
    what = f"The section {part.section}" if part.section else "The memo"
    if not any(section.blocks for section in memo.sections):
        remedy = f"Take another section, or another audience than {audience}."
        raise AudienceError([Problem(place, f"{what} for {audience} says nothing.", remedy)])
    stated = (line.of or line.anchor for line in anchored(memo))
    if part.narrow and not passages(memo) and not part.says_something(stated, talks):
        asked = " and ".join([*part.issues, *part.parties])
        remedy = "Leave out the issue or the party, or take another section."
        raise AudienceError([Problem(place, f"{what} for {audience} says nothing of {asked}.", remedy)])


def made_from(
    record: Record,
    audience: str = "desk",
    section: str | None = None,
    *,
    templates: str | Path | None = None,
    language: str | None = None,
) -> tuple[Path, ...]:
    """Every file that such a fragment is made from, but for the program's own: when one has changed, it may have.

    The record with its sign-off, its sources and what they were made from; the audience; the templates of its sections
    and those that they name; style, labels and cues. The files of the shipped folder are among them.
    """
    folders = search_path(Path(templates) if templates else None)
    sections = (section,) if section else load_audience(folders, audience).sections
    words = language or record.talks.language
    names = [
        f"audiences/{audience}.yaml", "style.yaml", "labels/labels.pot",
        *(f"{kind}/{each}.{ending}" for kind, ending in (("labels", "po"), ("cues", "yaml"))
          for each in dict.fromkeys([words, words.partition("-")[0], record.talks.language])),
    ]  # fmt: skip
    found = [
        Path(record.file.name),
        record.folder / SIGNOFF_FILE,
        *(record.folder / source.path for source in record.talks.sources),
        *record.originals.values(),
        *used(sections, folders),
        *(folder / name for folder in folders for name in names),
    ]
    return tuple(dict.fromkeys(path for path in found if path.is_file()))
