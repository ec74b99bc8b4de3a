"""What is worked out of things that never change is worked out once, and not before it is asked for."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable
from functools import cache, wraps
from operator import is_
from typing import ParamSpec, TypeVar

Arguments = ParamSpec("Arguments")
Result = TypeVar("Result")


def later(pattern: str, flags: int = 0) -> Callable[[], re.Pattern[str]]:
    """A regular expression that is compiled when it is first asked for: one of many scripts takes milliseconds."""
    return cache(lambda: re.compile(pattern, flags))


def once(latest: int) -> Callable[[Callable[Arguments, Result]], Callable[Arguments, Result]]:
    """Keep what came of the ``latest`` calls, to be given again for the same arguments: those objects, none like them.

    Records are large: to compare two of them takes as long as much that is worked out of one.
    """

    def kept(work: Callable[Arguments, Result]) -> Callable[Arguments, Result]:
        calls: deque[tuple[tuple[object, ...], Result]] = deque(maxlen=latest)

        @wraps(work)
        def worked(*arguments: Arguments.args, **named: Arguments.kwargs) -> Result:
            for asked, result in tuple(calls):
                if not named and len(asked) == len(arguments) and all(map(is_, asked, arguments)):
                    return result
            result = work(*arguments, **named)
            if not named:
                calls.append((arguments, result))
            return result

        return worked

    return kept
