"""E104: a text claims no more than its firmness, and neither more than its evidence.

How much words claim stands in the cue table of their language (:mod:`reportgen.cues`); in a
language without one nothing is said. Evidence in another language than the record's is judged by its
translation. Where the operative words of an entry claim something, they alone are what its evidence
bears out; a step that rests on words without a claim has those of the entries it arises from.

Agreements and next steps: text ≤ firmness, text ≤ evidence, firmness ≤ evidence. Firmness is compared
where the evidence claims an undertaking. Where it claims none, "planned" and weaker stand, since plans
are told in more words than a table has; so do "agreed to …" and "in principle" unless it is told as a
view or a mention; "agreed", "adopted" and "signed" do not, their words must be cited. The text of an
agreement (``agreement_text``) is itself the undertaking. Positions and mentions: words that claim more
than a plan need evidence that claims as much, and "agreed" needs a form of that very word. What one
party alone agreed to is no outcome of several (:mod:`reportgen.checks.one_party`).
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from reportgen.checks.one_party import Names, agreeing_alone, party_names
from reportgen.cues import Claimed, Cues, Weaker, cues, rank
from reportgen.finding import Finding, Rule
from reportgen.model.base import Attested, Evidence, Statement
from reportgen.model.substance import Agreement, NextStep, Settled
from reportgen.model.words import Firmness, SourceKind, Stance
from reportgen.phrases import spans_of
from reportgen.record import Record, Steps

RULE = Rule("E104", "over-claim")


def check(record: Record) -> Iterator[Finding]:
    """Every claiming word that goes beyond the entry's firmness or its evidence, and every such firmness."""
    if table := cues(record.talks.language, record.folders):
        judge = _Judge(record, table, party_names(record.talks))
        for part, number, entry in record.talks.entries():
            if isinstance(entry, Settled):
                yield from judge.of_settled((part, number), entry)
            elif isinstance(entry, Statement):
                yield from judge.of_other((part, number), entry)


