"""Files that lie beside a style, and nowhere else."""

from __future__ import annotations

from pathlib import Path


def beside(style: Path, name: str, kind: str) -> Path:
    """The file of that name in the folder of a style, or below it.

    Raises ValueError with what is wrong, and after a semicolon what would do, in words that go on
    from "The logo …": a style that came from elsewhere must not reach other files of this machine.
    """
    folder = style.parent.resolve()
    try:
        file = (folder / name).resolve(strict=True)
        inside = file.is_relative_to(folder)
        ordinary = file.is_file()
    except (OSError, ValueError, RuntimeError):
        inside = ".." not in Path(name).parts and not Path(name).is_absolute()
        raise ValueError(
            f"is not there; it is looked for in {style.parent}" if inside else _outside(kind, style)
        ) from None
    if not inside:
        raise ValueError(_outside(kind, style))
    if not ordinary:
        raise ValueError(f"is no file; name the {kind} itself")
    return file


def _outside(kind: str, style: Path) -> str:
    return f"lies outside the folder of the style; put the {kind} into {style.parent}"


def told(subject: str, fault: ValueError) -> tuple[str, str]:
    """What is wrong and what would do, as two sentences, of a fault that goes on from its subject."""
    message, _, remedy = str(fault).partition("; ")
    return f"{subject} {message}.", remedy[:1].upper() + remedy[1:] + "." if remedy else ""
