"""The conditions of a selection, from the things named once it is known what is counted."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from bot.understanding.composing.atoms import TOPIC, Atom
from bot.understanding.composing.expressions import expression
from bot.understanding.composing.times import Time, until_today
from bot.understanding.composing.topics import CASE_TYPE, EVENT, MEASURE, REQUIREMENT, RULE
from bot.understanding.composing.words import TextWords
from storage.rules.conditions import CONDITIONS, COUNTED, Condition, Looks, Value
from storage.rules.period import Period

_NOT_OF = frozenset({("new", "openings"), ("new", "grants"), ("opened", "grants")})
"""'nye bevillinger' are not grants of new cases."""
_LATE = frozenset({"overdue", "due"})
_AND_BEYOND: Mapping[str, tuple[str, ...]] = {
    "restored": ("restored", "reported_done", "audited"),
    "reported_done": ("reported_done", "audited"),
}
"""'Ikke genoprettet' is neither restored nor further on."""
_REACHED = frozenset({"reviewed", "restored", "reported_done", "audited"})
_SENSES_OF = {
    "deadlines": (CASE_TYPE, RULE),
    "in_time": (RULE, CASE_TYPE),
    "events": (EVENT, CASE_TYPE, MEASURE),
    "cost": (MEASURE, CASE_TYPE),
    "spent": (MEASURE, CASE_TYPE),
    "grants": (MEASURE, CASE_TYPE),
    "days": (CASE_TYPE, MEASURE),
    "complaints": (CASE_TYPE, MEASURE),
    "openings": (CASE_TYPE, MEASURE),
    "closings": (CASE_TYPE, MEASURE),
    "average": (CASE_TYPE, MEASURE),
    "actions": (),
}
_ALSO_A_TYPE = expression("conditions.also_a_type")


@dataclass(slots=True)
class Drafted:
    """A selection's conditions and what of the text they took up."""

    conditions: list[Condition] = field(default_factory=list)
    of_atoms: list[tuple[Atom, Condition]] = field(default_factory=list)
    period: Period | None = None
    unused: list[Atom] = field(default_factory=list)
    left_out: tuple[str, ...] = ()
    """The words of a time that nothing looks at."""


def draft(
    what: str, words: TextWords, atoms: Sequence[Atom], main: Time | None, today: dt.date, *, per: bool
) -> Drafted:
    """The conditions and the period of what is counted, from the things and times named."""
    settled = [(atom, *_settled(atom, what, words, atoms)) for atom in atoms]
    drafted = Drafted()
    taken = _attach_time(what, settled, main, today)
    for atom, name, values in settled:
        condition = None if name is None else _condition(name, values, atom, taken.get(id(atom)))
        if condition is None or not condition.kind.fits(COUNTED[what]):
            if not _says_what(atom, what):
                drafted.unused.append(atom)
            continue
        drafted.of_atoms.append((atom, condition))
    late = any(c.name == "overdue" and not c.denied for _, c in drafted.of_atoms)
    if what == "deadlines" and late and main is not None and not taken:
        drafted.period = _stood_in(main, today)
    elif what == "deadlines" and main is not None and not taken:
        drafted.conditions.append(Condition("due", (), main.ahead))
        main = None
    elif taken and not per:
        main = None
    drafted.conditions = [*merged(drafted.of_atoms, words), *drafted.conditions]
    if main is not None and what != "deadlines":
        drafted.period = _period_of(what, main, today, per=per)
        if drafted.period is None and _is_stretch_to_now(main, words):
            drafted.left_out = tuple(words.unmasked[main.start : main.end].split())
    return drafted


def _stood_in(time: Time, today: dt.date) -> Period | None:
    """The days on which deadlines were overdue; None where the time is now or still to come."""
    past = not time.now and time.back.start is not None and time.back.start <= today
    return until_today(time, today).back if past else None


_SINCE = expression("conditions.since")


def _is_stretch_to_now(time: Time, words: TextWords) -> bool:
    """Whether a stretch is named that how things stand today says nothing of: 'røde sager siden sommer'."""
    return _SINCE.match(words.unmasked[time.start : time.end].strip()) is not None


def _says_what(atom: Atom, what: str) -> bool:
    """Whether the word is no condition since it says what is counted: 'oprettede sager'."""
    return (
        (atom.name, what)
        in {
            ("opened", "openings"),
            ("closed", "closings"),
            ("due", "grants"),
            ("new", "openings"),
            ("changed", "changes"),
        }
        or (atom.name == "due" and what in {"cases", "deadlines", "in_time", "actions", "grants", "events"})
        or (atom.name == TOPIC and what in {"complaints", "days", "events", "actions"})
    )


