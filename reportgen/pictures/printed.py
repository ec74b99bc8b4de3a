"""What an SVG may not use because print draws it otherwise than a browser, or not at all.

Found by drawing each thing by WeasyPrint 70 and by resvg, and comparing the pictures.
"""

from __future__ import annotations

import re

from reportgen.pictures.svgtree import Shape

_GRADIENTS = frozenset({"linearGradient", "radialGradient"})
_REFERENCE = re.compile(r"url\(\s*[\"']?#([\w.:-]+)[\"']?\s*\)")
_OTHERWISE = (
    (re.compile(r"\bstroke\s*:\s*url\("), "a line drawn with a gradient", "turn the line into a shape"),
    (re.compile(r"\bclip-rule\s*:\s*evenodd"), "a clip path with a hole in it (clip-rule)", "cut the shape itself"),
    (re.compile(r"\bstop-opacity\s*:(?!\s*1(?:\.0*)?\b)"), "a gradient that fades out", "let it fade into a colour"),
)


def refuse_unprinted(root: Shape) -> None:
    """Raises ValueError for the first thing that print draws otherwise."""
    known = {shape.attributes["id"]: shape for shape in root.walk() if "id" in shape.attributes}
    for shape in root.walk():
        said = "; ".join([*(f"{name}: {value}" for name, value in shape.attributes.items()), shape.words])
        for pattern, what, remedy in _OTHERWISE:
            if pattern.search(said):
                raise ValueError(f"has {what}, which the PDF cannot draw; {remedy}, or save the logo as PNG")
        for name in _REFERENCE.findall(said):
            target = known.get(name)
            if target and target.tag in _GRADIENTS and target.attributes.get("gradientUnits") != "userSpaceOnUse":
                what = f'has a gradient, "{name}", that goes by the size of each shape, which the PDF cannot draw'
                raise ValueError(f'{what}; give it gradientUnits="userSpaceOnUse", or save the logo as PNG')
