"""What the arguments ask for: which records, which names of a list."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from reportgen.errors import ReportgenError, did_you_mean

RECORDS = "seeds"


def record_paths(given: Sequence[str]) -> list[Path]:
    """The records named, by path or by talks id; without any, every one under ``seeds/``."""
    if given:
        return list(dict.fromkeys(record_path(name) for name in given))
    found = sorted(Path(RECORDS).glob("*/talks.yaml"))
    if not found:
        raise ReportgenError(f"There is no record under {RECORDS}/ here. Name one by its path: path/to/talks.yaml")
    return found


def record_path(name: str) -> Path:
    """One record by its path, or by its talks id under ``seeds/``."""
    by_id = Path(RECORDS) / name / "talks.yaml"
    if Path(name).exists() or not by_id.is_file():
        if not Path(name).exists() and "/" not in name and "\\" not in name and not name.endswith(".yaml"):
            known = [path.parent.name for path in Path(RECORDS).glob("*/talks.yaml")]
            hint = did_you_mean(name, known)
            raise ReportgenError(
                f'There is no record "{name}", neither as a path nor under {RECORDS}/. {hint}'.rstrip()
            )
        return Path(name)
    return by_id


def listed(given: Sequence[str] | None) -> list[str]:
    """Names given by repeating an option or with commas between them, each once.

    Raises :class:`ReportgenError` when an option was given and names nothing.
    """
    if given and not any(name.strip() for each in given for name in each.split(",")):
        raise ReportgenError("An option that takes names was given none; leave it out for all of them.")
    return list(dict.fromkeys(name.strip() for each in given or () for name in each.split(",") if name.strip()))
