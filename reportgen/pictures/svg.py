"""SVG: shapes, their colours and nothing else, written anew in a closed vocabulary.

What an editor keeps for itself is left out. What would run, fetch, link, move, or be set in fonts a
reader may lack is refused, and so is what multiplies when it is drawn.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain

from reportgen.pictures.printed import refuse_unprinted
from reportgen.pictures.svgtree import SVG, Shape, parse

LARGEST = 512 * 1024
LARGEST_STYLE = 64 * 1024
"""Characters of all its style sheets."""
LONGEST_SIZE = 80
"""Characters of a width, a height or a viewBox."""
LARGEST_SIZE = 1e9
LONGEST_CHAIN = 40
"""References one after the other."""
MOST_DRAWN = 20_000
"""Shapes that may be drawn, counting each as often as it is referred to."""

_NAMES_OF_SHAPES = (
    "svg g defs symbol use path rect circle ellipse line polyline polygon linearGradient radialGradient stop clipPath "
    "mask style"
)
_SHAPES = frozenset(_NAMES_OF_SHAPES.split())
_LEFT_OUT = frozenset({"title", "desc", "metadata"})
_NAMES_OF_ATTRIBUTES = (
    "id class style transform d x y x1 y1 x2 y2 cx cy r rx ry fx fy width height points viewBox preserveAspectRatio "
    "fill fill-opacity fill-rule clip-path clip-rule mask opacity stroke stroke-width stroke-linecap stroke-linejoin "
    "stroke-miterlimit stroke-dasharray stroke-dashoffset stroke-opacity offset stop-color stop-opacity "
    "gradientUnits gradientTransform spreadMethod clipPathUnits maskUnits maskContentUnits color display visibility "
    "href"
)
_ATTRIBUTES = frozenset(_NAMES_OF_ATTRIBUTES.split())
_REMEDIES = {
    "text": "turn its words into outlines (paths), which look the same everywhere",
    "tspan": "turn its words into outlines (paths), which look the same everywhere",
    "image": "take the picture inside it out, or save the whole as PNG",
}
_NUMBER = re.compile(r"\s*([0-9]*\.?[0-9]+)(?:px|pt|mm|cm|in|pc)?\s*")
_REFERENCE = re.compile(r"url\(\s*[\"']?#([\w.:-]+)[\"']?\s*\)")
_CLASS = re.compile(r"\s*\.([\w-]+)\s*")


def read_svg(content: bytes) -> tuple[bytes, float]:
    """An SVG written anew, and its height for a width of 1. Raises ValueError."""
    if len(content) > LARGEST:
        raise ValueError(f"is larger than {LARGEST // 1024} KiB; export it simpler, or as PNG")
    read = parse(content)
    if sum(len(shape.words) for shape in read.walk() if shape.tag == "style") > LARGEST_STYLE:
        raise ValueError(f"has more than {LARGEST_STYLE // 1024} KiB of style sheets; export it with plain attributes")
    root = _cleaned(read)
    width, height = _size(root)
    root.attributes |= {"width": f"{width:g}", "height": f"{height:g}"}
    _References(root).follow()
    refuse_unprinted(root)
    return _written(root, f' xmlns="{SVG}"').encode(), height / width


def _cleaned(shape: Shape) -> Shape:
    if shape.tag not in _SHAPES:
        remedy = _REMEDIES.get(shape.tag, "export it as plain SVG without it, or as PNG")
        raise ValueError(f"holds <{shape.tag}>, which has no place in a logo; {remedy}")
    for name, value in shape.attributes.items():
        if name.lower().startswith("on"):
            raise ValueError(f'has something to run, {name}="…"; take it out')
        if name == "href" and not re.fullmatch(r"#[\w.:-]+", value):
            raise ValueError(f'refers to "{value[:60]}" outside itself; take that out, or save the whole as PNG')
        _inert(value)
    style = _without_comments(shape.words) if shape.tag == "style" else ""
    if "@" in style or "<" in style:
        raise ValueError("has a style sheet that loads or rules more than shapes; export it with plain attributes")
    _inert(style)
    kept = {name: value for name, value in shape.attributes.items() if name in _ATTRIBUTES}
    inner = [_cleaned(child) for child in shape.children if child.tag not in _LEFT_OUT]
    return Shape(shape.tag, kept, inner, style.strip())


def _without_comments(css: str) -> str:
    """A style sheet without its comments; one that does not end stays."""
    kept, at = [], 0
    while (start := css.find("/*", at)) >= 0 and (end := css.find("*/", start + 2)) >= 0:
        kept.append(css[at:start])
        at = end + 2
    return "".join([*kept, css[at:]])


def _inert(value: str) -> None:
    """Refuse what a value of CSS can reach beyond the picture, or multiply without end."""
    rest = _REFERENCE.sub("", value).lower()
    if "url(" in rest or "\\" in rest or "var(" in rest or "javascript:" in rest:
        raise ValueError(f'refers to something outside itself in "{value.strip()[:60]}"; take that out')


def _size(root: Shape) -> tuple[float, float]:
    """Width and height in any one unit."""
    for name in ("width", "height", "viewBox"):
        if len(root.attributes.get(name, "")) > LONGEST_SIZE:
            raise ValueError(f"has a {name} of more than {LONGEST_SIZE} characters; export it again")
    given = [_NUMBER.fullmatch(root.attributes.get(name, "")) for name in ("width", "height")]
    box = [float(number) for number in re.findall(r"-?[0-9]*\.?[0-9]+", root.attributes.get("viewBox", ""))]
    sizes = [float(each[1]) for each in given if each] if all(given) else box[2:]
    if len(sizes) != 2 or not all(0 < size < LARGEST_SIZE for size in sizes):
        raise ValueError("does not say how large it is; export it with a viewBox")
    if len(box) != 4:
        root.attributes["viewBox"] = f"0 0 {sizes[0]:g} {sizes[1]:g}"
    return sizes[0], sizes[1]


def _written(shape: Shape, more: str = "") -> str:
    from xml.sax.saxutils import escape, quoteattr  # it imports half of the network, and few desks have a logo

    attributes = "".join(f" {name}={quoteattr(value)}" for name, value in shape.attributes.items())
    inner = escape(shape.words) + "".join(map(_written, shape.children))
    return f"<{shape.tag}{more}{attributes}" + (f">{inner}</{shape.tag}>" if inner else "/>")


class _References:
    """What refers to what: nothing may lead back to itself, or be drawn more often than can be waited for."""

    def __init__(self, root: Shape) -> None:
        self._root = root
        self._known = {shape.attributes["id"]: shape for shape in root.walk() if "id" in shape.attributes}
        self._by_class = dict(_rules("".join(shape.words for shape in root.walk())))
        self._cost: dict[str, int] = {}

    def follow(self) -> None:
        """Raises ValueError for a reference to nothing, round a circle, or to too much."""
        if self._drawn(self._root, ()) > MOST_DRAWN:
            raise ValueError(f"draws more than {MOST_DRAWN:,} shapes; export it simpler, or as PNG")

    def _drawn(self, shape: Shape, on_the_way: tuple[str, ...]) -> int:
        if len(on_the_way) > LONGEST_CHAIN:
            raise ValueError(f"refers on more than {LONGEST_CHAIN} times in a row; export it simpler, or as PNG")
        total = 0
        for each in shape.walk():
            total += 1
            for name in self._targets(each):
                if name in on_the_way:
                    raise ValueError(f'refers in a circle: "#{name}" to itself; export it again')
                if name not in self._known:
                    raise ValueError(f'refers to "#{name}", and nothing in it has that id; export it again')
                if name not in self._cost:
                    self._cost[name] = self._drawn(self._known[name], (*on_the_way, name))
                total += self._cost[name]
                if total > MOST_DRAWN:
                    return total
        return total

    def _targets(self, shape: Shape) -> Iterator[str]:
        for name, value in shape.attributes.items():
            if name == "href":
                yield value[1:]
            else:
                yield from _REFERENCE.findall(value)
        for name in shape.attributes.get("class", "").split():
            yield from chain.from_iterable(self._by_class.get(name, ()))


def _rules(css: str) -> Iterator[tuple[str, list[list[str]]]]:
    """The references of each class, of a style sheet that has them on classes only."""
    found: dict[str, list[list[str]]] = {}
    for rule in css.split("}")[:-1]:
        before, _, body = rule.rpartition("{")
        selectors = before.rpartition("{")[2]
        targets = _REFERENCE.findall(body)
        for selector in selectors.split(",") if targets else ():
            named = _CLASS.fullmatch(selector)
            if named is None:
                raise ValueError(f'has a style for "{selector.strip()[:40]}" that refers on; export it again')
            found.setdefault(named[1], []).append(targets)
    yield from found.items()
