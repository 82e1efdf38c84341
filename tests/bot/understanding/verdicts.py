"""Whether a reply tells what a qualified question asked: exactly, or it says what it left out, or it is wrong."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from enum import StrEnum
from itertools import permutations
from typing import Any

from storage.facts.asked import Figure
from storage.rules.selection import CHEAPEST, EARLIEST, FEWEST, LATEST
from tests.bot.understanding.expectations import Part
from tests.reference.asked import Item
from tests.storage.demo_folder import TODAY

ASKED_BACK = frozenset({"clarify", "none"})
_Point = tuple[str, str, float | None]
Answer = Mapping[str, Any]
"""The JSON of one answer: `asked`, `unread`, `facts`, and in a reply `question` and `also`."""


class Verdict(StrEnum):
    """What is to be thought of a reply."""

    EXACT = "exact"
    SAID = "said"
    """Not what was asked; but it says that something is left out, asks back, or refuses."""
    WRONG = "wrong"
    """Something else was told with confidence."""


def verdict_on(reply: Answer, readings: Sequence[Sequence[Part]]) -> tuple[Verdict, list[str]]:
    """The verdict, and how the reply differs from the reading that it is nearest to."""
    differing = min((_differing(reply, parts) for parts in readings), key=len)
    if not differing:
        return Verdict.EXACT, []
    return (Verdict.SAID if says_so(reply) else Verdict.WRONG), differing


def says_so(reply: Answer) -> bool:
    """Whether the reply owns up to not having answered all of the question."""
    facts = reply["facts"]
    return reply["question"] in ASKED_BACK or bool(reply.get("unread") or facts.get("refused") or facts.get("withheld"))


def _differing(reply: Answer, parts: Sequence[Part]) -> list[str]:
    """Two things asked may be answered in either order, and one more than was asked for does no harm."""
    answers = [reply, *reply.get("also", ())]
    if len(answers) < len(parts):
        return [f"{len(parts)} things are asked, {len(answers)} answered", *apart(reply, parts[0])]
    tried = ([*map(apart, some, parts)] for some in permutations(answers, len(parts)))
    return min(([one for found in each for one in found] for each in tried), key=len)


def apart(answer: Answer, part: Part) -> list[str]:
    """How one answer differs from what was asked, in the keys that were asked for."""
    if part.hidden:
        facts = answer["facts"]
        if facts.get("refused") == "not_yours" or part.hidden <= set(facts.get("left_out", ())):
            return [] if facts.get("refused") or _is_narrowed(part) else list(_apart(answer.get("asked"), part))
        return [f"{', '.join(sorted(part.hidden))} cannot be seen, and the answer does not say so"]
    return list(_apart(answer.get("asked"), part))


def _is_narrowed(part: Part) -> bool:
    """Whether nothing that was asked for is in reach, so that saying so is all there is to say."""
    return not part.right.value or isinstance(part.selection.compare, str)


def _apart(asked: Answer | None, part: Part) -> Iterator[str]:
    if asked is None:
        yield "nothing is counted"
        return
    selection, right = part.selection, part.right
    if selection.group_by:
        yield from _groups(asked.get("groups"), part)
    if selection.per:
        yield from _series(asked.get("series"), part)
    if selection.compare is not None and not selection.group_by:
        yield from _unlike("compared", (asked.get("compared") or {}).get("value"), right.compared)
    listed = right.items is not None and not selection.group_by and (selection.form == "list" or selection.order)
    if listed and right.items is not None:
        yield from _items(asked.get("items"), right.items, part)
    elif not selection.group_by and not selection.per:
        yield from _unlike("value", asked.get("value"), right.value)


def _unlike(name: str, told: Any, right: Figure) -> Iterator[str]:
    if _number(told) != _number(right):
        yield f"{name}: told {told}, right {right}"


def _number(figure: Any) -> float | None:
    return None if figure is None else float(Decimal(str(figure)))


def _items(told: Sequence[str] | None, right: Sequence[Item], part: Part) -> Iterator[str]:
    """In order where one is asked for; lines of the same rank may stand either way round."""
    names, ranks = list(told or ()), {one.name: one.rank for one in right}
    wanted = right[: part.selection.limit]
    if part.selection.order is None:
        same = sorted(names) == sorted(one.name for one in wanted)
    else:
        same = [ranks.get(name, "") for name in names] == [one.rank for one in wanted]
    if not same:
        yield f"items: told {len(names)} {names[:5]}, right {len(wanted)} {[one.name for one in wanted[:5]]}"


def _groups(told: Sequence[Answer] | None, part: Part) -> Iterator[str]:
    """Empty groups count for nothing; of the first few any of the same figure will do."""
    right = dict(part.right.groups or {})
    given = {_key(group["key"]): group for group in told or ()}
    if len(part.selection.group_by) == 2 and not given.keys() <= right.keys():
        given = {key[::-1]: group for key, group in given.items() if isinstance(key, tuple)}
    figures = {key: group["value"] for key, group in given.items()}
    if part.selection.limit is None:
        same = _held(figures) == _held(right)
    else:
        top = [_number(right[key]) for key in _ranked(right, part)[: part.selection.limit]]
        mine = all(_number(right.get(key)) == _number(value) for key, value in figures.items())
        same = mine and list(map(_number, figures.values())) == top
    if not same:
        yield f"groups: told {_brief(figures)}, right {_brief({key: right[key] for key in _ranked(right, part)})}"
    elif part.selection.order is not None and None not in figures and not _is_ordered(figures.values(), part):
        yield f"groups: told in another order, {_brief(figures)}"
    if part.right.compared_groups is not None:
        before = {key: (group.get("compared") or {}).get("value") for key, group in given.items()}
        if _held(before) != _held({key: part.right.compared_groups.get(key) for key in before}):
            yield f"compared groups: told {_brief(before)}, right {_brief(part.right.compared_groups)}"


def _key(key: Any) -> Any:
    return tuple(key) if isinstance(key, list) else key


def _held(figures: Mapping[Any, Any]) -> dict[Any, float]:
    return {key: number for key, figure in figures.items() if (number := _number(figure))}


def _ranked(groups: Mapping[Any, Figure], part: Part) -> list[Any]:
    """The keys from the most, or the fewest; what is nobody's last, and before it what has no figure."""
    sign = 1 if part.selection.order in {FEWEST, CHEAPEST} else -1
    return sorted(
        groups, key=lambda key: (key is None, groups[key] is None, sign * (_number(groups[key]) or 0.0), str(key))
    )


