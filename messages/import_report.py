"""The report of an import for whoever runs it: a line for each file and each problem, and all problems in a file."""

from __future__ import annotations

import csv
import datetime as dt
import os
from dataclasses import replace
from pathlib import Path

from messages import danish
from messages.import_words import files_of, text_of, what_is_wrong, with_text
from messages.words import words
from storage.imports.report import ExportProblem, FileReport, ImportReport, Note, OtherYear
from storage.rules.spreadsheet import harmless


def report_lines(report: ImportReport, language: str, limit: int = 50) -> list[str]:
    """The report as people read it: the outcome, each file, then at most `limit` problems."""
    say = words(language).gettext
    lines = [_outcome(report, language)]
    if report.outcome == "done":
        for entry in report.files:
            lines += [_of_file(entry, language), *(f"{entry.name}: {_note(note, language)}" for note in entry.notes)]
    if report.ignored:
        lines.append(say("Not read: %(files)s", files=", ".join(report.ignored)))
    lines += [problem_line(problem, language) for problem in report.problems[:limit]]
    if len(report.problems) > limit:
        lines.append(_more(len(report.problems) - limit, language))
    if report.report_file is not None:
        lines.append(say("All errors stand in %(file)s", file=report.report_file))
    return lines


def _more(count: int, language: str) -> str:
    say_many = words(language).ngettext
    return say_many("… and 1 error more.", "… and %(number)s errors more.", count, number=_number(count, language))


def problem_line(problem: ExportProblem, language: str) -> str:
    """Where a problem stands and what is wrong, in one line."""
    place = [files_of(problem.file, [problem.fault], language)]
    if problem.line is not None:
        place.append(words(language).gettext("line %(line)s", line=problem.line))
    if problem.column is not None:
        place.append(problem.column)
    return f"{', '.join(place)}: {with_text(problem.fault, language)}"


def written_down(report: ImportReport, folder: Path, now: dt.datetime, language: str) -> ImportReport:
    """The report after writing its problems, if any, to a file in the folder."""
    if not report.problems:
        return report
    return replace(report, report_file=write_problems(folder, now, report.problems, language))


def write_problems(folder: Path, now: dt.datetime, problems: tuple[ExportProblem, ...], language: str) -> Path:
    """Every problem as a CSV file that Danish Excel opens; readable by its owner alone, as it may name people."""
    say = words(language).gettext
    folder.mkdir(parents=True, exist_ok=True)
    path = _unused(folder, f"import-{now:%Y%m%d-%H%M%S}")
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8-sig") as file:
        writer = csv.writer(file, delimiter=";", lineterminator="\n")
        writer.writerow([say("file"), say("line"), say("column"), say("text"), say("error")])
        for problem in problems:
            fault = problem.fault
            files, text = files_of(problem.file, [fault], language), text_of(fault, language)
            cells = (files, problem.line, problem.column, text, what_is_wrong(fault, language))
            writer.writerow(["" if cell is None else harmless(str(cell)) for cell in cells])
    return path


def _unused(folder: Path, name: str) -> Path:
    path, count = folder / f"{name}.csv", 1
    while path.exists():
        count += 1
        path = folder / f"{name}-{count}.csv"
    return path


def _outcome(report: ImportReport, language: str) -> str:
    say, say_many = words(language).gettext, words(language).ngettext
    if report.outcome == "refused":
        count = len(report.problems)
        return say_many(
            "The import is refused: 1 error. Nothing is changed.",
            "The import is refused: %(number)s errors. Nothing is changed.",
            count,
            number=_number(count, language),
        )
    done, rejected = say("The import is done."), sum(entry.rejected for entry in report.files)
    if not rejected:
        return done
    left_out = say_many(
        "1 row is rejected and not read in.",
        "%(number)s rows are rejected and not read in.",
        rejected,
        number=_number(rejected, language),
    )
    return f"{done} {left_out}"


def _of_file(entry: FileReport, language: str) -> str:
    say = words(language).gettext
    counts = [
        say("%(number)s read", number=_number(entry.read, language)),
        say("%(number)s new", number=_number(entry.new, language)),
        say("%(number)s changed", number=_number(entry.changed, language)),
        say("%(number)s unchanged", number=_number(entry.unchanged, language)),
    ]
    if entry.rejected:
        counts.append(say("%(number)s rejected", number=_number(entry.rejected, language)))
    if entry.retired:
        counts.append(say("%(number)s gone", number=_number(entry.retired, language)))
    if entry.left_out:
        counts.append(say("%(number)s left out, as the case is erased", number=_number(entry.left_out, language)))
    unread = ", ".join(entry.unknown_columns)
    ignored = say(". Columns that are not read: %(columns)s", columns=unread) if unread else ""
    return f"{entry.name}: {', '.join(counts)}{ignored}"


def _note(note: Note, language: str) -> str:
    say_many, number = words(language).ngettext, _number(note.count, language)
    if isinstance(note, OtherYear):
        named = ", ".join(map(str, note.lines)) + (" …" if note.count > len(note.lines) else "")
        return say_many(
            "1 posting is dated in %(year)s and counts in the accounts of that year (line %(lines)s)",
            "%(number)s postings are dated in %(year)s and count in the accounts of that year (line %(lines)s)",
            note.count,
            number=number,
            year=note.year,
            lines=named,
        )
    return say_many(
        "1 posting belongs to a case that is erased, and counts without a case",
        "%(number)s postings belong to a case that is erased, and count without a case",
        note.count,
        number=number,
    )


def _number(number: int, language: str) -> str:
    return danish.number(number, language)
