"""Records made up by walking the model, every string of them a canary of which it is known who may see it.

A new string field of the model is planted without a change here. A canary is a word of twelve letters
that nothing else has; ids, file names and passages of sources carry them too.
"""

from __future__ import annotations

import json
import random
import types
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from reportgen import load
from reportgen.form import Form
from reportgen.model.analysis import Acceptance, Omission
from reportgen.model.base import PARTS, Attested, Entry, Evidence, RefersTo
from reportgen.model.sides import MeetingDates, Source
from reportgen.model.substance import Due
from reportgen.model.talks import Talks
from reportgen.model.words import Handling, Word
from reportgen.signoff import SignOff, as_yaml, signed, signoff_path

PREFIX = "zq"
LETTERS = "abcdefghijklmnoprstuvwxy"
LEVELS = tuple(Handling)
STANDING = ("party", "author_party", "issue", "speaker", "controlled_by", "parent", "on")
"""Single references without which an entry says nothing; of parties and owners it needs every one."""


@dataclass(frozen=True)
class Canary:
    """A planted word: where it stands, its own handling, and what else must be visible for it to be.

    ``needs``: of each group of ids, at least one must be visible.
    """

    word: str
    of: str
    rank: int
    needs: tuple[tuple[str, ...], ...] = ()


@dataclass
class Plan:
    """What is known of a record while it is made: canaries, ids with their handling, passages by source."""

    chance: random.Random
    handling: Handling
    ranks: dict[str, int] = field(default_factory=dict)
    ids: dict[str, list[str]] = field(default_factory=dict)
    needs: dict[str, list[tuple[str, ...]]] = field(default_factory=dict)
    canaries: list[Canary] = field(default_factory=list)
    passages: dict[str, list[str]] = field(default_factory=dict)
    planted: set[tuple[str, str]] = field(default_factory=set)
    words: set[str] = field(default_factory=set)

    def word(self) -> str:
        """A new word."""
        while (word := PREFIX + "".join(self.chance.choices(LETTERS, k=10))) in self.words:
            pass
        self.words.add(word)
        return word

    def plant(self, of: str, rank: int, needs: Sequence[tuple[str, ...]] = ()) -> str:
        """A new canary; its word."""
        self.canaries.append(Canary(self.word(), of, rank, tuple(needs)))
        return self.canaries[-1].word

    def levels(self) -> dict[str, int]:
        """For each canary's word, the lowest ceiling (by rank) at which it may be told."""
        ranks = dict(self.ranks)
        changed = True
        while changed:
            changed = False
            for name, groups in self.needs.items():
                rank = max([ranks[name], *(min(ranks[each] for each in group) for group in groups)])
                changed |= rank != ranks[name]
                ranks[name] = rank
        return {
            each.word: max([each.rank, *(min(ranks[name] for name in group) for group in each.needs)])
            for each in self.canaries
        }


@dataclass(frozen=True)
class Context:
    """Where in the record something is made: its entry, the path, its rank, and what it needs."""

    of: str
    rank: int
    needs: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True)
class Planted:
    """A record on disk, what is known of it, and for each canary the lowest ceiling at which it may be told."""

    path: Path
    plan: Plan
    levels: dict[str, int]

    @property
    def canaries(self) -> list[Canary]:
        """All of them."""
        return self.plan.canaries


def planted_record(folder: Path, seed: int, handling: Handling = Handling.PUBLIC, of_each: int = 1) -> Planted:
    """A record with ``of_each`` entries of each kind at each handling, written into ``folder``."""
    plan = Plan(random.Random(seed), handling)
    for part in PARTS:
        for level in LEVELS:
            for _ in range(of_each):
                _name(plan, part, level)
    written = _talks(plan)
    path = folder / "talks.yaml"
    folder.mkdir(parents=True, exist_ok=True)
    for source in written["sources"]:
        uncited = plan.plant("uncited", 0, [(source["id"],)])
        passages = [f"{source['dateline']} {uncited}", *plan.passages.get(source["id"], [])]
        (folder / source["path"]).write_text("\n\n".join(passages), "utf-8")
        if original := source.get("original"):
            (folder / original).write_bytes(b"as it came")
    path.write_text(json.dumps(written, ensure_ascii=False, indent=1), encoding="utf-8")
    _sign(plan, path)
    return Planted(path, plan, plan.levels())


