"""A desk at work, for tests of incremental builds: a small record, its folder of templates, and edits of all of it.

Invented from beginning to end. What the desk has on disk is a choice for each of its parts; an edit is another choice.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from random import Random

from reportgen import build
from reportgen.errors import ReportgenError
from tests.letterheads import ministry
from tests.logos import png

SOURCE = """Norhaven, 3 May 2031. The two ports agreed to open a second ferry berth before winter.
The mayor of Norhaven said that the harbour dues are too high.
The mayor of Sundby declined to comment on the dues.
The parties will meet again in Sundby in June.
"""
RECORD = """\
id: {id}
title: {title}
language: en
as_of: 2031-05-04
source_caveat: One newspaper; nobody else was asked.
handling: {handling}
party_order: [NOR, SUN]
sources:
  - {{id: S1, short: "Harbour Post, 3 May 2031", kind: news_report, publisher: Harbour Post, controlled_by: independent, path: {source}, language: en}}
parties:
  - {{id: NOR, name: Norhaven, kind: government_body, role: principal, source_names: [Norhaven, The mayor of Norhaven]}}
  - {{id: SUN, name: Sundby, kind: government_body, role: principal, source_names: [Sundby, The mayor of Sundby]}}
meetings:
  - {{id: M-01, kind: bilateral, parties: [NOR, SUN], dates: {{as_stated: 3 May 2031, start: 2031-05-03, end: 2031-05-03, certainty: derived, basis: the dateline}}, evidence: "Norhaven, 3 May 2031."}}
issues:
  - {{id: I-BERTH, title: {issue}, priority: 1}}
  - {{id: I-DUES, title: Harbour dues}}
agreements:
  - id: A-01
    issue: I-BERTH
    text: The two ports open a second ferry berth.{comment}
    operative_words: agreed to open
    firmness: agreed
    parties: [NOR, SUN]
    when: {when}
    evidence: The two ports agreed to open a second ferry berth before winter.
positions:
  - {{id: P-NOR-01, party: NOR, issue: I-DUES, stance: asserts, handling: {kept}, text: The harbour dues are too high., evidence: The mayor of Norhaven said that the harbour dues are too high.}}
next_steps:
  - {{id: N-01, text: The parties meet again in Sundby., due: {{as_stated: in June, kind: relative}}, owners: [NOR, SUN], firmness: planned, operative_words: will meet, evidence: {evidence}}}
"""  # noqa: E501
BRIEF = """title: {title}
for: The desk
ceiling: {ceiling}
portion_marks: {portions}
sections: [{sections}]
"""
STYLE = "sizes: {{text: {size}}}\ncolours: {{accent: '{accent}'}}\n{more}"
FRENCH = """msgid ""
msgstr "Content-Type: text/plain; charset=utf-8\\nPlural-Forms: nplurals=2; plural=(n > 1);\\n"

