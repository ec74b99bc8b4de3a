"""Elements that differ in their name alone have one style, in WeasyPrint.

What WeasyPrint works out for one element it gives to all with the same parent and the same rules; but it keeps an
element's name as a rule, so that each cell with a name, and all that is in it, is worked out anew. Here the name is
left out of the rules and given to the style of the element's own box, which asks the shared one for all else.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import wraps
from typing import Any


def share_styles() -> None:
    """Put this into WeasyPrint, in a version that is known."""
    from weasyprint import css  # type: ignore[import-untyped]

    css.find_style_attributes = _without_names(css.find_style_attributes)
    css.StyleFor = _named_at_boxes(css)


def _without_names(find: Callable[..., Iterator[Any]]) -> Callable[..., Iterator[Any]]:
    @wraps(find)
    def find_style_attributes(*arguments: Any, **named: Any) -> Iterator[Any]:
        for found in find(*arguments, **named):
            _, element, declarations, _ = found
            name = element.get("id")
            is_name = name and len(declarations) == 1 and getattr(declarations[0], "name", "") == "-weasy-anchor"
            if not (is_name and getattr(declarations[0].value[0], "value", None) == name):
                yield found

    return find_style_attributes


def _named_at_boxes(css: Any) -> type:
    class Anchored(css.ComputedStyle):  # type: ignore[misc]
        """A style that is another's but for the name."""

        def __init__(self, shared: Any, name: str) -> None:
            self.__dict__.update(shared.__dict__)
            self.shared = shared
            self["anchor"] = name

        @property
        def anonymous_style(self) -> Any:
            return self.shared.anonymous_style

        def __missing__(self, key: str) -> Any:
            value = self[key] = self.shared[key]
            return value

        def copy(self) -> Any:
            copied = self.shared.copy()
            copied.update(self)
            return copied

    class StyleFor(css.StyleFor):  # type: ignore[misc]
        """The styles of a page's elements, and of its margins."""

        def __init__(
            self, html: Any, sheets: Any, presentational_hints: Any, font_config: Any, target_collector: Any
        ) -> None:
            super().__init__(html, sheets, presentational_hints, font_config, target_collector)
            self._anchored: dict[Any, Any] = {}
            for element in html.etree_element.iter():
                if (name := element.get("id")) and target_collector:
                    target_collector.collect_anchor(name)

        def __call__(self, element: Any, pseudo_type: str | None = None) -> Any:
            style = super().__call__(element, pseudo_type)
            name = element.get("id") if style and pseudo_type is None and hasattr(element, "get") else None
            if not name or style["anchor"]:
                return style
            if element not in self._anchored:
                self._anchored[element] = Anchored(style, name)
            return self._anchored[element]

    return StyleFor
