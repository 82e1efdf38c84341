"""Whatever can be wrong with an export is said in both languages."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest

from messages.import_report import problem_line, report_lines, written_down
from messages.import_words import in_words, what_is_wrong
from messages.words import LANGUAGES
from storage.facts.recovery.data_quality import DataQualityList
from storage.facts.sending.sources import RejectedLine, Sources
from storage.imports.report import ExportProblem, FileReport, ImportReport, Loosened, OtherYear
from storage.rules.faults import HIDDEN, Fault, FaultValue, Wrong
from tests.messages.made import message, typed
from tests.messages.samples import SAMPLES, setting
from tests.messages.test_cards import parts

VALUES: dict[Wrong, dict[str, FaultValue]] = {
    Wrong.DATE_BETWEEN: {"first": 2000, "last": 2100},
    Wrong.ONE_OF: {"words": ["ja", "nej"]},
    Wrong.ON_THE_LIST: {"list": "hændelse"},
    Wrong.SOME_OF: {"words": ["leder", "rådgiver"]},
    Wrong.WHOLE: {"low": 1, "high": 5},
    Wrong.CELLS: {"wanted": 3, "found": 4},
    Wrong.REPEATED: {"key": "plan, nr", "line": 7},
    Wrong.TARGET_NOT_HIGHER: {"than": 5, "day": "01-02-2026"},
    Wrong.TARGET_NOT_LOWER: {"than": 5, "day": "01-02-2026"},
    Wrong.TWO_FILES: {"kind": "sager", "beside": ["sager.CSV"]},
    Wrong.NO_EXPORTS: {"kinds": ["teams", "sager"]},
}


@pytest.mark.parametrize("wrong", Wrong)
def test_each_fault_has_its_sentence_in_both_languages(wrong: Wrong) -> None:
    told = {what_is_wrong(Fault(wrong, VALUES.get(wrong, {})), language) for language in LANGUAGES}
    assert len(told) == 2
    assert all(sentence and "%" not in sentence for sentence in told)


@pytest.mark.parametrize(
    ("problem", "danish", "english"),
    [
        (
            ExportProblem("a.csv", Fault(Wrong.TWO_FILES, VALUES[Wrong.TWO_FILES])),
            "a.csv og sager.CSV: sager må kun ligge her som én fil",
            "a.csv and sager.CSV: sager may only lie here as one file",
        ),
        (
            ExportProblem("sager.csv", Fault(Wrong.CPR, text=HIDDEN), 4, "cpr"),
            "sager.csv, linje 4, cpr: »(skjult)«: forventede et CPR-nummer som ddmmåå-nnnn",
            "sager.csv, line 4, cpr: “(hidden)”: expected a CPR number like ddmmyy-nnnn",
        ),
        (
            ExportProblem("sager.csv", Fault(Wrong.COLUMN_MISSING, {"unknown": ["a", "b"]}), 1, "team"),
            "sager.csv, linje 1, team: kolonnen mangler; ukendte kolonner i filen: a, b",
            "sager.csv, line 1, team: the column is missing; unknown columns in the file: a, b",
        ),
        (
            ExportProblem("klager.csv", Fault(Wrong.UNKNOWN_CASE, {"rejected_in": "sager"}, "100 %(x)s"), 2, "sagsnr"),
            "klager.csv, linje 2, sagsnr: »100 %(x)s«: sagen er ukendt (rækken i sager er afvist)",
            "klager.csv, line 2, sagsnr: “100 %(x)s”: the case is unknown (the row in sager is rejected)",
        ),
    ],
)
def test_a_problem_is_told_with_its_place(problem: ExportProblem, danish: str, english: str) -> None:
    assert (problem_line(problem, "da"), problem_line(problem, "en")) == (danish, english)


def test_a_report_is_told_in_english_too(tmp_path: Path) -> None:
    notes = (OtherYear(2025, 1, (4,)), OtherYear(2024, 1200, (5, 6)), Loosened(2))
    entry = FileReport("posteringer.csv", "", 1204, 1203, rejected=1, unknown_columns=("x",), notes=notes)
    report = ImportReport(
        1,
        "done",
        (entry,),
        ("b.txt",),
        (ExportProblem("posteringer.csv", Fault(Wrong.CELLS, {"wanted": 1, "found": 2}), 9),),
    )
    report = written_down(report, tmp_path, dt.datetime(2026, 11, 23, tzinfo=dt.UTC), "en")
    assert report_lines(report, "en") == [
        "The import is done. 1 row is rejected and not read in.",
        "posteringer.csv: 1,204 read, 1,203 new, 0 changed, 0 unchanged, 1 rejected. Columns that are not read: x",
        "posteringer.csv: 1 posting is dated in 2025 and counts in the accounts of that year (line 4)",
        "posteringer.csv: 1,200 postings are dated in 2024 and count in the accounts of that year (line 5, 6 …)",
        "posteringer.csv: 2 postings belong to a case that is erased, and count without a case",
        "Not read: b.txt",
        "posteringer.csv, line 9: expected 1 cells as in the header; here are 2",
        f"All errors stand in {report.report_file}",
    ]
    assert report.report_file is not None
    assert report.report_file.read_text(encoding="utf-8-sig").startswith("file;line;column;text;error\n")


def test_facts_are_kept_in_words_and_without_codes() -> None:
    fault = Fault(Wrong.UNKNOWN_TEAM, text="Øst")
    line = RejectedLine("sager.csv", 3, "team", None, (fault, fault))
    kept = replace(line, reason="»x«: teamet er ukendt", faults=())
    told = in_words(Sources((), stale=False, rejected=(line, kept)), "da").as_json()
    written = {"file": "sager.csv", "line": 3, "column": "team"}
    reasons = ["»Øst«: teamet er ukendt; »Øst«: teamet er ukendt", "»x«: teamet er ukendt"]
    assert told["rejected"] == [{**written, "reason": reason} for reason in reasons]


@pytest.mark.parametrize(
    ("language", "reason"), [("da", "»Øst«: teamet er ukendt"), ("en", "“Øst”: the team is unknown")]
)
def test_a_list_of_rejected_rows_is_told_and_kept_in_words(language: str, reason: str) -> None:
    name, facts, more = SAMPLES["data_quality_rows"]
    listed = typed(name, facts)
    assert isinstance(listed, DataQualityList)
    row = RejectedLine("sager.csv", 3, "team", None, (Fault(Wrong.UNKNOWN_TEAM, text="Øst"),))
    said = message(name, replace(listed, items=(row,)), setting(language, **more))
    assert said.facts["items"] == [{"file": "sager.csv", "line": 3, "column": "team", "reason": reason}]
    assert reason in [part.get("text") for part in parts(said.card)]
