"""Which form of a label goes with a number."""

from __future__ import annotations

from gettext import c2py


class Counting:
    """Which plural form a number takes, by gettext's expression for it; it can be handed to another process.

    The first form where the expression cannot be worked out, as where it divides by nothing.
    """

    __slots__ = ("_form", "expression")

    def __init__(self, expression: str) -> None:
        self.expression, self._form = expression, c2py(expression)

    def __call__(self, count: int) -> int:
        try:
            return max(int(self._form(count)), 0)
        except ArithmeticError:
            return 0

    def __reduce__(self) -> tuple[type[Counting], tuple[str]]:
        return Counting, (self.expression,)
