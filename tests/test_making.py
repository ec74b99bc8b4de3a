"""Where memos are made: several formats of one at once, each in a child of its own."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest

from reportgen.making import Making

FORMATS = ("docx", "pdf", "html")


@pytest.fixture
def apart() -> Iterator[Making]:
    """Where each memo is made apart; no child is begun here, since none is asked to do anything."""
    making = Making(None, (), apart=True)
    yield making
    making.close()


def test_beside_the_longest_the_others_are_made_in_other_threads(apart: Making) -> None:
    """What takes longest is made where the memo was begun, and while it is the others are made."""
    done: dict[str, bool] = {}
    others = threading.Barrier(2, timeout=20)

    def work(name: str) -> None:
        if name != "html":
            others.wait()  # only met where both are made at once
        done[name] = threading.current_thread() is threading.main_thread()

    apart.each(work, FORMATS, 2, longest="pdf")
    assert done == {"pdf": True, "docx": False, "html": False}


@pytest.mark.parametrize("at_once", [1, 3])
@pytest.mark.parametrize("failing", FORMATS)
def test_what_one_of_them_raises_is_raised(apart: Making, failing: str, at_once: int) -> None:
    """A format that cannot be made is an error of the memo, however many are made at once."""

    def work(name: str) -> None:
        if name == failing:
            raise ValueError(name)

    with pytest.raises(ValueError, match=failing):
        apart.each(work, FORMATS, at_once, longest="pdf")