def _sign(plan: Plan, path: Path) -> None:
    """Every entry signed, each by a name that is a canary."""
    record, signatures = load(path), SignOff()
    for name in plan.ranks:
        by = plan.plant("signed by", plan.ranks[name], [(name,)])
        signatures = signed(record, signatures, [name], by, date(2030, 1, 5))
    signoff_path(record).write_text(as_yaml(signatures), encoding="utf-8")


def _name(plan: Plan, part: str, level: Handling) -> None:
    rank = max(level.rank, 0)
    word = plan.word()
    name = f"{part[0].upper()}-{word}"
    plan.canaries.append(Canary(word, f"{part}.id", rank, ((name,),)))
    plan.ranks[name] = rank
    plan.needs[name] = []
    plan.ids.setdefault(part, []).append(name)


def _talks(plan: Plan) -> dict[str, Any]:
    context = Context("talks", plan.handling.rank)
    written: dict[str, Any] = {}
    for part, names in plan.ids.items():
        (form,) = [each for each in _leaves(Talks.model_fields[part].annotation) if isinstance(each, type)]
        written[part] = [_entry(plan, form, name) for name in names]
    written |= _form(plan, Talks, context, skip=frozenset(PARTS))
    written |= {"handling": plan.handling.value, "party_order": list(plan.ids["parties"])}
    return written


def _entry(plan: Plan, form: type[Form], name: str) -> dict[str, Any]:
    rank = plan.ranks[name]
    context = Context(form.__name__, rank, ((name,),))
    written: dict[str, Any] = {"id": name, "handling": LEVELS[rank].value}
    if LEVELS[rank] is plan.handling and plan.chance.random() < 0.5 and form.__name__ != "Comment":
        del written["handling"]
    words: list[str] = []
    if issubclass(form, Attested):
        sources = _two_sources(plan, rank)
        written["evidence"] = [_evidence(plan, context, source) for source in sources]
        plan.needs[name].append(tuple(sources))
        if "operative_words" in form.model_fields:
            words = [each["text"].split()[1] for each in written["evidence"]]
            written["operative_words"] = words
            plan.planted.add((form.__name__, "operative_words"))
    written |= _form(plan, form, context, skip=frozenset({"id", "handling", "evidence", "operative_words"}))
    for field_ in STANDING:
        if isinstance(target := written.get(field_), str) and target != "independent":
            plan.needs[name].append((target,))
    for field_ in ("owners", "parties"):
        plan.needs[name] += [(target,) for target in written.get(field_, ())]
    for field_ in ("on", "basis"):
        if isinstance(targets := written.get(field_), list):
            plan.needs[name].append(tuple(targets))
    return written


def _evidence(plan: Plan, context: Context, source: str) -> dict[str, Any]:
    text = " ".join(plan.plant(f"{context.of}.evidence", 0, [(source,)]) for _ in range(3))
    plan.passages.setdefault(source, []).append(text)
    plan.planted |= {("Evidence", "text"), ("Evidence", "translation")}
    translation = plan.plant(f"{context.of}.translation", context.rank, [*context.needs, (source,)])
    return {"source": source, "text": text, "translation": translation}


def _form(plan: Plan, form: type[Form], context: Context, skip: frozenset[str] = frozenset()) -> dict[str, Any]:
    """A form with every field filled in; what only a withheld party, source or entry carries needs that one."""
    written: dict[str, Any] = {}
    fields = form.model_fields
    if form is Evidence:
        return _evidence(plan, context, _reference(plan, ("sources",), context.rank))
    first = [name for name in ("party", "source") if name in fields and not issubclass(form, Entry)]
    first += ["on"] if form is Acceptance else []
    for name in first:
        written[name] = _value(plan, form, name, context)
        context = Context(context.of, context.rank, (*context.needs, (written[name],)))
    if "evidence" in fields and "evidence" not in skip:
        sources = _two_sources(plan, context.rank)
        written["evidence"] = [_evidence(plan, context, source) for source in sources]
        context = Context(context.of, context.rank, (*context.needs, tuple(sources)))
    for name in fields:
        if name not in skip and name not in written and (value := _value(plan, form, name, context)) is not None:
            written[name] = value
    return written


SPECIAL: dict[tuple[type[Form], str], Any] = {
    (Evidence, "para"): None,
    (Source, "sha256"): None,
    (Source, "language"): "en",
    (Talks, "language"): "en-GB",
    (Talks, "marking_scheme"): "tlp",
    (Acceptance, "check"): "W207",
    (Omission, "para"): 1,
    (MeetingDates, "start"): "2030-01-02",
    (MeetingDates, "end"): "2030-01-03",
    (Due, "start"): "2030-05-01",
    (Due, "end"): "2030-06-01",
}
"""What has a form of its own."""


