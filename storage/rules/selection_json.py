"""A selection as the slots of questions.md write it, and back: what a button sends and the next question leans on."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from storage.rules.conditions import CONDITIONS, Between, Condition, Looks, Takes, Value
from storage.rules.period import Period
from storage.rules.selection import Selection
from storage.rules.slot_values import number_of, object_of, period_of, short_text_of

WHAT = "what"
"""The key that makes slots a selection."""
DENIED = "not"
MOST_VALUES = 100
"""Of one condition; a question names a few."""
MOST_YEARS = 999
"""Ages, steps and degrees of concern stay far below."""
_TEXTS = ("per", "order", "form", "from_event", "to_event")
FORM_KEYS = frozenset({"period", "group_by", "compare", "limit", "share_of", *_TEXTS})
"""What a selection holds besides what is counted and its conditions."""
_KRONER = re.compile(r"[0-9]{1,10}(\.[0-9]{1,2})?")


def selection_as_json(selection: Selection) -> dict[str, Any]:
    """The keys of questions.md, flat: those of the conditions beside those of the form."""
    compare, share_of = selection.compare, selection.share_of
    form = {
        "period": None if selection.period is None else selection.period.as_json(),
        "group_by": _one_or_all(selection.group_by) if selection.group_by else None,
        "compare": compare.as_json() if isinstance(compare, Period) else compare,
        "limit": selection.limit,
        "share_of": None if share_of is None else conditions_as_json(share_of),
        **{name: getattr(selection, name) for name in _TEXTS},
    }
    named = {name: value for name, value in form.items() if value is not None}
    return {WHAT: selection.what, **conditions_as_json(selection.conditions), **named}


def selection_from_json(value: object, base: Selection | None = None) -> Selection:
    """The selection that an object of slots writes; `base` is what it adds to, where it does not say what is counted.

    Raises ValueError naming the slot where one is unknown, of the wrong type or too long.
    """
    given = {name: item for name, item in object_of("slots", value).items() if item is not None}
    what = short_text_of(WHAT, given.pop(WHAT, None)) if WHAT in given or base is None else None
    form = {name: _FORM[name](given.pop(name)) for name in sorted(FORM_KEYS & given.keys())}
    conditions = conditions_from_json(given)
    if what is None and base is not None:
        return replace(base, conditions=(*base.conditions, *conditions), **form)
    return Selection(what or "", conditions, **form)


def conditions_as_json(conditions: Iterable[Condition]) -> dict[str, Any]:
    """Conditions by name, the denied ones under `not`. Several of one name are a list, each in a form that no single
    condition with several values has.
    """
    found: dict[bool, dict[str, list[Condition]]] = {False: {}, True: {}}
    for one in conditions:
        found[one.denied].setdefault(one.name, []).append(one)
    affirmed, denied = ({name: _written(some) for name, some in found[which].items()} for which in (False, True))
    return {**affirmed, DENIED: denied} if denied else affirmed


def conditions_from_json(value: object) -> tuple[Condition, ...]:
    """The conditions that an object writes; raises ValueError naming the slot that cannot be read."""
    given = dict(object_of("slots", value))
    denied = given.pop(DENIED, None)
    read = [one for name, item in given.items() for one in _read(name, item, denied=False)]
    if denied is not None:
        read += [one for name, item in object_of(DENIED, denied).items() for one in _read(name, item, denied=True)]
    return tuple(read)


def _one_or_all(values: Sequence[Any]) -> Any:
    return values[0] if len(values) == 1 else list(values)


def _written(some: Sequence[Condition]) -> Any:
    return _value(some[0]) if len(some) == 1 else [_one_of_several(one) for one in some]


def _value(condition: Condition) -> Any:
    values = [_plain(condition.kind.value, one) for one in condition.values]
    if condition.period is not None:
        days = condition.period.as_json()
        return {"is": _one_or_all(values), **days} if values else days
    return _one_or_all(values) if values else True


def _one_of_several(condition: Condition) -> Any:
    """With its values in a list, so that it is not taken for one value of a condition."""
    written = _value(condition)
    alone = condition.period is not None or written is True or isinstance(written, list)
    return written if alone else [written]


def _plain(takes: Takes, value: Value) -> Any:
    if isinstance(value, str):
        return value
    low, high = ("over", "under") if takes is Takes.AMOUNTS else ("from", "to")
    ends = {low: value.low, high: value.high}
    return {
        name: format(Decimal(end), "f") if takes is Takes.AMOUNTS else int(end)
        for name, end in ends.items()
        if end is not None
    }


def _read(name: str, value: object, *, denied: bool) -> list[Condition]:
    if name not in CONDITIONS:
        raise ValueError(f"there is no slot {name!r}")
    if isinstance(value, list) and any(_is_whole(name, item) for item in value):
        return [_condition(name, item, denied=denied) for item in value]
    return [_condition(name, value, denied=denied)]


def _is_whole(name: str, item: object) -> bool:
    """Whether an item of a list is a condition of its own, not a value of one."""
    if item is True or isinstance(item, list):
        return True
    return isinstance(item, dict) and ("is" in item or CONDITIONS[name].value in {Takes.FLAG, Takes.RULES})


def _condition(name: str, value: object, *, denied: bool) -> Condition:
    period: Period | None = None
    takes, looks = CONDITIONS[name].value, CONDITIONS[name].period
    if looks is not Looks.NO and isinstance(value, dict):
        stated = "is" in value
        if stated or takes in {Takes.FLAG, Takes.RULES}:
            days = {key: item for key, item in value.items() if key != "is"}
            period = period_of(name, days) if days or not stated else None
            value = value["is"] if stated else True
    return Condition(name, _values(name, takes, value), period, denied)


def _values(name: str, takes: Takes, value: object) -> tuple[Value, ...]:
    if value is True and takes in {Takes.FLAG, Takes.RULES}:
        return ()
    several = value if isinstance(value, list) else [value]
    if not several or len(several) > MOST_VALUES:
        raise ValueError(f"slot {name!r} holds no value, or more than {MOST_VALUES}")
    if takes is Takes.FLAG:
        raise ValueError(f"slot {name!r} must be true")
    read: Callable[[str, object], Value] = {Takes.NUMBERS: _numbers, Takes.AMOUNTS: _amounts}.get(takes, short_text_of)
    return tuple(read(name, one) for one in several)


def _numbers(name: str, value: object) -> Between:
    low, high = _ends(name, value, "from", "to")
    return Between(*(None if end is None else number_of(name, end, 0, MOST_YEARS) for end in (low, high)))


def _amounts(name: str, value: object) -> Between:
    return Between(*(None if end is None else _kroner(name, end) for end in _ends(name, value, "over", "under")))


def _ends(name: str, value: object, low: str, high: str) -> tuple[object, object]:
    given = object_of(name, value)
    for key in given.keys() - {low, high}:
        raise ValueError(f"slot {name!r} has {low} and {high}, not {key!r}")
    return given.get(low), given.get(high)


def _kroner(name: str, value: object) -> Decimal:
    """Kroner as text with at most two decimals, or as a whole number."""
    written = str(value) if isinstance(value, int) and not isinstance(value, bool) else value
    if not isinstance(written, str) or not _KRONER.fullmatch(written):
        raise ValueError(f"slot {name!r} holds kroner as text, such as '200000' or '199.50'")
    return Decimal(written)


def _groups(value: object) -> tuple[str, ...]:
    several = value if isinstance(value, list) else [value]
    return tuple(short_text_of("group_by", one) for one in several)


def _compare(value: object) -> Period | str:
    return short_text_of("compare", value) if isinstance(value, str) else period_of("compare", value)


def _text(name: str) -> Callable[[object], str]:
    return lambda value: short_text_of(name, value)


_FORM: Mapping[str, Callable[[object], Any]] = {
    "period": lambda value: period_of("period", value),
    "group_by": _groups,
    "compare": _compare,
    "limit": lambda value: number_of("limit", value),
    "share_of": conditions_from_json,
    **{name: _text(name) for name in _TEXTS},
}
