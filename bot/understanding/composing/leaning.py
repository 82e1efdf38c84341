"""A selection that goes on from the one before: 'og i Nord?', 'hvor mange af dem er røde', 'og hvem har færrest'."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from bot.understanding.composing.compose import Composed
from storage.rules.conditions import COUNTED, GROUPS, Condition, SelectionError
from storage.rules.selection import Selection

_GROUP_OF = {"staff": "caseworker"}
"""Conditions that pick one of a grouping of another name."""
_WHOSE = frozenset({"staff", "team", "no_caseworker"})


def leaned(former: Selection, now: Composed) -> Selection | None:
    """What was asked before with what is said now in its place; None where both together cannot be asked.

    With a noun of its own only whose cases they are is kept.
    """
    said = now.selection
    try:
        if now.led and said.what != former.what:
            return replace(said, conditions=tuple(_kept(former.conditions, said, whose_only=True)))
        return _merged(former, said)
    except SelectionError:
        return None


def _merged(former: Selection, said: Selection) -> Selection:
    what = former.what
    conditions = [one for one in _kept(former.conditions, said) if one.kind.fits(COUNTED[what])]
    period, stands = said.period or former.period, said.period is not None
    if stands and any(one.name == "due" for one in conditions):
        conditions = [replace(one, period=said.period) if one.name == "due" else one for one in conditions]
        period = former.period
    picked = {_GROUP_OF.get(one.name, one.name) for one in said.conditions}
    kept = tuple(name for name in former.group_by if name not in picked)
    groups = tuple(name for name in said.group_by or kept if GROUPS[name].fits(COUNTED[what]))
    grouped = bool(groups) or not former.group_by
    return replace(
        former,
        conditions=tuple(conditions),
        period=period,
        group_by=groups,
        per=said.per or former.per,
        order=said.order or (former.order if grouped else None),
        limit=said.limit or (former.limit if grouped else None),
        compare=said.compare or (None if stands else former.compare),
        form=said.form or (former.form if grouped and former.share_of is None else None),
        share_of=said.share_of,
    )


def _kept(former: Iterable[Condition], said: Selection, *, whose_only: bool = False) -> Iterable[Condition]:
    """The former conditions that nothing said now replaces, then those said now."""
    names = {one.name for one in said.conditions}
    replaced = names | (_WHOSE if names & _WHOSE else frozenset())
    for one in former:
        if one.name not in replaced and (not whose_only or one.name in _WHOSE) and one.kind.fits(COUNTED[said.what]):
            yield one
    yield from said.conditions
