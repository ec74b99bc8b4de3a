"""A text → the language it is written in, as far as its script and its commonest words tell."""

from __future__ import annotations

import re
from collections import Counter

_COMMON = {
    "en": "the of and to in that on for is with was by as at from it be this his are which have said not will",
    "fr": "le la les de des et en du un une que dans pour sur est par au qui avec ce il a aux ont sont cette",
    "es": "el la los las de del y en que un una por con para se su al es lo como más ha sobre entre este",
    "pt": "o a os as de do da dos das e em que um uma para com por no na se ao não mais como foi são",
    "it": "il la i le di del della e in che un una per con su da è al dei nel sono non si come ha",
    "de": "der die das und in den von zu mit für auf ist im dem des ein eine nicht sich auch es an werden hat",
    "nl": "de het een en van in is dat op te voor met zijn niet aan er om ook als door bij naar heeft",
    "ru": "и в не на что с по как это к из о у за от для его она они мы был были также при или",
    "uk": "і в не на що з та як це до із про у за від для його вона вони ми був були також при або",
    "bg": "и в не на че с по как това към от за се да са ще е си която които",
}  # fmt: skip
_WORDS = {language: frozenset(words.split()) for language, words in _COMMON.items()}
_FEWEST = 12
"""Words; of a shorter text nothing is said."""
_PERSIAN_OR_URDU = re.compile("[پچژگکیٹڈںے]")


def language_of(text: str) -> str:
    """The language (BCP 47) of a text; empty where it cannot be told."""
    text = text[:20_000]
    letters = [each for each in text if each.isalpha()]
    if len(letters) < _FEWEST:
        return ""

    def share(low: str, high: str) -> float:
        return sum(low <= each <= high for each in letters) / len(letters)

    if share("\u3040", "\u30ff") > 0.1:
        return "ja"
    if share("\uac00", "\ud7a3") > 0.3:
        return "ko"
    if share("\u3400", "\u9fff") > 0.5:
        return "zh"
    if share("\u0600", "\u06ff") > 0.5:
        return "" if len(_PERSIAN_OR_URDU.findall(text)) * 50 > len(letters) else "ar"
    return _by_words(text)


def _by_words(text: str) -> str:
    words = re.findall(r"[^\W\d_]+", text.casefold())
    if len(words) < _FEWEST:
        return ""
    counted = Counter({language: sum(word in known for word in words) for language, known in _WORDS.items()})
    (best, most), (_, second) = counted.most_common(2)
    return best if most * 8 >= len(words) and most * 4 >= second * 5 else ""
