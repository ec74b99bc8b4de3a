"""What was announced and said, arranged for readers who know no desk: plain words, and who says so."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from reportgen.labels import Labels
from reportgen.model.substance import Agreement, Formula, Position
from reportgen.view import types as v
from reportgen.view.entries import Entries


def announced(labels: Labels, entries: Entries, agreements: Iterable[Agreement]) -> tuple[v.FirmnessView, ...]:
    """Agreements under plain words for their firmness, the firmest first; what a party denies stands last."""
    groups: dict[str, list[v.AgreementView]] = {}
    for agreement in sorted(agreements, key=lambda each: (bool(each.denied_by), each.firmness.rank)):
        disputed = labels.groups["memo"]["disputed"]
        words = disputed if agreement.denied_by else labels.of("plain_firmness", agreement.firmness)
        groups.setdefault(words, []).append(entries.agreement(agreement))
    return tuple(v.FirmnessView(words, tuple(each)) for words, each in groups.items())


def account_of(entries: Entries, party: str, positions: Sequence[Position], formulae: Iterable[Formula]) -> v.SaidView:
    """What one party said. ``told`` says whose account most of it is from."""
    views = tuple(map(entries.position, positions))
    accounts = Counter(view.told_by for view in views).most_common(1)
    told = accounts[0][0] if accounts else ""
    return v.SaidView(party, entries.name(party), told, views, tuple(map(entries.formula, formulae)))
