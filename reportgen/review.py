"""A record and a ceiling → what the checks and the signatures say of what may be shown under it.

Under a ceiling that cuts the record the checks run on the cut: coverage counts what is visible, and a
finding is told only if the cut alone bears it out (:mod:`reportgen.borne`). Digests
over what is not shown would let a guess at it be proved: below the highest ceiling there are none, whether
anything was cut or not, so that their absence tells nothing either.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from hashlib import sha256
from pathlib import Path

from msgspec.structs import replace

from reportgen.audience import Audience
from reportgen.borne import borne_out, cut_to, words_of
from reportgen.checks import RULES, check, set_aside
from reportgen.checks.coverage import coverage, sentence_coverage
from reportgen.checks.explain import explanations
from reportgen.finding import Finding
from reportgen.model.words import Handling
from reportgen.pack import LARGEST
from reportgen.record import Record
from reportgen.signoff import EntryState, SignOff, digest, load_signoff, states
from reportgen.view.annexing import SECTION
from reportgen.view.review import Covered, Found, Review, Signed


def review_for(record: Record, audience: Audience, folders: Sequence[Path], version: str) -> Review | None:
    """The review of a record for an audience that has the annex, or may have it; nothing for the others.

    It may, whatever its sections are called, when a template outside the shipped folder, the last of
    ``folders``, speaks of the annex. To those who are not told of the desk's own work neither findings are told, nor
    what was set aside, nor who signed.
    """
    own = folders[0] if len(folders) > 1 else None
    if any(section.startswith(SECTION) for section in audience.sections) or any(map(_names_the_annex, folders[:-1])):
        review = review_of(record, audience.ceiling, load_signoff(record), version=version, templates=own)
        return review if audience.own_work else replace(review, found=(), set_aside=(), signed=(), own_work=False)
    return None


def _names_the_annex(folder: Path) -> bool:
    try:
        return any(b"annex" in _beginning(path) for path in folder.rglob("*.j2") if path.is_file())
    except OSError:  # one that cannot be read is refused later, in words
        return True


def _beginning(path: Path) -> bytes:
    """As much of a file as may be text; a larger template is refused later."""
    with path.open("rb") as file:
        return file.read(LARGEST)


def review_of(
    record: Record, ceiling: Handling, signoff: SignOff, *, version: str, templates: str | Path | None = None
) -> Review:
    """The review of a record for an audience with this ceiling.

    ``version`` is the program's; ``templates`` a desk's own folder, whose cues the checks use.
    """
    seen = cut_to(record, ceiling)
    left = borne_out(record, ceiling, check(record, templates), templates)
    aside = set_aside(record, templates)
    if seen is not record:
        own_aside = {(*words_of(each), reason) for each, reason in set_aside(seen, templates)}
        aside = tuple((each, reason) for each, reason in aside if (*words_of(each), reason) in own_aside)
    everything = ceiling is max(Handling, key=lambda handling: handling.rank)
    return Review(
        version=version,
        checks=len(RULES),
        covered=tuple(_covered(seen)),
        found=tuple(_found(each) for each in left),
        set_aside=tuple(_found(each, reason) for each, reason in aside),
        signed=tuple(_signed(seen, states(record, signoff), everything)),
        record=sha256(record.file.text.encode()).hexdigest() if everything else "",
    )


def _found(finding: Finding, reason: str = "") -> Found:
    name = explanations()[finding.code].name
    return Found(finding.code, name, finding.level, finding.entry, finding.message, finding.remedy, reason)


def _covered(record: Record) -> Iterator[Covered]:
    for paragraphs, lines in zip(coverage(record), sentence_coverage(record), strict=True):
        cited = sum(bool(each.cited_by) for each in lines.sentences)
        aside = sum(bool(each.reason) and not each.cited_by for each in lines.sentences)
        counted = (paragraphs.total, len(paragraphs.cited), len(paragraphs.set_aside))
        yield Covered(paragraphs.source, counted, (len(lines.sentences), cited, aside))


def _signed(shown: Record, every: Sequence[EntryState], digests: bool) -> Iterator[Signed]:
    left = {entry.id: entry for _, _, entry in shown.talks.entries()}
    for each in every:
        if each.id in left:
            by, on = (each.signature.by, each.signature.on) if each.signature else ("", None)
            told = digest(shown, left[each.id]) if digests else ""
            yield Signed(each.id, each.state, by, on, told, tuple(name for name in each.rests_on if name in left))
