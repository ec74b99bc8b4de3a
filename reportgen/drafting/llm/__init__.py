"""The drafter "llm": a language model behind an endpoint that a person named proposes, the gate decides.

    paragraphs ──pieces──▶ instructions + piece ──endpoint──▶ answer in a form ──▶ proposals

Off until an endpoint and a model are configured; before anything is sent ``destination`` says where it would go. What
a source says to the model ("ignore your instructions") can at worst make proposals, which pass the gate or are
dropped, and which a person accepts or not.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from reportgen.drafting.llm.asking import Endpoint
from reportgen.drafting.llm.connection import Connection, connection
from reportgen.drafting.llm.forms import Answer
from reportgen.drafting.llm.instructions import instructions, question
from reportgen.drafting.llm.pieces import pieces
from reportgen.drafting.llm.proposing import proposals
from reportgen.drafting.proposal import Proposal, SourceText, Table
from reportgen.errors import ReportgenError

TRIES = 2
"""How often a piece is asked about when the answer is not in the form."""


class LlmDrafter:
    """Proposes what a language model answers, piece by piece.

    What is not given is taken from the project file's ``[llm]``: the endpoint's address, the model's name, the name of
    the environment variable that holds a key, and the seconds an answer may take.
    """

    name = "llm"

    def __init__(
        self,
        folders: tuple[Path, ...] | None = None,
        base_url: str | None = None,
        model: str | None = None,
        key_env: str | None = None,
        seconds: float | None = None,
    ) -> None:
        """Raises :class:`~reportgen.errors.ReportgenError` when no endpoint or no model is configured, and for an
        address or a key that cannot be used; nothing is sent."""
        self.folders = folders
        self._connection: Connection = connection(base_url, model, key_env, seconds)

    @property
    def destination(self) -> str:
        """Where the text of a source is sent, for a person; never the key."""
        return self._connection.destination

    def propose(self, text: SourceText, table: Table) -> Sequence[Proposal]:
        """Entries in the order of the text; parties, participants and the meeting first where the table is empty.

        Raises :class:`~reportgen.errors.ReportgenError` when the endpoint cannot be reached or refuses, when an answer
        takes too long, is too large, or is twice not in the form.
        """
        parts = pieces(text)
        with Endpoint(self._connection) as endpoint:
            answers = [
                _answer(endpoint, question(part.text, table), f"part {number} of {len(parts)}")
                for number, part in enumerate(parts, 1)
            ]
        return proposals(text, table, list(zip(parts, answers, strict=True)), self.folders)


def _answer(endpoint: Endpoint, asked: str, part: str) -> Answer:
    """The answer about a piece, in the form; asked again once, with what was wrong with the first."""
    wrong = ""
    for _ in range(TRIES):
        told = endpoint.ask(instructions(wrong), asked, part)
        found, wrong = Answer.read(told)
        if found is not None:
            return found
    raise ReportgenError(f"{endpoint.named} did not answer in the form asked for, {part}: {wrong}")
