"""The imports as a card: each run, what became of the latest one's files, and which rows were rejected."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from messages import danish
from messages.cards import ROWS, Cell, Column, Element, card, heading, paged, plain, quiet, table
from messages.setting import Setting
from messages.views.recovery.check_lists import rejected_columns, rejected_row
from messages.words import words

Facts = Mapping[str, Any]


def sources_card(facts: Facts, setting: Setting) -> Element:
    """The latest run with its files and rejected rows first, then every run."""
    say, runs = words(setting.language).gettext, facts["runs"]
    page = paged(runs, setting)
    body = [_runs(page.items, setting), *page.note] if page.items else []
    done = next((run for run in runs if not was_refused(run)), None)
    if done is not None and done["by_file"]:
        body += [heading(say("Files of the latest import")), _files(done["by_file"], setting)]
    body += _rejected(facts["rejected"], runs, setting)
    return card(say("Latest import"), [], body, setting, actions=page.actions, wide=True)


def was_refused(run: Facts) -> bool:
    """Whether a run changed nothing, because something stood in its way."""
    return bool(run["outcome"] == "refused")


def _runs(runs: Sequence[Facts], setting: Setting) -> Element:
    say, language = words(setting.language).gettext, setting.language
    columns = [
        Column(say("Imported"), 7),
        Column(say("Files"), 2, right=True),
        Column(say("Rows"), 3, right=True),
        Column(say("Rejected"), 3, right=True),
        Column(say("Outcome"), 4, right=True),
    ]
    rows = [
        [
            danish.short_moment(dt.datetime.fromisoformat(run["at"]), language, setting.zone, setting.today),
            danish.number(run["files"], language),
            danish.number(run["rows"], language),
            Cell(danish.number(run["rejected"], language), "Attention" if run["rejected"] else None),
            Cell(say("Refused"), "Attention", bold=True) if was_refused(run) else say("Done"),
        ]
        for run in runs
    ]
    return table(columns, rows)


def _files(files: Sequence[Facts], setting: Setting) -> Element:
    say, language = words(setting.language).gettext, setting.language
    counts = (("rows", say("Rows")), ("new", say("New")), ("changed", say("Changed")), ("rejected", say("Rejected")))
    columns = [Column(say("File"), 4), *(Column(name, 2, right=True) for _, name in counts)]
    rows = [[plain(file["name"]), *(danish.number(file[key], language) for key, _ in counts)] for file in files]
    return table(columns, rows)


def _rejected(lines: Sequence[Facts], runs: Sequence[Facts], setting: Setting) -> list[Element]:
    if not lines:
        return []
    say, language = words(setting.language).gettext, setting.language
    shown, total = lines[:ROWS], max(len(lines), runs[0]["rejected"])
    drawn = table(rejected_columns(setting), [rejected_row(line, setting) for line in shown])
    told = [heading(say("What stood in the way") if was_refused(runs[0]) else say("Rejected rows")), drawn]
    if total == len(shown):
        return told
    numbers = {"first": danish.number(len(shown), language), "total": danish.number(total, language)}
    note = say("The first %(first)s of %(total)s; all of them stand in the import's report file.", **numbers)
    return [*told, quiet(note, spacing="Small")]
