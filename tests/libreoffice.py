"""What LibreOffice makes of a Word file: the words it prints, and the structure it tells of in a tagged PDF."""

from __future__ import annotations

import shutil
import subprocess
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

import pikepdf
import pytest

from reportgen.memo.tree import Heading, List, Memo, Table
from reportgen.memo.walk import blocks

TAGGED_PDF = 'pdf:writer_pdf_Export:{"UseTaggedPDF":{"type":"boolean","value":"true"}}'

needed = pytest.mark.skipif(
    not (shutil.which("soffice") and shutil.which("pdftotext")), reason="LibreOffice or poppler is missing"
)


def converted(files: Mapping[str, bytes], folder: Path, to: str = TAGGED_PDF) -> dict[str, Path]:
    """Word files by name, converted in one call of LibreOffice; where each lies now."""
    suffix = to.partition(":")[0]
    for name, content in files.items():
        (folder / f"{name}.docx").write_bytes(content)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    named = [str(folder / f"{name}.docx") for name in files]
    call = ["soffice", profile, "--headless", "--convert-to", to, "--outdir", str(folder), *named]
    subprocess.run(call, check=True, capture_output=True, timeout=300)
    return {name: folder / f"{name}.{suffix}" for name in files}


def pdf_text(memo_file: bytes, folder: Path) -> str:
    """The words that LibreOffice prints, in order."""
    made = converted({"memo": memo_file}, folder, "pdf")["memo"]
    return subprocess.run(["pdftotext", "-raw", str(made), "-"], check=True, capture_output=True).stdout.decode()


def structure(pdf: Path) -> Counter[str]:
    """How many elements of each kind the structure of a PDF has."""
    kinds: Counter[str] = Counter()
    with pikepdf.open(pdf) as opened:
        root = opened.Root.StructTreeRoot
        roles = {str(own): str(standard) for own, standard in root.get("/RoleMap", {}).items()}
        waiting = [root.K]
        while waiting:
            node = waiting.pop()
            if isinstance(node, pikepdf.Array):
                waiting.extend(node)
            elif isinstance(node, pikepdf.Dictionary):
                if "/S" in node:
                    kinds[roles.get(str(node.S), str(node.S))[1:]] += 1
                waiting += [node.K] if "/K" in node else []
    return kinds


def structure_of(memo: Memo) -> Counter[str]:
    """How many of them a memo has. LibreOffice tells a cell that heads a row from no other, so it counts as one."""
    kinds: Counter[str] = Counter()
    for block in blocks(memo):
        match block:
            case Heading(level=level):
                kinds[f"H{level}"] += 1
            case List(entries):
                kinds.update(L=1, LI=len(entries), LBody=len(entries))
            case Table(head=head, rows=rows):
                cells = sum(len(row.cells) for row in rows)
                kinds.update(Table=1, TR=1 + len(rows), TH=len(head.cells), TD=cells)
    return kinds
