"""One page that talks are shown on: the elements of its blocks and references, and where they stand."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from itertools import count
from pathlib import Path
from xml.etree.ElementTree import Element

from reportgen.errors import ReportgenError
from reportgen.integrations.asked import TABLE
from reportgen.integrations.embedding import Embedded, Embedding
from reportgen.integrations.faults import told
from reportgen.integrations.mkdocs.cut import captioned, without_heading
from reportgen.integrations.mkdocs.elements import Elements, holding, language
from reportgen.integrations.mkdocs.fences import NEAR, Fence
from reportgen.integrations.mkdocs.ids import Ids
from reportgen.integrations.mkdocs.inline import entry_in_line, evidence_in_line
from reportgen.integrations.mkdocs.notices import notices
from reportgen.integrations.mkdocs.site import Fault, Site, Where
from reportgen.integrations.mkdocs.written import ROLES, Written, read_block, read_reference
from reportgen.integrations.references import Reference
from reportgen.memo.tree import Heading, Table


class Page:
    """A page of a site, by its name there, its file and its source.

    Without a name it is a part of one that is shown again elsewhere, as in the list of a blog: no link leads there.
    """

    def __init__(self, site: Site, embedding: Embedding, name: str | None, file: Path, source: str) -> None:
        self._site, self._embedding = site, embedding
        self._name, self._file, self._source = name, file, source
        self._ids: set[str] = set()
        self._seen: dict[str, int] = {}
        self._tables = count(1)

    def begin(self, root: Element) -> None:
        """Take the ids that the page's own elements have."""
        self._ids = {element.attrib["id"] for element in root.iter() if "id" in element.attrib}
        self._tables = count(1)

    def block(self, fence: Fence, level: int) -> Sequence[Element]:
        """The elements of a block under a heading of this level; none for one that is at fault."""
        where = self._where((*fence.lines, *fence.below))
        try:
            written = read_block(fence)
            document = self._document(fence)
            self._site.files |= {self._embedding.records.at(written.asked.record, document)}
            self._site.files |= {self._embedding.named(written.asked.record, document)}
            embedded = self._embedding.fragment(written.asked, document)
            self._site.files |= set(embedded.files)
            return self._shown(fence.kind, written, embedded, level)
        except ReportgenError as error:
            self._fault(where, f"{fence.kind} {' '.join(fence.body[:1])}".strip(), told(error))
            return []

    def lost(self, fence: Fence) -> None:
        """A block in raw HTML, which Markdown is not read in."""
        why = "It stands in raw HTML, where Markdown is not read."
        remedy = 'Give the element around it markdown="1" (the extension md_in_html), or move it out.'
        self._fault(self._where(fence.lines), fence.kind, (f"{why} {remedy}",))

    def reference(self, role: str, typed: str) -> Element:
        """The element of a reference; an empty one when it is at fault."""
        where = self._where((f":{role}:`{typed}`",))
        try:
            read = read_reference(typed)
            self._site.files |= set(self._embedding.files_of(read.to))
            if role == "talks":
                return entry_in_line(self._embedding, read, lambda to: self._site.want(where, to))
            return evidence_in_line(self._embedding, read, lambda to: self._site.want(where, to, needed=False))
        except ReportgenError as error:
            self._fault(where, f":{role}:`{typed}`", told(error))
            return Element("span")

    def nearly(self, written: str, name: str, typed: str) -> Element | None:
        """An empty element for what was ``written`` for a reference to talks of the site, and is none: a fault.

        None where it is somebody else's.
        """
        role = next((role for role in ROLES if SequenceMatcher(None, name.casefold(), role).ratio() > NEAR), None)
        try:
            talks = read_reference(typed).to.talks
        except ReportgenError:
            return None
        if role is None or not self._embedding.knows(talks):
            return None
        wrong = f"No reference is written so. Did you mean :{role}:`{typed}`?"
        self._fault(self._where((written,)), written, (wrong,))
        return Element("span")

    def _shown(self, kind: str, written: Written, embedded: Embedded, level: int) -> list[Element]:
        memo, whole, deeper = embedded.memo, written.asked.section is None, level
        if kind == TABLE:
            memo, deeper = captioned(without_heading(memo), written.caption, Table), max(level, 1) - 2
        else:
            memo, deeper = captioned(memo, written.caption, Heading), level if whole else max(level, 1) - 1
        self._take(written.name)
        ids = Ids(embedded.talks, memo, self._ids)
        elements = Elements(memo, ids, self._tables.__next__, deeper)
        for entry, place in ids.entries.items():
            if self._name and not written.unlisted:
                self._site.place(self._name, Reference(embedded.talks, entry), place)
        above, below = notices(embedded, whole=whole)
        inside = [*above, *(elements.section(section) for section in memo.sections), *below]
        attributes = {"class": f"talks {written.classes}".strip(), **language(memo.language)}
        around = holding("div", inside, attributes | ({"id": written.name} if written.name else {}))
        return _titled(around) if whole and not level else [around]

    def _take(self, name: str) -> None:
        if name in self._ids:
            raise ReportgenError(f'The page has an id "{name}" already. Give the block another name.')
        self._ids |= {name} if name else set()

    def _document(self, fence: Fence) -> Path:
        """The file from which the path of a record is seen."""
        if self._name:
            self._site.documents[fence.lines] = self._file
        return self._site.documents.get(fence.lines, self._file)

    def _where(self, lines: Sequence[str]) -> Where:
        """Where these lines stand in the page as it was written; the page, where it was made of other files.

        The same lines asked for again are the next ones that are alike.
        """
        written = r"\s*\n[ \t>]*".join(re.escape(line.strip(" >")) for line in lines)
        like = re.compile(written)
        found = like.search(self._source, self._seen.get(written, 0)) or like.search(self._source)
        self._seen[written] = found.end() if found else 0
        line = self._source.count("\n", 0, found.start()) + 1 if found else 0
        return Where(self._name or "a part of a page that is shown again", line)

    def _fault(self, where: Where, what: str, lines: tuple[str, ...]) -> None:
        self._site.faults.append(Fault(where, what, lines))


def _titled(around: Element) -> list[Element]:
    """The title of the memo is that of a page that has no other, so it stands by itself: there MkDocs looks for it."""
    holder = next((part for part in around if part.find("h1") is not None), None)
    if holder is None:
        return [around]
    title = holder.find("h1")
    assert title is not None
    holder.remove(title)
    return [title, around]
