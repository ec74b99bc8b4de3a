"""A record and an audience → the audience's cut of it, as plain frozen data.

What the audience may not see goes first; then what it gets is chosen, put in order and put in words.
"""

from reportgen.view.select import select
from reportgen.view.types import View

__all__ = ["View", "select"]
