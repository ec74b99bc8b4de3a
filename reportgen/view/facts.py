"""An entry of any part → every field of it as a line of words, its evidence left to :mod:`reportgen.view.passages`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from reportgen.form import Form
from reportgen.labels import Labels
from reportgen.model import words as w
from reportgen.model.base import Entry, called_by
from reportgen.model.derive import attribution, claim
from reportgen.model.sides import Meeting, Source
from reportgen.model.substance import Agreement, Issue, Position
from reportgen.model.talks import Talks
from reportgen.view.annex import FactView, RunView
from reportgen.view.entries import Entries
from reportgen.view.passages import Passages
from reportgen.view.spoken import foreign, said
from reportgen.view.standing import Standing

PEOPLE = frozenset({
    "party", "parties", "owners", "author_party", "controlled_by", "speaker", "participants", "chair",
    "addressed_to", "speaker_for",
})  # fmt: skip
"""Fields of ids that are told by name."""
POINTING = frozenset({
    "issue", "parent", "meeting", "follows", "arises_from", "concurs_with", "on", "basis", "source",
})  # fmt: skip
"""Fields of ids that are told as ids, since that is how the annex is read."""
VERBATIM = frozenset({"operative_words", "as_stated", "source_names", "source_term", "title", "text", "dateline"})
"""Fields of facts that may be in a source's words: their language is that of the source that has them."""
ONE_BY_ONE = frozenset({"operative_words", "limits"})
"""Lists that are told in a line for each; so are lists of forms."""
NOT_STATED = "not_stated"
"""What the record says for a place that no source states; a label as well."""
FORMS = frozenset({"dates", "due", "instrument", "grading"})
"""Fields that hold a form, whose own fields want a line."""
LONGEST_BRIEF = 60
"""Characters."""
TOLD_OF_THE_FIRST = frozenset({"value", "title", "text"})
"""Fields of a form inside an entry that say something of its first field: the title that a source gives."""
COMMON = ("handling", "priority")
"""Fields of every entry."""
VOCABULARIES: Mapping[type[w.Word], str] = {
    w.Handling: "handling", w.PartyKind: "party_kind", w.PartyRole: "party_role", w.SourceKind: "source_kind",
    w.Standing: "standing", w.MeetingKind: "meeting_kind", w.Certainty: "certainty", w.Firmness: "firmness",
    w.Claim: "claim", w.Attribution: "attribution", w.Progress: "progress", w.Novelty: "novelty", w.Stance: "stance",
    w.Speech: "speech", w.SpeakerBasis: "speaker_basis", w.StateOfPlay: "state_of_play", w.DueKind: "due_kind",
    w.ReceptionValue: "reception", w.Confidence: "confidence", w.Likelihood: "likelihood",
}  # fmt: skip
"""The vocabularies of entries, and the group of labels that says the words of each."""


