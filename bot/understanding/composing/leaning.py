"""A selection that goes on from the one before: 'og i Nord?', 'hvor mange af dem er røde', 'og hvem har færrest'."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from bot.understanding.composing.compose import Composed
from bot.understanding.composing.expressions import expression
from storage.rules.conditions import COUNTED, GROUPS, Condition, SelectionError
from storage.rules.selection import COUNT, LIST, Selection

_GROUP_OF = {"staff": "caseworker"}
"""Conditions that pick one of a grouping of another name."""
_WHOSE = frozenset({"staff", "team", "no_caseworker"})
_REPLACES = {
    "staff": _WHOSE,
    "team": frozenset({"staff"}),
    "no_caseworker": frozenset({"staff"}),
    "overdue": frozenset({"due"}),
    "due": frozenset({"overdue"}),
}
"""The former conditions that one said now takes the place of, besides its own: 'og uden rådgiver' keeps the team."""
_FLOWS = {"openings", "closings"}
"""'hvor mange er lukket i maj, og hvor mange er åbnet': of the same, the one for the other."""
_TURNED = ("state", "status", "has", "overdue", "closed", "changed", "new", "urgent", "lacks")
"""The conditions that 'hvor mange er ikke' turns round, the likeliest meant first."""
_BEGINS = expression("leaning.begins")
_THEM = expression("leaning.them")
_COUNT = expression("leaning.count")
_DENIES = expression("leaning.denies")
_SAME = expression("leaning.same")
_ENDS = " ?.!,"
_SHORT = 8


def begins_a_part(text: str) -> bool:
    """Whether a short folded text can only go on from another: 'uden tilsyn', 'sorter efter pris', 'pr. team'."""
    return len(text.split()) <= _SHORT and _BEGINS.match(text) is not None


def is_of_the_same(text: str) -> bool:
    """Whether a folded text counts what was counted before, whatever else it names: 'hvilke af dem har klager'."""
    return _SAME.match(text) is not None


def asked_again(former: Selection, text: str) -> Selection | None:
    """The selection asked before for a folded text that says nothing new: as a list ('vis dem'), as a number ('hvor
    mange er det i alt'), or turned round ('og hvor mange er ikke'). None for any other text.
    """
    text = text.strip(_ENDS)
    if _THEM.fullmatch(text):
        counted = _COUNT.search(text) is not None
        return replace(former, form=COUNT if counted else LIST, share_of=None, per=None, compare=None, group_by=())
    return _turned(former) if _DENIES.fullmatch(text) else None


def _turned(former: Selection) -> Selection | None:
    """With the condition denied that the question before was after; None where it had none such."""
    names = {one.name for one in former.conditions if not one.denied}
    name = next((name for name in _TURNED if name in names), None)
    if name is None:
        return None
    turned = tuple(replace(one, denied=one.denied or one.name == name) for one in former.conditions)
    return replace(former, conditions=turned, share_of=None)


def leaned(former: Selection, now: Composed, *, of_them: bool = False) -> Selection | None:
    """What was asked before with what is said now in its place; None where both together cannot be asked.

    With a noun of its own only whose cases they are is kept; where it is said of what was shown (`of_them`), all is.
    """
    said = now.selection
    try:
        if {said.what, former.what} == _FLOWS:
            return _merged(replace(former, what=said.what), said)
        if now.led and said.what != former.what:
            kept = _kept(former.conditions, said, whose_only=not of_them)
            return replace(said, conditions=tuple(kept))
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
    if said.period is None and any(one.name == "no_stop" for one in said.conditions):
        period = None  # what has no stop date ends in no period
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
    replaced = names.union(*(_REPLACES.get(name, frozenset()) for name in names))
    for one in former:
        if one.name not in replaced and (not whose_only or one.name in _WHOSE) and one.kind.fits(COUNTED[said.what]):
            yield one
    yield from said.conditions
