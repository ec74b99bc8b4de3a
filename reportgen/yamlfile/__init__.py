"""YAML for people: path → ``YamlFile``, in which every value is text and knows its place.

    bytes ──opening──▶ text ──characters──▶ text without surprises ──nodes──▶ tree with places
                                                      └──syntax──▶ problems in plain words

Less than YAML on purpose. No type is guessed (``no``, ``007`` and ``12:30`` stay text); repeated keys,
references (``&a``, ``*a``, ``<<``), type names (``!x``), several documents, invisible characters, and a
``#`` that cuts a sentence are refused, each with its place. This is the only user of the YAML library.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from reportgen.yamlfile.plain import Shipped, Value, shipped

if TYPE_CHECKING:
    from reportgen.yamlfile.file import YamlFile, parse, read, text_at
    from reportgen.yamlfile.nodes import Span

__all__ = ["Shipped", "Span", "Value", "YamlFile", "parse", "read", "shipped", "text_at"]

_LATER = {"Span": "nodes", "YamlFile": "file", "parse": "file", "read": "file", "text_at": "file"}
"""What is imported when it is asked for: who reads nothing but what is shipped needs none of it."""


def __getattr__(name: str) -> Any:
    if name in _LATER:
        return getattr(import_module(f"{__name__}.{_LATER[name]}"), name)
    raise AttributeError(name)
