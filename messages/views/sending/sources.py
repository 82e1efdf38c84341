"""When data was last imported: each run, what became of the latest one's files, and which rows were rejected."""

from __future__ import annotations

from collections.abc import Sequence

from messages import danish
from messages.cards import ROWS, Cell, Column, Element, card, heading, paged, plain, quiet, table
from messages.setting import Setting
from messages.view import View
from messages.views.recovery.check_lists import rejected_columns, rejected_row
from messages.words import words
from storage.facts.sending.sources import ImportedFile, ImportedRun, RejectedLine, Sources


def sources(facts: Sources, setting: Setting) -> View:
    """When data was last imported, and what failed."""
    runs = facts.runs
    latest = next((run for run in runs if not _was_refused(run)), None)
    context = {
        "latest": latest,
        "at": danish.moment(latest.at, setting.language, setting.zone) if latest else "",
        "files_read": latest.files if latest else 0,
        "refused_since": bool(runs) and _was_refused(runs[0]),
    }
    return View("sending/sources", context, _card(facts, setting))


def _card(facts: Sources, setting: Setting) -> Element:
    """The latest run with its files and rejected rows first, then every run."""
    say, runs = words(setting.language).gettext, facts.runs
    page = paged(runs, setting)
    body = [_runs(page.items, setting), *page.note] if page.items else []
    done = next((run for run in runs if not _was_refused(run)), None)
    if done is not None and done.by_file:
        body += [heading(say("Files of the latest import")), _files(done.by_file, setting)]
    body += _rejected(facts.rejected, runs, setting)
    return card(say("Latest import"), [], body, setting, actions=page.actions, wide=True)


def _was_refused(run: ImportedRun) -> bool:
    """Whether an import changed nothing because of its errors."""
    return run.outcome == "refused"


def _runs(runs: Sequence[ImportedRun], setting: Setting) -> Element:
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
            danish.short_moment(run.at, language, setting.zone, setting.today),
            danish.number(run.files, language),
            danish.number(run.rows, language),
            Cell(danish.number(run.rejected, language), "Attention" if run.rejected else None),
            Cell(say("Refused"), "Attention", bold=True) if _was_refused(run) else say("Done"),
        ]
        for run in runs
    ]
    return table(columns, rows)


def _files(files: Sequence[ImportedFile], setting: Setting) -> Element:
    say, language = words(setting.language).gettext, setting.language
    counts = (say("Rows"), say("New"), say("Changed"), say("Rejected"))
    columns = [Column(say("File"), 4), *(Column(title, 2, right=True) for title in counts)]
    rows: list[list[str | Cell]] = [
        [
            plain(file.name),
            *(danish.number(n, language) for n in (file.rows, file.new, file.changed, file.rejected)),
        ]
        for file in files
    ]
    return table(columns, rows)


def _rejected(lines: Sequence[RejectedLine], runs: Sequence[ImportedRun], setting: Setting) -> list[Element]:
    if not lines:
        return []
    say, language = words(setting.language).gettext, setting.language
    shown, total = lines[:ROWS], max(len(lines), runs[0].rejected)
    drawn = table(rejected_columns(setting), [rejected_row(line, setting) for line in shown])
    below = [heading(say("What stood in the way") if _was_refused(runs[0]) else say("Rejected rows")), drawn]
    if total == len(shown):
        return below
    numbers = {"first": danish.number(len(shown), language), "total": danish.number(total, language)}
    note = say("The first %(first)s of %(total)s; all of them stand in the import's report file.", **numbers)
    return [*below, quiet(note, spacing="Small")]