def _settled(atom: Atom, what: str, words: TextWords, atoms: Sequence[Atom]) -> tuple[str | None, tuple[Value, ...]]:
    """The name and values of the condition that an atom stands for here; None where it stands for none."""
    if atom.name != TOPIC:
        if (atom.name, what) in _NOT_OF:
            return None, ()
        return _of_status(atom, what) if atom.name == "status" else (_responsible(atom, what), atom.values)
    senses = atom.senses
    if what == "cases" or what not in _SENSES_OF:
        return _of_a_case(atom, words, atoms)
    if what == "deadlines" and atom.lacking is not None and REQUIREMENT in senses and words.has("what", "cases"):
        return "lacks", (senses[REQUIREMENT],)
    for sense in _SENSES_OF[what]:
        if sense not in senses:
            continue
        if (
            what == "deadlines"
            and sense == CASE_TYPE
            and RULE in senses
            and not _ALSO_A_TYPE.match(words.text[atom.end :])
        ):
            continue
        return sense, (senses[sense],)
    return None, ()


_STATUS_OF_ACTION = {"open": "afventer", "decided": "implementeret"}
_STATUS_OF_COMPLAINT = {"afventer": "open", "igangsat": "open", "implementeret": "decided"}


def _of_status(atom: Atom, what: str) -> tuple[str | None, tuple[Value, ...]]:
    """The same word is one status of a complaint and another of an action."""
    names = _STATUS_OF_ACTION if what == "actions" else _STATUS_OF_COMPLAINT
    return "status", tuple(names.get(str(value), value) for value in atom.values)


def _responsible(atom: Atom, what: str) -> str:
    return "responsible" if atom.name == "staff" and what == "actions" else atom.name


def _of_a_case(atom: Atom, words: TextWords, atoms: Sequence[Atom]) -> tuple[str | None, tuple[Value, ...]]:
    """What a word with several senses says of cases, the surest sense first."""
    senses = atom.senses
    type_surely = CASE_TYPE in senses and (RULE not in senses or _ALSO_A_TYPE.match(words.text[atom.end :]) is not None)
    late = RULE in senses and any(one.name in _LATE for one in atoms)
    by_demand = REQUIREMENT in senses and (atom.lacking is True or (atom.lacking is False and not late))
    measure_here = MEASURE in senses and _is_measure_here(atom, words)
    dated = bool(words.times) and words.times[0].ahead.end is not None
    in_time = by_demand and bool(atom.lacking) and EVENT in senses and _is_past(words) and not words.of("per")
    if in_time:
        atom.denied = True  # 'ikke haft børnesamtale siden nytår'
    readings = (
        (in_time, EVENT, EVENT),
        (by_demand, "lacks" if atom.lacking else "has", REQUIREMENT),
        (type_surely, CASE_TYPE, CASE_TYPE),
        (late and not measure_here, "overdue" if late and _is_late(atom, atoms) else "due", RULE),
        (MEASURE in senses, MEASURE, MEASURE),
        (CASE_TYPE in senses, CASE_TYPE, CASE_TYPE),
        (atom.denied and REQUIREMENT in senses, "lacks", REQUIREMENT),
        (EVENT in senses and _looks_back(words), EVENT, EVENT),
        (RULE in senses and dated and REQUIREMENT not in senses, "due", RULE),
        (EVENT in senses, EVENT, EVENT),
        (REQUIREMENT in senses, "has", REQUIREMENT),
    )
    return next(((name, (senses[sense],)) for holds, name, sense in readings if holds), (None, ()))


_HAD = expression("conditions.had")


def _looks_back(words: TextWords) -> bool:
    return _HAD.search(words.text) is not None


def _is_past(words: TextWords) -> bool:
    """Whether a stretch of days that are over is named."""
    back = words.times[0].back if len(words.times) == 1 and not words.of("compare") else None
    return back is not None and back.start is not None and back.start < words.today and back.start != back.end


_RECEIVING = expression("conditions.receiving")


def _is_measure_here(atom: Atom, words: TextWords) -> bool:
    return _RECEIVING.search(words.text[: atom.start]) is not None


def _is_late(atom: Atom, atoms: Sequence[Atom]) -> bool:
    late = [one for one in atoms if one.name in _LATE]
    nearest = min(late, key=lambda one: min(abs(one.start - atom.end), abs(atom.start - one.end)))
    return nearest.name == "overdue"


