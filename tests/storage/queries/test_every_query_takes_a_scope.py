"""No public query reads cases without the viewer's Scope."""

from __future__ import annotations

import importlib
import inspect
import pkgutil

import storage.queries
from storage.rules.access import Scope

WITHOUT_CASES = {
    "access_log": "who asked for which number, read by administrators; whether there is such a case it does not tell",
    "channels": "where a team's messages go",
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
    "plans": "the department's plans, the same for everyone known; the scope tells the day",
    "recipients": "who gets a reminder in person: by role and team, no case is read",
    "schedule_changes": "schedules; who may change them is decided by the caller",
    "schedules": "schedules, by the viewer's own rights",
    "teams": "names and bands of teams",
    "trial": "whether the store takes what a turn writes; nothing of it stays",
    "upkeep": "places in Teams that an operator has to look at",
}
"""Modules whose queries read no case; the reason beside each."""


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


def _modules() -> list[tuple[str, str]]:
    """Every module of the room and its subjects: its own name, and its whole name."""
    found = pkgutil.walk_packages(storage.queries.__path__, "storage.queries.")
    return [(one.name.rpartition(".")[2], one.name) for one in found if not one.ispkg]