class _Judge(Struct, frozen=True):
    """What the entries of a record claim, by the cue table of its language."""

    record: Record
    table: Cues
    names: Names

    def of_settled(self, path: Steps, entry: Settled) -> Iterator[Finding]:
        """The findings on an agreement or a next step."""
        borne = self._borne_by_steps(entry)
        most = self._most(entry, borne)
        source = _source(self.record, entry, borne)
        for claim in self.table.claims(entry.text):
            if rank(claim.strength) < max(entry.firmness.rank, most.rank):
                firmness = f' and its firmness is "{entry.firmness}"'
                beyond = firmness if rank(claim.strength) < entry.firmness.rank else ""
                remedy = "Use a weaker verb, or raise the firmness and add evidence."
                told = f'{entry.id} says "{claim.words}"; {source}{beyond}.'
                yield RULE.found(entry.id, self.record.place((*path, "text"), claim.words), told, remedy)
        if isinstance(entry, Agreement) and borne and len(entry.parties) > 1:
            yield from self._of_one_party(path, entry, borne)
        if entry.firmness.rank < most.rank:
            told = f'{entry.id} has the firmness "{entry.firmness}"; {source}, which bears out at most "{most}".'
            remedy = "Lower the firmness, or cite the words that bear it out."
            yield RULE.found(entry.id, self.record.place((*path, "firmness")), told, remedy)

    def of_other(self, path: Steps, entry: Statement) -> Iterator[Finding]:
        """The findings on a position or a mention."""
        borne = self._borne(entry)
        for claim in self.table.claims(entry.text) if borne is not None else ():
            if not _bears_out(borne or (), claim, conditional=getattr(entry, "stance", None) is Stance.CONDITIONS):
                told = f'{entry.id} says "{claim.words}"; {_source(self.record, entry, borne)}.'
                remedy = "Use the source's own verb."
                yield RULE.found(entry.id, self.record.place((*path, "text"), claim.words), told, remedy)

    def _of_one_party(self, path: Steps, entry: Agreement, borne: tuple[Claimed, ...]) -> Iterator[Finding]:
        """The finding on an outcome of several parties whose evidence says that one of them agreed."""
        undertaken = [claim for claim in borne if rank(claim.strength) < Firmness.PLANNED.rank]
        party = agreeing_alone(self._passages(entry) or "", undertaken, self.names)
        if party in entry.parties:
            several = ", ".join(entry.parties)
            told = f"{entry.id} counts as an outcome of {several}; {_source(self.record, entry, borne)}, {party} alone."
            remedy = f"Make {party} its only party, or cite the passage in which the others agree."
            yield RULE.found(entry.id, self.record.place((*path, "parties")), told, remedy)

    def _most(self, entry: Settled, borne: tuple[Claimed, ...] | None) -> Firmness:
        """The firmest word for what the evidence bears out."""
        kinds = {source.id: source.kind for source in self.record.talks.sources}
        if borne is None or any(kinds.get(piece.source or "") is SourceKind.AGREEMENT_TEXT for piece in entry.evidence):
            return Firmness.SIGNED
        best = min((claim.strength for claim in borne), key=rank, default=Firmness.AGREED_IN_PRINCIPLE)
        return Firmness.PLANNED if isinstance(best, Weaker) else best

    def _borne_by_steps(self, entry: Settled) -> tuple[Claimed, ...] | None:
        """What an entry's evidence claims; for a step whose own claims nothing, that of the entries it arises from."""
        borne = self._borne(entry)
        if borne == () and isinstance(entry, NextStep):
            before = [each for _, _, each in self.record.talks.entries() if each.id in entry.arises_from]
            found = [self._borne(each) for each in before if isinstance(each, Attested)]
            return None if None in found else tuple(claim for claims in found for claim in claims or ())
        return borne

    def _borne(self, entry: Attested) -> tuple[Claimed, ...] | None:
        """What an entry's evidence claims, by its operative words if they do; nothing known without a translation."""
        passages = self._passages(entry)
        if passages is None:
            return None
        claims = self.table.claims(passages)
        spans = [span for words in getattr(entry, "operative_words", ()) for span in spans_of(passages, words)]
        operative = tuple(each for each in claims if any(each.start < end and start < each.end for start, end in spans))
        return operative or claims

    def _passages(self, entry: Attested) -> str | None:
        """The evidence in the record's language, as one text; runs of one source may make one sentence."""
        text, last = "", None
        for piece in entry.evidence:
            words = self._in_language(piece)
            if words is None:
                return None
            text += (" " if piece.source == last else ". ") + words
            last = piece.source
        return text

    def _in_language(self, piece: Evidence) -> str | None:
        languages = {source.id: source.language for source in self.record.talks.sources}
        same = _primary(languages.get(piece.source or "", "")) == _primary(self.record.talks.language)
        return piece.text if same else piece.translation


def _primary(language: str) -> str:
    return language.partition("-")[0]


def _bears_out(borne: tuple[Claimed, ...], claim: Claimed, *, conditional: bool) -> bool:
    """Whether evidence bears out a word of a position or a mention; "will" may stand for "is ready to, if"."""
    if rank(claim.strength) > Firmness.PLANNED.rank:
        return True
    if claim.strength is Firmness.PLANNED:
        undertaken = [rank(each.strength) for each in borne if isinstance(each.strength, Firmness)]
        return conditional or not undertaken or min(undertaken) <= Firmness.PLANNED.rank
    enough = [each for each in borne if rank(each.strength) <= rank(claim.strength)]
    return any(not claim.by_one or _same_word(each, claim) for each in enough)


def _same_word(one: Claimed, other: Claimed) -> bool:
    """Whether two phrases begin with forms of one word: agreed, agrees."""
    return one.words[:4].casefold() == other.words[:4].casefold()


def _source(record: Record, entry: Statement, borne: tuple[Claimed, ...] | None) -> str:
    """What the source says instead, and where."""
    best = min(borne or (), key=lambda claim: rank(claim.strength), default=None)
    operative: tuple[str, ...] = getattr(entry, "operative_words", ())
    found = record.found(entry.evidence[0])
    where = f" (¶{found.paragraphs[0]})" if found and found.paragraphs else ""
    if not operative:
        return f"the passage cited does not{where}"
    said = next((words for words in operative if best and best.words in words), operative[0])
    return f'the source says "{said}"{where}'
