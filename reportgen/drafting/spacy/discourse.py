"""Sentences in their order, each with its tree, read as "cues" reads them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from reportgen.drafting.cues.discourse import Discourse
from reportgen.drafting.cues.names import Names
from reportgen.drafting.cues.reading import Reading
from reportgen.drafting.proposal import Line
from reportgen.drafting.spacy.pipeline import LONGEST, Pipeline
from reportgen.drafting.spacy.sentence import ParsedSentence


class ParsedDiscourse(Discourse):
    """Reads sentences one after the other, and remembers who spoke last; ``parser`` gives each its tree."""

    def __init__(
        self, names: Names, sides: tuple[str, ...], publisher: str = "", *, joint_text: bool, parser: Pipeline
    ) -> None:
        super().__init__(names, sides, publisher, joint_text=joint_text)
        self._parser = parser

    def read(self, lines: Iterable[Line]) -> Iterator[Reading]:
        """One reading a sentence, in order."""
        every = tuple(lines)
        trees = self._parser.pipe(each.text if len(each.text) <= LONGEST else "" for each in every)
        for line, after, tree in zip(every, (*every[1:], None), trees, strict=True):
            if line.paragraph != self._paragraph:
                self._paragraph, self._before = line.paragraph, None
            reading = self._quoted(ParsedSentence(line, self.names, tree), after)
            self._before = reading = self._of_few(reading)
            yield _with_whole_sentence(reading)


def _with_whole_sentence(reading: Reading) -> Reading:
    """The reading; one of a passive, whose subject follows its verb, is told in the sentence's own words."""
    verb = reading.verb
    return replace(reading, verb=None) if verb and not verb.after and verb.subject.first > verb.cue.first else reading
