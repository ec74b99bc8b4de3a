"""An installed pipeline of spaCy, loaded once: sentences → trees."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Protocol

from reportgen.errors import ReportgenError, did_you_mean

INSTALL = 'pip install "reportgen[spacy]"'
DOWNLOAD = "python -m spacy download {}"
SMALL = {"en": "en_core_web_sm"}
"""The small pipeline of a language, where it is not named as most are."""
LONGEST = 4_000
"""Characters of a sentence that is parsed; a longer one is a table or a list, and is read without a tree."""


class Word(Protocol):
    """A word in a tree, as spaCy gives it."""

    i: int
    idx: int
    dep_: str
    pos_: str
    tag_: str

    @property
    def head(self) -> Word:
        """The word it hangs on; itself for the root."""

    @property
    def children(self) -> Iterator[Word]:
        """The words that hang on it."""


Tree = Sequence[Word]


class Pipeline(Protocol):
    """A pipeline: texts → trees, in order."""

    def pipe(self, texts: Iterable[str]) -> Iterator[Tree]:
        """Each text as the words of its tree."""
        ...


def pipeline(language: str, model: str | None = None) -> Pipeline:
    """The pipeline ``model``, or the first installed one of a language (BCP 47; the part before the hyphen counts).

    Raises :class:`~reportgen.errors.ReportgenError` when spaCy is not installed, when there is no such pipeline, and
    when it has no parser; the message names what installs it.
    """
    return _loaded(language.partition("-")[0] or "en", model)


@lru_cache(maxsize=4)
def _loaded(language: str, model: str | None) -> Pipeline:
    try:
        import spacy
    except ImportError as fault:
        raise ReportgenError(
            f'The drafter "spacy" needs spaCy, which cannot be imported ({fault}): {INSTALL}'
        ) from None
    installed = sorted(spacy.util.get_installed_models())
    own = [name for name in installed if name.startswith(f"{language}_")]
    wanted = SMALL.get(language, f"{language}_core_news_sm")
    name = model or (wanted if wanted in own else own[0] if own else "")
    if not name:
        raise ReportgenError(f'spaCy has no pipeline for "{language}" here: {DOWNLOAD.format(wanted)}')
    try:
        loaded = spacy.load(name, exclude=["ner", "lemmatizer"])
    except (OSError, ValueError, ImportError) as fault:
        told = str(fault).partition("\n")[0]
        remedy = did_you_mean(name, installed) if installed else DOWNLOAD.format(wanted)
        raise ReportgenError(f'The pipeline "{name}" of spaCy cannot be loaded: {told} {remedy}') from None
    if "parser" not in loaded.pipe_names:
        raise ReportgenError(f'The pipeline "{name}" of spaCy has no parser. Use another: {DOWNLOAD.format(wanted)}')
    ready: Pipeline = loaded
    return ready
