"""Danish deadline texts: every form of dates.md, every text of the five plans, and what must hold for any text."""

from __future__ import annotations

import csv
import datetime as dt
import doctest
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from storage.rules.dates import deadline_text, recurrences
from storage.rules.dates.deadline_text import DeadlineKind, DeadlineText, read_deadline_text
from storage.rules.dates.intervals import Side
from storage.rules.dates.points import Precision

HERE = Path(__file__).parent
PLAN_DATE = dt.date(2019, 6, 28)


def _rows(name: str) -> list[dict[str, str]]:
    lines = (HERE / name).read_text(encoding="utf-8").splitlines()
    return list(csv.DictReader((line for line in lines if not line.startswith("#")), delimiter="\t"))


def _can_be_overdue(read: DeadlineText) -> bool:
    """Whether the day after `end` is too late: never so for a start only, open-ended, recurring or unknown text."""
    is_due = any(i.end and i.side is not Side.START for i in read.intervals)
    return read.kind is DeadlineKind.DATED and is_due


def _told(read: DeadlineText) -> dict[str, str]:
    more = [f"every {read.every.count} {read.every.unit}"] if read.every else []
    more += [f"{len(read.intervals)} intervals"] if len(read.intervals) > 1 else []
    more += ["year_missing"] if read.year_missing else []
    return {
        "from": read.start.isoformat() if read.start else "",
        "to": read.end.isoformat() if read.end else "",
        "precision": read.precision,
        "side": read.side or "",
        "kind": read.kind,
        "more": ", ".join(more),
    }


def _read_row(row: dict[str, str]) -> DeadlineText:
    plan_date = dt.date.fromisoformat(row["plan"]) if row["plan"] else None
    return read_deadline_text(row["text"].replace("\\n", "\n"), plan_date=plan_date)


@pytest.mark.parametrize("row", _rows("deadline_forms.tsv"), ids=lambda row: row["text"])
def test_each_form_is_read_as_the_table_says(row: dict[str, str]) -> None:
    assert _told(_read_row(row)) == {key: row[key] for key in ("from", "to", "precision", "side", "kind", "more")}


@pytest.mark.parametrize("row", _rows("deadline_texts_of_the_plans.tsv"), ids=lambda row: row["text"][:60])
def test_each_text_of_the_five_plans_is_read_as_a_person_reads_it(row: dict[str, str]) -> None:
    assert _told(_read_row(row)) == {key: row[key] for key in ("from", "to", "precision", "side", "kind", "more")}


def test_a_year_left_out_is_the_rows_before_the_plans() -> None:
    assert read_deadline_text("Ultimo august", row_year=2022, plan_date=PLAN_DATE).end == dt.date(2022, 8, 31)
    assert read_deadline_text("Oktober - marts", row_year=2022).end == dt.date(2023, 3, 31)
    assert read_deadline_text("29/2", row_year=2023).intervals == ()


def test_without_row_and_plan_a_year_left_out_gives_no_date() -> None:
    read = read_deadline_text("Ledermøde august, medarbejdermøde september")
    assert (read.intervals, read.kind, read.year_missing) == ((), DeadlineKind.UNKNOWN, True)


def test_the_next_such_date_lies_after_the_plans_own_day() -> None:
    assert read_deadline_text("28/6", plan_date=PLAN_DATE).end == dt.date(2020, 6, 28)
    assert read_deadline_text("29/6", plan_date=PLAN_DATE).end == dt.date(2019, 6, 29)
    assert read_deadline_text("juni", plan_date=PLAN_DATE).end == dt.date(2019, 6, 30)


def test_a_text_of_several_dates_keeps_each_in_order() -> None:
    read = read_deadline_text("Ad. 1) Jan 2013 Ad. 2-3) 2013")
    assert [(i.start, i.end, i.precision) for i in read.intervals] == [
        (dt.date(2013, 1, 1), dt.date(2013, 1, 31), Precision.MONTH),
        (dt.date(2013, 1, 1), dt.date(2013, 12, 31), Precision.YEAR),
    ]