class Facts:
    """The fields of the entries of some talks, in the words of a catalogue."""

    def __init__(
        self,
        talks: Talks,
        standing: Standing,
        labels: Labels,
        entries: Entries,
        passages: Passages,
        anchors: Mapping[str, str],
    ) -> None:
        self._talks, self._standing, self._labels, self._anchors = talks, standing, labels, anchors
        self._entries, self._passages = entries, passages
        self._own = foreign(talks.language, labels.language)
        self._semicolon, self._comma, self._colon = (labels.groups["memo"][s] for s in ("semicolon", "comma", "colon"))

    def pointer(self, name: str) -> RunView:
        """An entry's id, and where in this memo the entry stands."""
        return RunView(said(name, self._own), self._anchors.get(name, ""))

    def headline(self, entry: Entry) -> tuple[str, RunView]:
        """The field that says what the entry is, and its words."""
        if isinstance(entry, Meeting):
            return "kind", RunView(self._labels.of("meeting_kind", entry.kind))
        field = called_by(entry)
        return field, RunView(said(getattr(entry, field), self._own))

    def of(self, entry: Entry) -> tuple[FactView, ...]:
        """Every field that the entry fills in, what follows from them among them; its text and evidence apart.

        What all entries have comes last.
        """
        apart = {"id", "evidence", self.headline(entry)[0], *COMMON}
        names = [*(name for name in type(entry).model_fields if name not in apart), *COMMON]
        return tuple(fact for name in names for fact in (*self._fact(entry, name), *self._derived(entry, name)))

    def _fact(self, entry: Entry, name: str) -> Iterator[FactView]:
        value = self._talks.handling_of(entry) if name == "handling" else getattr(entry, name)
        if name == "state_of_play" and isinstance(entry, Issue):
            value = self._standing.get(entry.id)
        if value in (None, (), "") or (name == "speaker_basis" and not getattr(entry, "speaker", None)):
            return
        label = self._labels.groups["field"][name]
        if isinstance(value, tuple) and (name in ONE_BY_ONE or isinstance(value[0], Form)):
            for number, each in enumerate(value, start=1):
                yield FactView(f"{name}.{number}", label, self._runs(entry, name, each))
        else:
            runs = self._runs(entry, name, value)
            apart = isinstance(entry, Source) and runs[0].quoted
            yield FactView(name, label, runs, apart, self._passages.language(entry.id) if apart else "")

    def _derived(self, entry: Entry, after: str) -> Iterator[FactView]:
        """What follows from the sources that carry an entry, after the field it is read with."""
        told: tuple[str, w.Word] | None = None
        if isinstance(entry, Agreement) and after == "firmness":
            told = "claim", claim(self._talks, entry)
        if isinstance(entry, Position) and after == "party":
            told = "attribution", attribution(self._talks, entry)
        if told:
            yield FactView(told[0], self._labels.groups["field"][told[0]], (RunView(self._labels.of(*told)),))

    def _runs(self, entry: Entry, name: str, value: object) -> tuple[RunView, ...]:
        if isinstance(value, Form):
            return tuple(self._parts(entry, value))
        if name in PEOPLE and isinstance(value, str | tuple):
            return (self._people(value),)
        if name in POINTING and isinstance(value, str | tuple):
            return self._listed(self.pointer(each) for each in ([value] if isinstance(value, str) else value))
        if isinstance(value, tuple):
            return self._listed(self._run(entry, name, each) for each in value)
        return (self._run(entry, name, value),)

    def _parts(self, entry: Entry, form: Form) -> Iterator[RunView]:
        """A form inside an entry: its first field bare, the others after their names."""
        first = True
        for name in type(form).model_fields:
            value = getattr(form, name)
            if value in (None, (), "") or name == "evidence":
                continue
            if not first:
                named = f"{self._semicolon}{self._labels.groups['field'][name].lower()}{self._colon}"
                yield RunView(self._colon if name in TOLD_OF_THE_FIRST else named)
            # A basis inside another form is a reason, and no list of entries.
            yield from (self._run(entry, name, value),) if name == "basis" else self._runs(entry, name, value)
            first = False

    def _run(self, entry: Entry, name: str, value: object) -> RunView:
        if isinstance(value, w.Word):
            return RunView(self._labels.of(VOCABULARIES[type(value)], value))
        if isinstance(value, date):
            return RunView(self._labels.day(value))
        if name == "place" and value == NOT_STATED:
            return RunView(self._labels.groups["memo"][NOT_STATED].lower())
        text = str(value)
        if name == "language":
            return RunView(self._labels.language_called(text))
        if isinstance(value, int):
            return RunView(self._labels.number(value))
        if isinstance(entry, Source) and name in {"title", "dateline"}:
            return RunView(said(text, self._passages.language(entry.id)), quoted=self._passages.is_foreign(entry.id))
        return self._passages.quoted(entry.id, text) if name in VERBATIM else RunView(said(text, self._own))

    def _listed(self, runs: Iterable[RunView]) -> tuple[RunView, ...]:
        """Runs as a table lists them."""
        parted = [part for run in runs for part in (RunView(self._comma), run)]
        return tuple(parted[1:])

    def _people(self, names: str | tuple[str, ...]) -> RunView:
        if names == "independent":
            return RunView(self._labels.groups["memo"]["independent"])
        told = self._entries.name(names) if isinstance(names, str) else self._entries.names(names)
        return RunView(said(told, self._own))


def brief(fact: FactView) -> bool:
    """Whether a fact is a few words, fit to be told in one line with others."""
    return (
        not fact.apart
        and "." not in fact.field
        and fact.field not in FORMS
        and sum(len(run.text) for run in fact.runs) <= LONGEST_BRIEF
    )
