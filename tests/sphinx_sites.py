"""A documentation site about the real talks and two invented ones, and what Sphinx makes of it."""

from __future__ import annotations

import io
import re
import shutil
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path

from bs4 import BeautifulSoup, Tag

WANG = "wang-blinken-2023-10"
HARBOUR = "harbour-2031-04"

CONF = """
project = "Handbook"
copyright = "2023, the desk"
version = "1"
extensions = ["reportgen.integrations.sphinx"]
reportgen_records = ["../talks/*"]
numfig = True
"""
PAGES = {
    "index": f"""
Handbook
========

Both sides agreed to :talks:`{WANG}#A-02`: :evidence:`{WANG}#A-02`.
Also :talks:`~{WANG}#A-01`, :talks:`the leaders <{WANG}#I-LEAD>`, :talks:`!{WANG}#A-01`.
See :numref:`agreed`, :ref:`agreed`, :ref:`the-memo`, :ref:`talks-index`, :any:`{WANG}#CN`.

.. toctree::

   country
   memo
   harbour
   one
   three
""",
    "one": f"""
One
===

.. toctree::

   two

.. talks-table:: {WANG}
   :section: agreements
""",
    "two": f"""
Two
===

Of :talks:`{HARBOUR}#A-02`.

.. talks-table:: {HARBOUR}
   :section: agreements
""",
    "three": """
Three
=====

Nothing of talks.
""",
    "country": f"""
Country page
============

.. talks-table:: /../talks/{WANG}/talks.yaml
   :section: agreements
   :caption: What was agreed
   :name: agreed
   :class: wide

After it.

* In a list

  .. talks-memo:: {WANG}
     :section: gaps

Positions
---------

.. talks-table:: {WANG}
   :section: positions
   :party: US

Steps
-----

.. talks-memo:: {WANG}
   :section: next-steps
   :language: ar
""",
    "memo": f"""
A memo
======

.. talks-memo:: {WANG}
   :name: the-memo
""",
    "harbour": f"""
Harbour
=======

.. talks-memo:: {HARBOUR}
   :section: positions
   :issue: I-PILOT
   :caption: The harbour dues

.. talks-table:: {HARBOUR}
   :section: matrix
   :audience: negotiator
""",
}


@dataclass(frozen=True)
class Site:
    """A site in a folder of its own, with copies of the records beside it."""

    folder: Path

    @classmethod
    def at(cls, folder: Path, pages: dict[str, str] | None = None, conf: str = CONF) -> Site:
        """Write it."""
        (folder / "docs").mkdir(parents=True)
        for record in (Path("seeds") / WANG, Path("tests/records") / HARBOUR):
            shutil.copytree(record, folder / "talks" / record.name)
        site = cls(folder)
        (folder / "docs" / "conf.py").write_text(conf, encoding="utf-8")
        for name, text in (PAGES if pages is None else pages).items():
            site.source(name).write_text(text.lstrip(), encoding="utf-8")
        return site

    def source(self, page: str) -> Path:
        """A page as its author wrote it."""
        return self.folder / "docs" / f"{page}.rst"

    def record(self, talks: str = WANG) -> Path:
        """One of its records."""
        return self.folder / "talks" / talks / "talks.yaml"

    def build(self, builder: str = "html", *options: str, into: str = "") -> Told:
        """What sphinx-build does, in this process; ``into`` names another folder for what it makes."""
        from sphinx.cmd.build import main

        out, err = io.StringIO(), io.StringIO()
        made, seen = self.folder / (into or builder), self.folder / f".{into or 'doctrees'}"
        with redirect_stdout(out), redirect_stderr(err):
            try:
                code = main(["-b", builder, "-N", "-d", str(seen), *options, str(self.folder / "docs"), str(made)])
            except SystemExit as ended:  # as a process would
                code = int(ended.code or 0)
        return Told(code, out.getvalue(), err.getvalue(), made)


@dataclass(frozen=True)
class Told:
    """What came of a build: exit code, what was printed, where the files lie."""

    code: int
    out: str
    err: str
    folder: Path

    @property
    def read(self) -> list[str]:
        """The pages that were read."""
        return re.findall(r"reading sources\.\.\. \[ *\d+%\] (\S+)", self.out)

    @property
    def written(self) -> list[str]:
        """The pages that were written."""
        return re.findall(r"writing output\.\.\. \[ *\d+%\] (\S+)", self.out)

    def page(self, name: str) -> Tag:
        """What stands in a page, without what is around it."""
        soup = BeautifulSoup((self.folder / f"{name}.html").read_text(encoding="utf-8"), "html.parser")
        found = soup.find(class_="body")
        assert isinstance(found, Tag)
        return found
