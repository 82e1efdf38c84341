"""No public query reads cases without the viewer's Scope."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterator
from typing import Any

import storage.queries
from storage.queries.filters import CASEWORKER, TEAM, grouped
from storage.rules.access import Scope
from tests.conftest import TODAY

WITHOUT_CASES = {
    "access_log": "who asked for which number, read by administrators; whether there is such a case it does not tell",
    "channels": "where a team's messages go",
    "colleagues": "names, teams and roles, which are no secret",
    "complaints_recorded": "whether complaints have a file of their own, the same for everybody; no case is read",
    "conversations": "places in Teams",
    "deliveries": "the ledger of what was sent; who may read it is decided by role",
    "demo_store": "whether the store is a demonstration",
    "dialogues": "the asker's own last question",
    "imports": "when data came in, the same for everybody",
    "inbox": "activities received",
    "lines": "one delivery and what may be done with it; who may is decided by the caller",
    "runs": "what is planned, and to whom",
    "sending": "deliveries claimed, sent and settled by the jobs",
    "misses": "masked texts that no question answered",
    "notices": "what administrators are told or asked about channels",
    "log_control": "counts of the access log for administrators; of a case only whether it lies outside a team",
    "milestones": "the department's figures, the same for everyone known; the scope tells the day",
    "pace": "whose turn it is to post",
    "people": "who asks; names",
    "plan": "the department's plans, the same for everyone known; the scope tells the day",
    "recipients": "who gets a reminder in person: by role and team, no case is read",
    "schedule_changes": "schedules; who may change them is decided by the caller",
    "schedules": "schedules, by the viewer's own rights",
    "sources": "when data came in and what failed, the same for everybody; no case is read",
    "suppliers": "the names of suppliers, which are no secret; whose grants they have is not read",
    "teams": "names and bands of teams",
    "trial": "whether the store takes what a turn writes; nothing of it stays",
    "upkeep": "places in Teams that an operator has to look at",
}
"""Modules whose queries read no case; the reason beside each."""

GROUPED_OTHERWISE = {
    "bottlenecks.parts": "its caller names the groups: a leader's own caseworkers in private, or teams",
    "plan.plan": "who is responsible stands in the plan itself, which everyone known may read",
}
"""Queries that group by themselves; the reason beside each."""


def test_every_public_query_about_cases_takes_the_viewers_scope_after_the_session() -> None:
    lacking = []
    for found, name_of_module in _modules():
        if found in WITHOUT_CASES:
            continue
        module = importlib.import_module(name_of_module)
        for name, function in inspect.getmembers(module, inspect.iscoroutinefunction):
            if name.startswith("_") or function.__module__ != module.__name__:
                continue
            parameters = list(inspect.signature(function, eval_str=True).parameters.values())
            if [one.name for one in parameters[:2]] != ["session", "scope"] or parameters[1].annotation is not Scope:
                lacking.append(f"{found}.{name}")
    assert lacking == []


def test_every_exception_still_exists() -> None:
    assert set(WITHOUT_CASES) <= {found for found, _ in _modules()}


def test_every_query_that_groups_leaves_caseworkers_to_the_one_rule_for_channels() -> None:
    grouping = {name: query for name, query in _queries() if "group_by" in inspect.signature(query).parameters}
    assert {name for name, query in grouping.items() if not _reaches(query, grouped)} == set(GROUPED_OTHERWISE)


def test_a_query_that_groups_by_itself_would_be_found() -> None:
    async def by_itself(rows: list[str], group_by: str | None) -> list[str] | None:
        return sorted(rows) if group_by else None

    assert not _reaches(by_itself, grouped)
    assert _reaches(dict(_queries())["overdue.overdue"], grouped)


def test_a_channel_gets_teams_and_no_caseworkers() -> None:
    channel, private = Scope(day=TODAY, names_people=False), Scope(day=TODAY)
    keys = {CASEWORKER: "anna", TEAM: "Team Nord"}
    assert grouped(CASEWORKER, channel, keys, lambda key: (key,)) == ()
    assert grouped(TEAM, channel, keys, lambda key: (key,)) == ("Team Nord",)
    assert grouped(CASEWORKER, private, keys, lambda key: (key,)) == ("anna",)
    assert grouped("rule", private, keys, lambda key: (key,)) is None
    assert grouped(None, private, keys, lambda key: (key,)) is None


def _queries() -> Iterator[tuple[str, Callable[..., Any]]]:
    """Every public query by the name of its module and its own."""
    for found, name_of_module in _modules():
        module = importlib.import_module(name_of_module)
        for name, function in inspect.getmembers(module, inspect.iscoroutinefunction):
            if not name.startswith("_") and function.__module__ == module.__name__:
                yield f"{found}.{name}", function


def _reaches(function: Any, wanted: Callable[..., Any]) -> bool:
    """Whether a function of the room calls the wanted one, itself or through others of the room."""
    seen, ahead = set(), [function]
    while ahead:
        one = ahead.pop()
        seen.add(one)
        ahead += [other for other in _called(one) if other not in seen]
    return wanted in seen


def _called(function: Any) -> list[Any]:
    names = function.__code__.co_names
    used = [function.__globals__.get(name) for name in names]
    used += [getattr(module, name, None) for module in used if inspect.ismodule(module) for name in names]
    return [one for one in used if inspect.isfunction(one) and one.__module__.startswith(storage.queries.__name__)]


def _modules() -> list[tuple[str, str]]:
    """Every module of the room and its subjects: its own name, and its whole name."""
    found = pkgutil.walk_packages(storage.queries.__path__, "storage.queries.")
    return [(one.name.rpartition(".")[2], one.name) for one in found if not one.ispkg]