def _condition(name: str, values: tuple[Value, ...], atom: Atom, period: Period | None) -> Condition | None:
    kind = CONDITIONS[name]
    if kind.period is Looks.MUST and period is None:
        return None
    denied = atom.denied
    if name == "lacks" and atom.lacking is None:
        denied = False  # 'ikke børnesamtale': the denial has made it a gap
    if denied and not kind.denied:
        return None
    if name == "state" and denied:
        values = _AND_BEYOND.get(str(values[0]), values) if len(values) == 1 else values
    if name == "state" and denied and values == ("reviewed",):
        values, denied = ("not_reviewed",), False
    return Condition(name, values, period if kind.period is not Looks.NO else None, denied)


_Settled = tuple[Atom, str | None, tuple[Value, ...]]


def _attach_time(what: str, settled: Sequence[_Settled], main: Time | None, today: dt.date) -> dict[int, Period]:
    """Which atom the time belongs to, by the atom's identity; empty where it belongs to what is counted."""
    if main is None:
        return {}
    fits = [
        (atom, name, values)
        for atom, name, values in settled
        if name is not None and _may_take(what, name, () if atom.denied and name == "state" else values, main, today)
    ]
    if not fits:
        return {}
    _, name, _ = min(fits, key=lambda one: (_RANK.get(one[1] or "", 5), _distance(one[0], main)))
    back = until_today(main, today).back
    period = main.ahead if name == "due" else _since_start(back, today)
    return {id(one): period for one, other, _ in fits if other == name}


_RANK = {"state": 1, "opened": 1, "closed": 1, "new": 1, "due": 2, "event": 3}


def _may_take(what: str, name: str, values: tuple[Value, ...], main: Time, today: dt.date) -> bool:
    if name == "state":
        past = (
            main.back.start is not None
            and main.back.start <= today
            and not main.now
            and main.back != Period(today, today)
        )
        return what in {"cases", "average"} and past and bool(_REACHED & {str(v) for v in values})
    if name in {"opened", "closed", "new"}:
        return what not in {"openings", "closings", "events"}
    if name == "due":
        return what in {"cases", "deadlines", "actions"}
    if name == "event":
        return what == "cases"
    return False


def _distance(atom: Atom, time: Time) -> int:
    return min(abs(time.start - atom.end), abs(atom.start - time.end))


def _since_start(period: Period, today: dt.date) -> Period:
    return period if period.start is None or period.end is not None else Period(period.start, today)


def _period_of(what: str, time: Time, today: dt.date, *, per: bool) -> Period | None:
    """The period of what is counted; None where how things stand now is asked for."""
    if time.now:
        return None
    if what in {"grants", "actions"}:
        return time.ahead
    back = until_today(time, today).back
    if COUNTED[what].time == "day" and not per:
        return None if back.end is None or back.end >= today else back
    return back


def merged(of_atoms: Iterable[tuple[Atom, Condition]], words: TextWords) -> list[Condition]:
    """The conditions; those of one name are one where any of their values will do."""
    result: list[Condition] = []
    pairs = list(of_atoms)
    for atom, condition in pairs:
        if condition.name == "due" and not condition.values and any(c.name == "due" and c.values for _, c in pairs):
            continue
        if (
            condition.name == "overdue"
            and not condition.values
            and any(c.name == "overdue" and c.values and c.denied == condition.denied for _, c in pairs)
        ):
            continue
        if condition in result:
            continue
        at = next((i for i, one in enumerate(result) if _joins(one, condition, words, atom)), None)
        if at is None:
            result.append(condition)
        else:
            values = tuple(dict.fromkeys((*result[at].values, *condition.values)))
            result[at] = Condition(condition.name, values, condition.period, condition.denied)
    return result


_EACH = frozenset({"lacks", "has"})
"""Conditions whose values hold each by itself, where no 'eller' joins them."""
_NEITHER = expression("conditions.neither")
_OR = expression("conditions.or")


def _joins(one: Condition, other: Condition, words: TextWords, atom: Atom) -> bool:
    if one.name != other.name or one.denied != other.denied or one.period != other.period or not one.values:
        return False
    return (
        other.denied
        or one.name not in _EACH
        or (
            _OR.search(words.text[max(0, atom.start - 12) : atom.start]) is not None
            and not _NEITHER.search(words.text[: atom.start])
        )
    )