def test_start_and_due_are_told_apart() -> None:
    read = read_deadline_text("påbegyndes ultimo 2024 og afsluttes senest ultimo 2026")
    assert [(i.side, i.start, i.end) for i in read.intervals] == [
        (Side.START, dt.date(2024, 12, 1), dt.date(2024, 12, 31)),
        (Side.DUE, dt.date(2026, 12, 31), dt.date(2026, 12, 31)),
    ]


@pytest.mark.parametrize(
    "text", ["31/12-12", "Juli / august 2019", "2025-2027", "påbegyndes maj 2024, færdig maj 2025"]
)
def test_what_is_due_can_be_overdue(text: str) -> None:
    assert _can_be_overdue(read_deadline_text(text))


@pytest.mark.parametrize(
    "text", ["Opstart 2025", "Fra 2025", "Februar 2021 →", "Løbende i 2025", "hver 6. uge", "ukendt"]
)
def test_a_start_an_open_end_a_recurrence_and_the_unknown_are_never_overdue(text: str) -> None:
    assert not _can_be_overdue(read_deadline_text(text))


def test_the_text_is_kept_as_it_was_written() -> None:
    assert read_deadline_text("  Aug. -  19 ").raw == "  Aug. -  19 "
    assert read_deadline_text(None).raw == ""