def _is_ordered(figures: Any, part: Part) -> bool:
    if part.selection.order in {EARLIEST, LATEST}:
        return True
    numbers = [number for figure in figures if (number := _number(figure)) is not None]
    return numbers == sorted(numbers, reverse=part.selection.order not in {FEWEST, CHEAPEST})


def _series(told: Sequence[Answer] | None, part: Part) -> Iterator[str]:
    mine = [(one["from"], one["to"], _number(one["value"])) for one in told or ()]
    theirs = [(one.since.isoformat(), one.until.isoformat(), _number(one.value)) for one in part.right.series or ()]
    if part.selection.what not in _TO_COME:
        mine, theirs = _until_today(mine), _until_today(theirs)
    if [one[1:] for one in mine] != [one[1:] for one in theirs]:
        yield f"series: told {mine}, right {theirs}"


_TO_COME = frozenset({"grants", "deadlines"})
"""What may lie after the day asked; of all else a development may end with that day or with its period."""


def _until_today(points: Sequence[_Point]) -> list[_Point]:
    today = TODAY.isoformat()
    return [(since, min(until, today), value) for since, until, value in points if since <= today]


def _brief(groups: Mapping[Any, Any]) -> str:
    return ", ".join(f"{key}: {value}" for key, value in list(groups.items())[:6]) + (" …" if len(groups) > 6 else "")