def _value(plan: Plan, form: type[Form], name: str, context: Context) -> Any:
    if (form, name) in SPECIAL:
        return SPECIAL[form, name]
    if issubclass(form, Entry) and name == "priority":
        return 1
    at = Context(f"{context.of.partition('.')[0]}.{form.__name__}.{name}", context.rank, context.needs)
    if form is Source and name == "path":
        plan.planted.add((form.__name__, name))
        return f"{plan.plant(at.of, at.rank, at.needs)}.txt"
    if name == "status":
        return None  # what is only proposed is never loaded: tests/test_proposed.py
    declared = form.model_fields[name]
    kind = Annotated[(declared.annotation, *declared.metadata)] if declared.metadata else declared.annotation
    return _made(plan, kind, at, (form.__name__, name))


def _made(plan: Plan, kind: Any, at: Context, stands: tuple[str, str]) -> Any:
    marks = get_args(kind)[1:] if get_origin(kind) is Annotated else ()
    inner = get_args(kind)[0] if get_origin(kind) is Annotated else kind
    refers = next((mark for mark in marks if isinstance(mark, RefersTo)), None)
    if refers:
        return _reference(plan, refers.parts, at.rank, stray=0 if stands[1] in ("parent", "issue") else 0.1)
    if get_origin(inner) in (Union, types.UnionType):
        chosen = next(each for each in get_args(inner) if each is not type(None) and get_origin(each) is not Literal)
        return _made(plan, chosen, at, stands)
    if get_origin(inner) is tuple:
        every = stands[1] in ("owners", "parties", "party_order")
        far = Context(at.of, at.rank if every else plan.chance.choice((at.rank, 3)), at.needs)
        many = [_made(plan, get_args(inner)[0], each, stands) for each in (at, far if _is_reference(inner) else at)]
        return many if isinstance(many[0], dict) else list(dict.fromkeys(many))
    if get_origin(inner) is Annotated:
        return _made(plan, inner, at, stands)
    return _plain(plan, inner, at, stands)


def _is_reference(kind: Any) -> bool:
    return any(isinstance(each, RefersTo) for each in _leaves(kind))


def _plain(plan: Plan, kind: type, at: Context, stands: tuple[str, str]) -> Any:
    if issubclass(kind, Form):
        return _form(plan, kind, at)
    if issubclass(kind, Word):
        return plan.chance.choice([each.value for each in kind])
    if issubclass(kind, date):
        return f"2030-0{plan.chance.randint(1, 9)}-1{plan.chance.randint(0, 9)}"
    if issubclass(kind, int):
        return plan.chance.randint(1, 3)
    assert kind is str, kind
    plan.planted.add(stands)
    return plan.plant(at.of, at.rank, at.needs)


def _two_sources(plan: Plan, rank: int) -> list[str]:
    """A source that those may see who see the entry, and in half of the cases any."""
    return [_reference(plan, ("sources",), rank), _reference(plan, ("sources",), plan.chance.choice((rank, 3)))]


def _reference(plan: Plan, parts: Sequence[str], rank: int, stray: float = 0.1) -> str:
    """An id of one of the parts that those may see who may see ``rank``; as often as ``stray``, any."""
    names = [name for part in parts for name in plan.ids[part]]
    near = [name for name in names if plan.ranks[name] <= rank]
    return plan.chance.choice(near if plan.chance.random() >= stray else names)


def _leaves(kind: Any) -> Iterator[Any]:
    arguments = [each for each in get_args(kind) if each is not Ellipsis]
    if not arguments:
        yield kind
    for each in arguments:
        yield from _leaves(each)


def string_fields(form: type[Form] = Talks, seen: set[type] | None = None) -> set[tuple[str, str]]:
    """Every field of the model that a person types words into: the form it is of, and its name."""
    seen = set() if seen is None else seen
    found: set[tuple[str, str]] = set()
    if form in seen:
        return found
    seen.add(form)
    for name, declared in form.model_fields.items():
        kind = Annotated[(declared.annotation, *declared.metadata)] if declared.metadata else declared.annotation
        kinds = list(_leaves(kind))
        if str in kinds and not any(isinstance(each, RefersTo) for each in kinds):
            found.add((form.__name__, name))
        for each in kinds:
            if isinstance(each, type) and issubclass(each, Form):
                found |= string_fields(each, seen)
    return found
