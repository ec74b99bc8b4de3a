"""The templates of a folder as trees and as text, and the place of an expression in them."""

from __future__ import annotations

from jinja2 import nodes

from reportgen.errors import Place, Problem
from reportgen.template.folders import Folders
from reportgen.template.places import spot
from reportgen.template.sandbox import Sandbox


class Sources:
    """Templates by name, each read once; and every problem found in them, each told once."""

    def __init__(self, folders: Folders) -> None:
        self.folders, self.sandbox = folders, Sandbox(folders)
        self.trees: dict[str, nodes.Template] = {}
        self.texts: dict[str, str] = {}
        self._problems: dict[tuple[Place, str], Problem] = {}

    def tree(self, name: str) -> nodes.Template:
        """The tree of a template. Raises what Jinja raises for one that is not there, or cannot be read."""
        if name not in self.trees:
            text, path, _ = self.folders.get_source(self.sandbox, name)
            self.texts[name] = text
            self.trees[name] = self.sandbox.parse(text, name, path)
        return self.trees[name]

    def tell(self, template: str, line: int, message: str, *, remedy: str = "", words: tuple[str, ...] = ()) -> None:
        """Note a problem; ``words`` is what to look for on the line, the best first."""
        place = spot(self.folders, template, line, words)
        self.note(place, message, remedy, words[0] if words else "")

    def note(self, place: Place, message: str, remedy: str = "", expression: str = "") -> None:
        """Note a problem whose place is known."""
        self._problems.setdefault((place, message), Problem(place, message, remedy, expression))

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Everything found so far, by file and line."""
        return tuple(
            sorted(self._problems.values(), key=lambda each: (each.place.file, each.place.line, each.place.column))
        )
