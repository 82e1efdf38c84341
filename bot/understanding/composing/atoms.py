"""The things in a text that narrow what is counted, before their sense and their denial are settled."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from bot.understanding.composing.topics import Topic
from bot.understanding.composing.words import TextWords
from bot.understanding.lexicon import Entry
from storage.rules.conditions import Value

TOPIC = "topic"
"""The name of an atom whose sense depends on the question."""
_WEAK = dict.fromkeys(("opened", "closed", "due", "new", "status"), 8)
"""Names whose everyday words give way to another reading of the same place, and by how many letters."""
_WEAK_BESIDE_STATUS = _WEAK | {"status": 3}
"""Where a status may be meant only words that say clearly more win: 'ikke afgjort' over 'afgjort'."""


@dataclass(slots=True)
class Atom:
    """One thing named: which condition it is of and its values. What is denied or lacking, the words around settle."""

    start: int
    end: int
    name: str
    values: tuple[Value, ...] = ()
    senses: Mapping[str, str] = field(default_factory=dict)
    denied: bool = False
    lacking: bool | None = None
    """Of a requirement: True after 'mangler', False after 'har fået', None where the text says neither."""


def find_atoms(words: TextWords, *, of_status: bool = False) -> list[Atom]:
    """Every thing that narrows, in order of place; of two at the same place the longer one.

    `of_status`: what is counted has a status, so that 'ikke afgjort' is one and no denied decision.
    """
    found: list[Atom] = [
        *(Atom(p.start, p.end, "staff", p.ids if p.unknown is None else (p.unknown,)) for p in words.people),
        *(Atom(start, end, "team", (name,)) for start, end, name in words.teams),
        *(Atom(start, end, "theme", (name,)) for start, end, name in words.themes),
        *(Atom(t.start, t.end, t.condition, (t.name,)) for t in words.things),
        *(Atom(n.start, n.end, n.name, (n.value,)) for n in words.numbers),
        *(Atom(e.start, e.end, "category", (e.value,)) for e in words.of("category")),
        *(Atom(e.start, e.end, "state", (e.value,)) for e in words.of("state")),
        *(_of_flag(e) for e in words.of("flag")),
        *(Atom(e.start, e.end, "performer", (e.value,)) for e in words.of("performer")),
        *(Atom(e.start, e.end, "status", (e.value,)) for e in words.of("status")),
        *(_of_topic(topic) for topic in words.topics),
    ]
    return without_overlaps(found, _WEAK_BESIDE_STATUS if of_status else _WEAK)


def _of_flag(entry: Entry) -> Atom:
    if entry.value == "caseworker":  # the denial of the condition that there is
        return Atom(entry.start, entry.end, "no_caseworker", denied=True)
    return Atom(entry.start, entry.end, entry.value)


def _of_topic(topic: Topic) -> Atom:
    return Atom(topic.start, topic.end, TOPIC, senses=topic.senses)


def _in_one_word(atom: Atom, other: Atom) -> bool:
    """'planfristoverskridelser' names both the deadline and that it is overdue."""
    return {atom.name, other.name} == {TOPIC, "overdue"}


def without_overlaps(atoms: Iterable[Atom], weak: Mapping[str, int] = _WEAK) -> list[Atom]:
    """Those that stand alone, in order of place: longer before shorter, and weak words only where nothing else is."""
    kept: list[Atom] = []
    for atom in sorted(atoms, key=lambda one: one.start - one.end + weak.get(one.name, 0)):
        if all(atom.end <= other.start or other.end <= atom.start or _in_one_word(atom, other) for other in kept):
            kept.append(atom)
    return sorted(kept, key=lambda one: one.start)
