"""What a project file may set, as a form."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from reportgen.child import Limits
from reportgen.errors import ProjectError
from reportgen.form import Form, Slug, Words
from reportgen.model.base import as_list
from reportgen.recordfile import OUT, RECORDS
from reportgen.style import Paper
from reportgen.tomlfile import TomlFile
from reportgen.validate import validated
from reportgen.writers.variants import Engine, Variant

List = BeforeValidator(as_list, json_schema_input_type=str | list[str])
"""One text, or a list of them."""


class Bounds(Form):
    """What making one memo may take."""

    seconds: Annotated[int, Field(ge=1)] = Limits().seconds
    """Of the clock."""
    processor: Annotated[int, Field(ge=1)] | None = None
    """Seconds of the processor; as many as of the clock, and 5, when left out."""
    megabytes: Annotated[int, Field(ge=1)] = Limits().megabytes
    """Of memory."""


class Llm(Form):
    """The language model that the drafter "llm" asks; without it that drafter is off."""

    base_url: Words | None = None
    """The address of an endpoint that speaks chat completions, as http://localhost:8080/v1: sources are sent there."""
    model: Words | None = None
    """The model's name at that endpoint."""
    key_env: Words | None = None
    """The environment variable that holds the key; none when left out. The key itself stands in no file."""
    seconds: Annotated[int, Field(ge=1)] | None = None
    """How long an answer may take; 120 when left out."""


class Settings(Form):
    """What a project file may set; what it leaves out is as without one."""

    records: Annotated[tuple[Words, ...], Field(min_length=1), List] = (RECORDS,)
    """Records: a talks.yaml, its folder, a folder of such folders, or a pattern with * or **."""
    out: Words = OUT
    """The folder memos are written into."""
    audiences: Annotated[tuple[Words, ...], List] = ()
    """The readers to build for; all there are when left out."""
    formats: Annotated[tuple[Literal["pdf", "docx", "html", "md"], ...], List] = ()
    """The formats to write; all of them when left out."""
    templates: Words | None = None
    """A folder of templates, audiences, labels and style.yaml that is searched first."""
    paper: Paper | None = None
    """The sheet; that of style.yaml when left out."""
    scheme: Slug | None = None
    """The marking scheme where a record names none; tlp when left out."""
    portion_marks: bool = False
    """Whether each paragraph that states something of the record begins with its own marking."""
    language: Words | None = None
    """The language of headings, days and fixed words; the record's when left out."""
    pdf_engine: Engine | None = None
    """What lays out PDFs: weasyprint, or typst, which needs no system library; weasyprint when left out."""
    pdf_variant: Variant | None = None
    """What PDFs conform to: a-3a+ua-1, plain, or with typst a-4f; a-3a+ua-1 when left out."""
    jobs: Annotated[int, Field(ge=1)] | None = None
    """How many memos are made at once; as many as there are processors when left out."""
    scheduler: Words | None = None
    """The address of the scheduler of a Dask cluster that makes records, as tcp://10.0.0.5:8786; none when left out."""
    limits: Bounds | None = None
    """What making one memo may take; 40 seconds of the clock and 1,500 megabytes when left out."""
    llm: Llm | None = None
    """The language model that the drafter "llm" asks; none when left out."""
    report: bool = True
    """Whether the build report is written beside the memos."""


def read_settings(file: TomlFile) -> Settings:
    """The settings in a file. Raises :class:`ProjectError` with every problem, each at its place."""
    return validated(Settings, file, error=ProjectError)
