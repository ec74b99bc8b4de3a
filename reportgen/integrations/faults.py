"""An error → one line for each thing that is wrong, for a build that tells all of them and stops."""

from __future__ import annotations

from reportgen.checks import Finding, Level
from reportgen.errors import ChecksFailed, InputError, ReportgenError


def told(error: ReportgenError) -> tuple[str, ...]:
    """Every fault with its place, in words; of findings the errors alone, each with the code of its check."""
    match error:
        case ChecksFailed(findings=findings):
            return tuple(_finding(each) for each in findings if getattr(each, "level", Level.ERROR) is Level.ERROR)
        case InputError(problems=problems):
            return tuple(map(str, problems))
        case _:
            return tuple(line for line in str(error).splitlines() if line.strip())


def _finding(finding: object) -> str:
    code = f" [{finding.code}]" if isinstance(finding, Finding) else ""
    return f"{finding}{code}"
