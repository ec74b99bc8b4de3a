"""The catalogues of several folders → the words of one language: the nearest folder's first."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import islice
from pathlib import Path

from babel import UnknownLocaleError

from reportgen.errors import AudienceError, Place, Problem, did_you_mean
from reportgen.labels.catalogue import MOST_PROBLEMS, Catalogue, Label, read_catalogue
from reportgen.labels.keeping import TEMPLATE, catalogues
from reportgen.labels.words import PART, Labels, Plural

Chosen = dict[str, tuple[Label, Catalogue]]


def load_labels(folders: tuple[Path, ...], language: str) -> Labels:
    """The words for ``language`` (``fr-CA`` falls back to ``fr``) from the ``labels`` of these folders.

    Words that the first folder's catalogue lacks come from the next one's; English ones, in the end,
    from ``labels.pot``. Raises :class:`AudienceError` when there is no catalogue for the language, or
    with every fault: a label that ``labels.pot`` does not know, a ``{part}`` that nothing fills in, a
    label without words.
    """
    primary = language.partition("-")[0]
    paths = [path for folder in folders for name in catalogues(language)[:-1] if (path := folder / name).is_file()]
    if not paths and primary != "en":
        raise AudienceError([_no_labels(folders, language)])
    if problems := list(_no_calendar(language, Place(str(paths[0] if paths else folders[0] / "labels")))):
        raise AudienceError(problems)
    known = known_labels(folders)
    chosen: Chosen = dict(known) if primary == "en" else {}
    nearest: Chosen = {}
    faults: list[Problem] = []
    for path in reversed(paths):
        catalogue = read_catalogue(path, language)
        faults += islice(_unknown(catalogue, known), MOST_PROBLEMS)
        nearest |= {name: (label, catalogue) for name, label in catalogue.labels.items()}
        chosen |= {name: (label, catalogue) for name, label in catalogue.labels.items() if any(label.words)}
    faults += _lacking(known, chosen, nearest, paths)
    if faults:
        raise AudienceError(faults[:MOST_PROBLEMS])
    return _labels(language, known, chosen)


def known_labels(folders: tuple[Path, ...]) -> Chosen:
    """Every label that there is, in English, in the order of the shipped ones and then a desk's own."""
    known: Chosen = {}
    for folder in reversed(folders):
        path = folder / "labels" / TEMPLATE
        if path.is_file():
            catalogue = read_catalogue(path, "en")
            known |= {name: (label, catalogue) for name, label in catalogue.labels.items()}
    return known


def _labels(language: str, known: Chosen, chosen: Chosen) -> Labels:
    groups: dict[str, dict[str, str]] = {}
    plurals: dict[str, dict[str, Plural]] = {}
    english: dict[str, dict[str, str]] = {}
    for name, (template, _) in known.items():
        label, catalogue = chosen[name]
        english.setdefault(label.group, {})[template.words[0]] = label.key
        if len(label.words) == 1:
            groups.setdefault(label.group, {})[label.key] = label.words[0]
        else:
            plurals.setdefault(label.group, {})[label.key] = Plural(label.words, catalogue.form)
    return Labels(language, groups, plurals, english)


def _unknown(catalogue: Catalogue, known: Chosen) -> Iterator[Problem]:
    """Labels that no template of the catalogues has, and parts in braces that nothing fills in."""
    for name, label in catalogue.labels.items():
        if name not in known:
            near = did_you_mean(name, known)
            remedy = (
                f"{near if near.startswith('Did') else ''} One of your own stands in a {TEMPLATE} beside it.".strip()
            )
            yield Problem(catalogue.place(label), f'There is no label "{name}".', remedy)
            continue
        parts = {part for words in known[name][0].words for part in PART.findall(words)}
        for part in dict.fromkeys(part for words in label.words for part in PART.findall(words)):
            if part not in parts:
                message = f'Nothing fills in "{{{part}}}" in the label "{name}".'
                yield Problem(catalogue.place(label, f"{{{part}}}"), message, did_you_mean(part, parts))
        if any(label.words) and (len(label.english) > 1) != (len(known[name][0].words) > 1):
            message = (
                f'The label "{name}" has the forms of a number here and not in {TEMPLATE}, or the other way round.'
            )
            yield Problem(catalogue.place(label), message, "Give it the msgid, and msgid_plural, that it has there.")


def _lacking(known: Chosen, chosen: Chosen, nearest: Chosen, paths: list[Path]) -> Iterator[Problem]:
    for name, (label, _) in known.items():
        if name not in chosen:
            empty, catalogue = nearest.get(name, (None, None))
            place = catalogue.place(empty) if catalogue and empty else Place(str(paths[0]))
            yield Problem(place, f'The labels have no words for "{name}".', f'In English: "{label.words[-1]}".')


def _no_labels(folders: tuple[Path, ...], language: str) -> Problem:
    known = {"en", *(path.stem for folder in folders for path in (folder / "labels").glob("*.po"))}
    message = f'There are no labels for the language "{language}".'
    return Problem(Place(str(folders[0] / "labels")), message, did_you_mean(language, known))


def _no_calendar(language: str, place: Place) -> Iterator[Problem]:
    try:
        Labels(language, {}).day(date(2000, 1, 1))
    except (UnknownLocaleError, ValueError):
        yield Problem(place, f'How days are written in the language "{language}" is not known.', "Use a tag of CLDR.")
