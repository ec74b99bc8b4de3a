"""What a stranger's folder of templates may take to read: each limit is told by file and line, and nothing is made."""

from __future__ import annotations

import os
import re
import time
import tracemalloc
from collections.abc import Iterator
from pathlib import Path

import pytest

from reportgen.cli import main
from reportgen.style import load_style
from tests.logos import png
from tests.test_template_packs import Stranger, refused, visited


@pytest.fixture
def stranger(tmp_path: Path) -> Iterator[Stranger]:
    yield from visited(tmp_path)


WAYS = "".join(f" (w{chr(97 + number)}a)" for number in range(26))
LOTS = "/".join(f"w{number}a" for number in range(1000))
CUES = {
    "words that may be left out": (f"agreed:\n  - agreed{WAYS}\n", "2:5: error: A phrase has at most 8 parts"),
    "gaps": ("agreed:\n  - the" + " …" * 14 + " zebra\n", "2:5: error: A phrase has at most 8 gaps"),
    "any words": ("agreed:\n  - the" + " ANY" * 14 + " zebra\n", "2:5: error: A phrase has at most 8 gaps"),
    "gaps that may be left out": ("agreed:\n  - the" + " (… …)" * 8 + " a\n", "at most 8 gaps"),
    "a long phrase": ("agreed:\n  - the" + " a" * 500_000 + "\n", "at most 1,000 characters, and this has 1,000,003"),
    "a long word": (f"lists: {{AA: {'a' * 5000}}}\nagreed: [AA]\n", "at most 1,000 characters, and this has 5,000"),
    "a long list": (f"lists:\n  AA: {LOTS}/zebra\nagreed: [AA]\n", "2:7: error: A list has at most 1,000 words"),
    "a long name": (f"lists:\n  {'A' * 500}: a\nagreed: [agreed]\n", "has at most 40 characters"),
    "a list many times": (f"lists:\n  AA: {LOTS}\nagreed:\n  - AA/AA\n", "4:5: error: At most 1,000 words"),
    "lists and lists": (f"lists: {{AA: {LOTS}}}\nagreed:\n" + "".join(f"  - b{n}a AA\n" for n in range(300)),
                        "has more than 200,000 words to look for"),
    "one first word": ("agreed:\n" + "".join(f"  - the … … … … zebra{n}a\n" for n in range(500)),
                       'Phrases that begin with "the" need more than 5,000 comparisons'),
    "many lists": ("lists:\n" + "".join(f"  A{chr(65 + n // 26)}{chr(65 + n % 26)}: a\n" for n in range(600))
                   + "agreed: [agreed]\n", '2:3: error: "lists" may have 500 at most'),
    "many faults": ("agreed:\n" + "  - NONE\n" * 5000, "There is no list"),
}  # fmt: skip


@pytest.mark.parametrize("attack", CUES)
def test_a_cue_table(stranger: Stranger, capsys: pytest.CaptureFixture[str], attack: str) -> None:
    """A table of cues that would be compared without end is refused by its line, with the limit."""
    content, told = CUES[attack]
    stranger.brings("cues/en.yaml", content)
    error = refused(stranger, capsys)
    assert "cues/en.yaml:" in error
    assert error.count(": error: ") <= 20
    assert told in error


DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 30 10">{}</svg>'
LINKED = "".join(f'<g id="a{n}"><use href="#a{n + 1}"/></g>' for n in range(2000)) + '<g id="a2000"/>'
LOGOS = {
    "style": (DRAWING.format(f"<style>{'a' * 500_000}</style>"), "more than 64 KiB of style sheets"),
    "styles": (DRAWING.format(f"<style>{'a' * 60_000}</style>" * 8), "more than 64 KiB of style sheets"),
    "classes": (DRAWING.format(f"<style>{'.a,' * 10_000}.b{{fill:{'url(#c)' * 4000}}}</style><g id='c'/>"
                               f"<g class='{'a ' * 200_000}'/>"), "more than 20,000 shapes"),
    "a chain": (DRAWING.format(LINKED), "refers on more than 40 times in a row"),
    "a width": (DRAWING.replace("viewBox", f'width="{"1" * 400_000}x" height="1" viewBox'), "width of more than 80"),
    "no end": (DRAWING.replace("viewBox", 'width="1e" height="1" viewBox').replace("30 10", "9" * 70), "how large it"),
    "pieces": (DRAWING.format("<style>" + "a<?b?>" * 80_000 + "</style>"), "more than 64 KiB of style sheets"),
}  # fmt: skip


@pytest.mark.parametrize("attack", LOGOS)
def test_a_logo(stranger: Stranger, capsys: pytest.CaptureFixture[str], attack: str) -> None:
    """A logo that takes without end to read, or draws without end, is refused where style.yaml names it."""
    content, told = LOGOS[attack]
    stranger.brings("logo.svg", content)
    stranger.brings("style.yaml", "logo: {file: logo.svg, alt: Arms}\n")
    error = refused(stranger, capsys)
    assert "style.yaml:1:14: error: " in error
    assert told in error