@pytest.mark.parametrize(
    ("part", "start", "end"),
    [
        ("2025 ", dt.date(2025, 1, 1), dt.date(2025, 12, 31)),
        *(
            (part, None, None)
            for part in ("frist ", "1. ", "senest i ", "1/1-", "når ", "jan - ", "(((", "efter d ", "20")
        ),
    ],
)
def test_a_very_long_text_is_kept_and_no_date_is_made_of_it(
    part: str, start: dt.date | None, end: dt.date | None
) -> None:
    text = part * (20_000 // len(part))
    read = read_deadline_text(text)
    assert (read.raw, read.start, read.end) == (text, start, end)


_WORDS = [
    "31/12", "1.", "2.", "31.12.2020", "2020", "2025", "-19", "20", "-", "–", "→", "/", ",", ".", "og", "til",
    "fra", "i", "af", "senest", "inden", "udgangen af", "primo", "medio", "ultimo", "kvartal", "halvår",
    "foråret", "vinteren", "januar", "feb.", "marts", "maj", "okt", "december", "opstart", "afsluttes",
    "løbende", "månedligt", "hver 6. uge", "når", "efter", "Ad. 1)", "tidsfrist fastsættes", "uge 47", "uge 53",
    "før", "frem til", "mellem", "29/2", "jul", "\n", "møde", "30.", "4", "q3",
]  # fmt: skip
_texts = st.lists(st.sampled_from(_WORDS), max_size=9).map(" ".join) | st.text(max_size=60)
_plan_dates = st.none() | st.dates()
_row_years = st.none() | st.integers(-5, 12_000)


@given(_texts, _plan_dates, _row_years)
@example("29/2", dt.date.max, None)
@example("vinteren", None, 9_999)
@example("uge 53 - uge 1", dt.date.min, None)
def test_no_text_raises_or_ends_before_it_starts(text: str, plan_date: dt.date | None, row_year: int | None) -> None:
    read = read_deadline_text(text, plan_date=plan_date, row_year=row_year)
    for start, end in [(read.start, read.end), *((i.start, i.end) for i in read.intervals)]:
        assert start is None or end is None or start <= end
    assert (read.kind is DeadlineKind.DATED) <= bool(read.intervals)
    assert _can_be_overdue(read) <= (read.end is not None)
    assert bool(read.side) == bool(read.intervals)


@given(
    st.text(alphabet="abcdefghijklmnopqrstuvwxyzæøåABCDEFGHIJKLMNOPQRSTUVWXYZÆØÅ .,-/()\n§%", max_size=80), _plan_dates
)
def test_without_a_figure_a_month_or_a_season_there_is_no_date(text: str, plan_date: dt.date | None) -> None:
    spelt_out = _ascii(text.casefold())
    if not any(word in spelt_out for word in (*_MONTH_STEMS, "sommer", "vinter", "aar", "kv")):
        assert read_deadline_text(text, plan_date=plan_date, row_year=2025).intervals == ()


_MONTH_STEMS = ("jan", "feb", "mar", "apr", "maj", "jun", "jul", "aug", "sep", "okt", "nov", "dec")
_MONTH_NAMES = (
    "januar", "februar", "marts", "april", "maj", "juni",
    "juli", "august", "september", "oktober", "november", "december",
)  # fmt: skip
_unknown_words = st.text(alphabet="bdfghklmnprstvæøå", min_size=4, max_size=12)


@given(_unknown_words, _unknown_words, st.integers(100, 1_999))
def test_an_unknown_word_never_yields_a_date(first: str, second: str, number: int) -> None:
    for text in (first, f"{first} {second}", f"{first} {number} {second}", f"{number}", f"{first}-{second}."):
        read = read_deadline_text(text, plan_date=PLAN_DATE, row_year=2020)
        assert (read.intervals, read.kind) == ((), DeadlineKind.UNKNOWN)


_DAY_FORMS = [
    "{d}/{m}-{yy}", "{d}/{m} {y}", "{d}/{m}-{y}", "{d}.{m}.{y}", "{d}.{m}. {y}", "{dd}-{mm}-{y}",
    "{y}-{mm}-{dd}", "{d}. {name} {y}", "den {d}. {name} {y}", "d. {d}. {stem}. {y}", "pr. {d}.{m}.{y}",
    "senest {d}/{m} {y}", "INDEN DEN {d}. {name} {y}.", "{d} {name} {y}",
]  # fmt: skip


@given(st.dates(dt.date(2001, 1, 1), dt.date(2099, 12, 31)), st.sampled_from(_DAY_FORMS))
def test_a_written_day_is_read_back(day: dt.date, form: str) -> None:
    text = form.format(
        d=day.day, m=day.month, y=day.year, dd=f"{day.day:02d}", mm=f"{day.month:02d}", yy=f"{day.year % 100:02d}",
        name=_MONTH_NAMES[day.month - 1], stem=_MONTH_STEMS[day.month - 1],
    )  # fmt: skip
    read = read_deadline_text(text)
    assert (read.start, read.end, read.precision, read.side) == (day, day, Precision.DAY, Side.DUE)


@given(
    st.dates(dt.date(2001, 1, 1), dt.date(2099, 12, 31)),
    st.sampled_from(
        ["{name} {y}", "{stem}. - {yy}", "{stem} {y}", "{stem}.{y}", "{stem}{y}", "_{name} {y}", "i {name} {y}"]
    ),
)
def test_a_written_month_is_read_back(day: dt.date, form: str) -> None:
    names = {"name": _MONTH_NAMES[day.month - 1], "stem": _MONTH_STEMS[day.month - 1]}
    read = read_deadline_text(form.format(y=day.year, yy=f"{day.year % 100:02d}", **names))
    assert read.start == day.replace(day=1)
    assert read.end is not None
    assert (read.end + dt.timedelta(days=1)).day == 1
    assert (read.end.month, read.precision) == (day.month, Precision.MONTH)


@given(st.sampled_from([r for r in _rows("deadline_forms.tsv") if r["text"]]), st.data())
def test_case_spaces_dashes_and_tags_change_nothing(row: dict[str, str], data: st.DataObject) -> None:
    change = data.draw(st.sampled_from(_VARIANTS))
    varied = row | {"text": change(row["text"])}
    assert _told(_read_row(varied)) == _told(_read_row(row))


def _ascii(text: str) -> str:
    return text.replace("å", "aa").replace("ø", "oe").replace("æ", "ae")


_VARIANTS = [
    str.upper,
    str.lower,
    _ascii,
    lambda text: text.replace(" ", "  "),
    lambda text: text.replace(" ", "\u00a0"),
    lambda text: f"  {text} ",
    lambda text: text if text.endswith(".") else f"{text}.",
    lambda text: text.replace("-", "–") if " " in text else text,
    lambda text: text.replace("–", "-"),
    lambda text: f"<p>{text}</p>",
]


def test_the_examples_in_the_docstrings_hold() -> None:
    for module in (deadline_text, recurrences):
        tried = doctest.testmod(module)
        assert (tried.failed, tried.attempted > 0) == (0, True)