msgctxt "memo.agreements"
msgid "What was agreed, and how firmly"
"""


Choices = dict[str, int]
"""The number of what is chosen for each part."""

RECORDS: dict[str, tuple[object, ...]] = {
    "title": ("Norhaven and Sundby, talks on the ferry", "Norhaven and Sundby, ferry talks"),
    "handling": ("public", "internal"),
    "issue": ("Second berth", "The second berth"),
    "comment": ("", "  # as printed", "\n"),
    "when": ("before winter", "by winter"),
    "kept": ("public", "restricted", "internal"),
    "evidence": (
        "The parties will meet again in Sundby in June.",
        "The parties will meet again",
        "The parties met again",  # an error finding
    ),
    "source": ("post.txt", "Post 2.txt"),
    "printed": (SOURCE, SOURCE + "It rained.\n", SOURCE.replace("too high", "rather too high"), SOURCE + "\n"),
    "signed": ("", "Ada Berg", "Bo Lind"),
    "second": (False, True),
}
"""Parts of the record, and what is beside it."""
TEMPLATES: dict[str, tuple[object, ...]] = {
    "css": ("", "h1 { text-align: right; }\n", "h1 { text-align: right; } /* so */\n", "h2 { font-style: italic; }\n"),
    "style": (False, True),
    "size": (10, 11),
    "accent": ("#16365c", "#502040"),
    "logo": (0, 300, 240),
    "letterhead": (0, 1, 2),
    "section": ("", "<h2>Ferries</h2>\n<p>{{ view.header.title }}</p>\n", '{% include "parts/end.html.j2" %}\n'),
    "part": ("<p>End of the brief</p>\n", "<p>The end</p>\n"),
    "french": ("", "Les rives", "Deux rives"),
    "marking": ("", "FOR THE PORTS", "FOR BOTH PORTS"),
    "readme": ("", "Ours.\n"),
    "brief title": ("Brief", "Short brief"),
    "brief ceiling": ("internal", "public", "restricted"),
    "brief portions": ("no", "yes"),
    "brief sections": (
        "header, agreements, next-steps",
        "header, agreements",
        "header, positions, next-steps, sources",
    ),
    "second reader": (False, True),
}
"""Parts of a folder of templates."""
OPTIONS: dict[str, tuple[tuple[str, ...], ...]] = {
    "paper": ((), ("--paper", "letter")),
    "language": ((), ("--language", "fr")),
    "portions": ((), ("--portion-marks",)),
    "scheme": ((), ("--scheme", "uk")),
    "report": ((), ("--no-report",)),
    "findings": (("--allow-findings",), ()),
    "variant": ((), ("--pdf-variant", "a-4f"), ("--pdf-variant", "plain")),
}
"""What is asked on the command line."""


class Work:
    """A desk at work in ``folder``: its choices, and the files and options that follow from them."""

    def __init__(self, folder: Path, *, templates: bool, seed: int) -> None:
        self.folder, self.random = folder, Random(seed)
        self.parts = {**RECORDS, **OPTIONS, **(TEMPLATES if templates else {})}
        self.templates = templates
        self.choices: Choices = dict.fromkeys(self.parts, 0)
        self.readers, self.formats = ("brief",) if templates else ("public", "desk"), "md,html"

    def edit(self) -> str:
        """Choose something else for one part: what it was at first, as a rule, where it was edited before."""
        turns = [*TEMPLATES, *TEMPLATES, *RECORDS, *OPTIONS] if self.templates else [*RECORDS, *RECORDS, *OPTIONS]
        part = self.random.choice(turns)
        others = [number for number in range(len(self.parts[part])) if number != self.choices[part]]
        self.choices[part] = 0 if self.choices[part] and self.random.random() < 0.7 else self.random.choice(others)
        self.formats = self.random.choice(("md,html", "md,html", "md,html", "docx,md", "pdf"))
        return part

    @property
    def state(self) -> tuple[object, ...]:
        """All that the memos follow from."""
        return (self.formats, *self.choices.values())

    def arguments(self, out: Path) -> list[str]:
        """The command line for a build into ``out``."""
        options = [word for name in OPTIONS for word in OPTIONS[name][self.choices[name]]]
        own = ["--templates", str(self.folder / "ours")] if self.templates else []
        readers = self.readers
        if self.templates and self["second reader"]:
            readers = (*readers, "other")
        elif not self.templates and self["handling"] == "internal":
            readers = ("desk",)
        asked = ["--format", self.formats, "--audience", ",".join(readers), "--pdf-engine", "typst"]
        return ["build", str(self.folder / "talks"), "--out", str(out), *asked, *own, *options]

    def clean(self, out: Path) -> int:
        """Write every memo into ``out`` without the command line; the exit code that one would have."""
        words = [word for name in OPTIONS for word in OPTIONS[name][self.choices[name]]]
        given = dict(zip(words, [*words[1:], ""], strict=False))
        readers = self.arguments(out)[self.arguments(out).index("--audience") + 1]
        failed = 0
        for record in sorted((self.folder / "talks").glob("*/talks.yaml")):
            try:
                build(
                    record, out=out, audiences=readers.split(","), formats=self.formats.split(","), pdf_engine="typst",
                    templates=self.folder / "ours" if self.templates else None, paper=given.get("--paper"),
                    language=given.get("--language"), scheme=given.get("--scheme"),
                    pdf_variant=given.get("--pdf-variant"), portion_marks="--portion-marks" in given,
                    allow_findings="--allow-findings" in given, report="--no-report" not in given,
                )  # fmt: skip
            except ReportgenError:
                failed = 1
        return failed

    def lay_out(self) -> None:
        """Bring the files on disk in line with the choices; those that stay the same are not touched."""
        files = self._record("ferry-2031-05", 0) | (self._record("ferry-2031-06", 1) if self["second"] else {})
        files |= self._own() if self.templates else {}
        for path in [path for top in ("talks", "ours") for path in sorted((self.folder / top).rglob("*"))]:
            if path.is_file() and path.relative_to(self.folder).as_posix() not in files:
                path.unlink()
        for name, content in files.items():
            path = self.folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            if not path.exists() or path.read_bytes() != content:
                path.write_bytes(content)
        for path in (self.folder / "talks").iterdir():
            if not any(path.iterdir()):
                path.rmdir()

    def __getitem__(self, part: str) -> object:
        return self.parts[part][self.choices[part]]

    def _record(self, name: str, number: int) -> Mapping[str, bytes]:
        fields = {part: self[part] for part in RECORDS}
        text = RECORD.format(id=name, **(fields | ({"title": "A second record"} if number else {})))
        files = {"talks.yaml": text, str(self["source"]): str(self["printed"])}
        if self["signed"]:
            entries = "".join(f"  {each}: {{digest: {'0' * 64}, by: {self['signed']}, on: 2031-05-05}}\n"
                              for each in ("A-01", "N-01"))  # fmt: skip
            files["signoff.yaml"] = f"entries:\n{entries}"
        return {f"talks/{name}/{file}": words.encode() for file, words in files.items()}

    def _own(self) -> Mapping[str, bytes]:
        brief = BRIEF.format(
            title=self["brief title"], ceiling=self["brief ceiling"], portions=self["brief portions"],
            sections=self["brief sections"],
        )  # fmt: skip
        files: dict[str, str | bytes] = {"audiences/brief.yaml": brief}
        if self["second reader"]:
            files["audiences/other.yaml"] = brief.replace("title: ", "title: Other ")
        if self["css"]:
            files["memo.css"] = str(self["css"])
        if self["section"]:
            files |= {"sections/next-steps.html.j2": str(self["section"]), "parts/end.html.j2": str(self["part"])}
        if self["french"]:
            files["labels/fr.po"] = f'{FRENCH}msgstr "{self["french"]}"\n'
        if self["marking"]:
            label = f"{{label: {self['marking']}, short: P}}"
            files["markings.yaml"] = "schemes:\n  tlp:\n" + "".join(
                f"    {each}: {label}\n" for each in ("public", "internal", "restricted", "named"))  # fmt: skip
        if self["readme"]:
            files["README.md"] = str(self["readme"])
        more = ""
        if width := self["logo"]:
            files["logo.png"] = png(int(str(width)), 100, canary=False)
            more += "logo: {file: logo.png, alt: Two ferries}\n"
        if number := self["letterhead"]:
            files["letterhead.docx"] = letterhead(int(str(number)))
            more += "letterhead: letterhead.docx\n"
        if more or self["style"]:
            files["style.yaml"] = STYLE.format(size=self["size"], accent=self["accent"], more=more)
        return {f"ours/{name}": each.encode() if isinstance(each, str) else each for name, each in files.items()}


@cache
def letterhead(number: int) -> bytes:
    """One of two letterheads, the same bytes each time: a zip file has the time in it."""
    if number == 1:
        return ministry()

    def larger(document: object) -> None:
        from docx.shared import Pt

        document.styles["Normal"].font.size = Pt(13)  # type: ignore[attr-defined]

    return ministry(larger)


Harm = Callable[[Path, Random], None]


def dated(folder: Path, random: Random) -> None:
    """Every file of a folder is of another age, inputs and outputs alike."""
    for path in folder.rglob("*"):
        moment = random.choice((0, 2_114_380_800, 1_900_000_000))
        os.utime(path, (moment, moment))


def one_of(out: Path, random: Random) -> Path:
    """A memo or report that was written."""
    return random.choice(sorted(path for path in out.iterdir() if not path.name.startswith(".")))


def lost(out: Path, random: Random) -> None:
    """A memo is deleted."""
    one_of(out, random).unlink()


def altered(out: Path, random: Random) -> None:
    """A memo is longer by a byte, with the date it had."""
    path = one_of(out, random)
    found = path.stat()
    path.write_bytes(path.read_bytes() + b" ")
    os.utime(path, ns=(found.st_atime_ns, found.st_mtime_ns))


def swapped(out: Path, random: Random) -> None:
    """A memo has the content of another."""
    content = one_of(out, random).read_bytes()
    one_of(out, random).write_bytes(content)


HARMS: tuple[Harm, ...] = (lost, altered, swapped)