@pytest.mark.parametrize("sheet", ["a" * 65_000, "/*" + " /*" * 21_000, "{" * 65_000, "a{b" * 20_000 + "}"])
def test_a_style_sheet_of_a_logo_is_read_at_once(stranger: Stranger, sheet: str) -> None:
    """What a style sheet of a logo may hold is read once from end to end, whatever it is."""
    stranger.brings("logo.svg", DRAWING.format(f"<style>{sheet}</style><rect width='5' height='5'/>"))
    stranger.brings("style.yaml", "logo: {file: logo.svg, alt: Arms}\n")
    start = time.process_time()
    load_style(stranger.pack / "style.yaml")
    assert time.process_time() - start < 1


HUGE = {
    "logo.png": "logo: {file: logo.png, alt: Arms}\n",
    "logo.svg": "logo: {file: logo.svg, alt: Arms}\n",
    "own.ttf": "fonts: {files: [own.ttf]}\n",
    "own.docx": "letterhead: own.docx\n",
    "style.yaml": "",
    "markings.yaml": "",
    "memo.css": "",
    "labels/en.po": "",
    "labels/labels.pot": "",
    "cues/en.yaml": "",
    "audiences/desk.yaml": "",
    "memo.html.j2": "",
    "other/part.j2": "",
}


@pytest.mark.parametrize("name", HUGE)
def test_a_file_of_gigabytes(stranger: Stranger, capsys: pytest.CaptureFixture[str], name: str) -> None:
    """A file of gigabytes is never read whole, whatever it is for."""
    start = {"logo.png": png(canary=False), "logo.svg": b"<svg", "own.ttf": b"\0\1\0\0", "own.docx": b"PK\3\4"}
    stranger.brings(name, start.get(name, b" "))
    os.truncate(stranger.pack / name, 20 * 1024**3)
    if HUGE[name]:
        stranger.brings("style.yaml", HUGE[name])
    tracemalloc.start()
    began = time.process_time()
    try:
        if name == "other/part.j2":
            assert stranger.build("md") == 0
        else:
            assert re.search(r"larger than|more than|at most", refused(stranger, capsys, "docx"))
        assert tracemalloc.get_traced_memory()[1] < 200 * 1024**2
        assert time.process_time() - began < 10
    finally:
        tracemalloc.stop()


GAPS = 'msgctxt "memo.gaps"\nmsgid "What the sources do not say"\n'
FOOTER = 'msgctxt "memo.footer"\nmsgid "A"\nmsgstr ""\n'
LABELS = {
    "one line": (FOOTER + '"' + "{date}" * 600_000 + '"\n', "4:1: error: A line of a catalogue has at most 8,000"),
    "many lines": (FOOTER + '"{date} {title} {version}"\n' * 140_000, "2:1: error: A label has at most 4,000"),
    "many braces": (GAPS + 'msgstr ""\n' + ('"' + "{" * 7000 + '"\n') * 500, "2:1: error: A label has at most 4,000"),
    "forms": ('msgid ""\nmsgstr "Plural-Forms: nplurals=999999999; plural=n > 1;\\n"\n\n' + GAPS
              + 'msgid_plural "B"\nmsgstr[0] "A"\n', "at most 6 plural forms"),
    "unknown ones": ("".join(f'msgctxt "memo.g{n}aps"\nmsgid "A"\nmsgstr "B"\n\n' for n in range(4_900)), "no label"),
    "thousands": ("".join(f'msgctxt "memo.g{n}"\nmsgid "A"\nmsgstr "B"\n' for n in range(60_000)), "5,000 labels"),
    "broken lines": ("a\n" * 1_000_000, "neither a comment nor a keyword"),
    "no words": ("".join(f'msgctxt "memo.g{n}"\nmsgid "A"\nmsgstr " "\n' for n in range(4_900)) + '""\n' * 1_000_000,
                 "has no words"),
}  # fmt: skip


@pytest.mark.parametrize("attack", LABELS)
def test_labels(stranger: Stranger, capsys: pytest.CaptureFixture[str], attack: str) -> None:
    """Labels that are too long, or too many, are refused by file and line."""
    content, told = LABELS[attack]
    stranger.brings("labels/en.po", content)
    error = refused(stranger, capsys)
    assert "labels/en.po:" in error
    assert told in error
    assert error.count(": error: ") <= 20


def test_audience_check_tells_of_long_labels(stranger: Stranger, capsys: pytest.CaptureFixture[str]) -> None:
    """Labels that build refuses are told by audience check too."""
    content, told = LABELS["many lines"]
    stranger.brings("labels/en.po", content)
    assert main(["audience", "check", "desk", "--templates", str(stranger.pack)]) == 1
    said = capsys.readouterr()
    assert told in " ".join((said.out + said.err).split())
