"""Plans and chat read the same language: every row of dates.md through both doors, their differences in one table."""

from __future__ import annotations

import csv
import datetime as dt
import doctest
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from storage.rules.dates import periods
from storage.rules.dates.deadline_sentences import in_plain_signs
from storage.rules.dates.deadline_text import read_deadline_text
from storage.rules.dates.periods import Ends, find_period
from storage.rules.dates.words import ALL_MONTHS, BOTH, DANISH, FEASTS, NEAR, NUMBERS, STEPS, UNITS, WEEKDAYS

HERE = Path(__file__).parent
TODAY = dt.date(2026, 11, 23)
ONE_DAY = dt.timedelta(days=1)

DIFFERENCES = {
    # A deadline is that day; a question about 'senest' and 'inden' is about all that falls due until it.
    "senest den 30.6.2021": "..2021-06-30",
    "inden d. 1. maj 2025": "..2025-05-01",
    "senest i 2. kvartal 2025": "..2025-06-30",
    "senest ultimo 2026": "2026-11-23..2026-12-31",
    "inden jul 2025": "..2025-12-24",
    "inden sommerferien 2025": "..2025-07-01",
    "Løbende, senest 31/12-2025": "..2025-12-31",
    "før 2026": "2026-11-23..2026-12-31",
    # 'pr.' and 'ved udgangen af' ask how things stood, with all that went before.
    "pr. 15. december 2011": "..2011-12-15",
    "ved udgangen af 2025": "..2025-12-31",
    # A plan's start stays open; what began before today is asked about until today, a quarter or season for itself.
    "Fra 2025": "2025-01-01..2026-11-23",
    "fra foråret 2025": "2025-03-01..2025-05-31",
    "efter 1. maj 2025": "2025-05-02..2026-11-23",
    "Februar 2021 →": "2021-02-01..2021-02-28",
    "tidligst 2026": "2026-01-01..2026-12-31",
    # A plan's text may tell of several dates; a question has one period.
    "Opstartet i 3. kvartal 2024 og forventes gennemført ultimo november 2024": "2024-07-01..2024-09-30",
    "påbegyndes ultimo 2024 og afsluttes senest ultimo 2026": "2026-11-23..2026-12-31",
    "Ad. 1) Jan 2013 Ad. 2-3) 2013": "2013-01-01..2013-01-31",
    "Primo 2025 2026 2026": "2025-01-01..2025-01-31",
    "Ledermøde august, medarbejdermøde september": "2019-08-01..2019-08-31",
    "Opstart i november 2025. Færdig i marts 2026.": "2025-11-01..2025-11-30",
    "Frem til maj 2025, udskudt til august 2025": "..2025-04-30",
    # In a plan these dates are others than the action's own; in a question they are what is asked about.
    "Tidsfrist fastsættes i leveranceplan, jf. milepæl i december 2012": "2012-12-01..2012-12-31",
    "Når familiepanelet er nedsat i maj 2025": "2025-05-01..2025-05-31",
    "Årshjul for 2025": "2025-01-01..2025-12-31",
    "Tidsplan 2025": "2025-01-01..2025-12-31",
    "Budget 2026": "2026-01-01..2026-12-31",
    "årsskiftet 2025": "2026-12-31..2026-12-31",
    # A question is always asked on a day, so its year is never unknown.
    "31/12": "2026-12-31..2026-12-31",
}
"""Text → what the chat reads where it differs; what the plan reads stands in deadline_forms.tsv."""


def _rows() -> list[dict[str, str]]:
    lines = (HERE / "deadline_forms.tsv").read_text(encoding="utf-8").splitlines()
    return list(csv.DictReader((line for line in lines if not line.startswith("#")), delimiter="\t"))


def asked(text: str, today: dt.date = TODAY, *, back: bool = False) -> str:
    """What the chat reads."""
    found = find_period(in_plain_signs(text), today)
    return "" if found is None else _shown(found.back if back else found.ahead)


def planned(text: str) -> str:
    """What a plan of yesterday reads: its next such date may be today."""
    read = read_deadline_text(text, plan_date=TODAY - ONE_DAY)
    return _shown((read.start, read.end)) if read.intervals else ""


def _shown(ends: Ends) -> str:
    start, end = ends
    return f"{start or ''}..{end or ''}"


@pytest.mark.parametrize("row", _rows(), ids=lambda row: f"{row['text']} {row['plan']}".strip())
def test_each_form_of_a_plan_reads_the_same_in_the_chat_or_stands_in_the_table(row: dict[str, str]) -> None:
    today = dt.date.fromisoformat(row["plan"]) + ONE_DAY if row["plan"] else TODAY
    as_planned = f"{row['from']}..{row['to']}" if row["from"] or row["to"] else ""
    differs = DIFFERENCES.get(row["text"]) if row["text"] != "31/12" or not row["plan"] else None
    assert asked(row["text"], today) == (as_planned if differs is None else differs)
    assert differs != as_planned


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("medio 4. kvartal 2026", "2026-11-01..2026-11-30"),
        ("ultimo 1. kvartal 2027", "2027-03-01..2027-03-31"),
        ("primo 2. halvår 2027", "2027-07-01..2027-08-31"),
        ("medio foråret 2027", "2027-04-01..2027-04-30"),
        ("skoleår 2026/27", "2026-08-01..2027-07-31"),
        ("skoleåret 2026/2027", "2026-08-01..2027-07-31"),
        ("primo skoleåret 2026/27", "2026-08-01..2026-08-31"),
        ("vinteren 2026/27", "2026-12-01..2027-02-28"),
        ("fra 1.12 til 18.12", "2026-12-01..2026-12-18"),
        ("fra 1. til 15. december", "2026-12-01..2026-12-15"),
        ("03-nov-26", "2026-11-03..2026-11-03"),
        ("3. nov. 2026", "2026-11-03..2026-11-03"),
        ("01-12-2026 09:15", "2026-12-01..2026-12-01"),
        ("01.12.26 1000", "2026-12-01..2026-12-01"),
        ("2026-12-01T23:30:00Z", "2026-12-01..2026-12-01"),
        ("2026-12-01T08:00:00+01:00", "2026-12-01..2026-12-01"),
        ("02-12-2026 24:00", "2026-12-02..2026-12-02"),
        ("12/2026", "2026-12-01..2026-12-31"),
        ("juli / august 2028", "2028-07-01..2028-08-31"),
        ("oktober 2028 - juni", "2028-10-01..2029-06-30"),
        ("uge 28 til 30", "2027-07-12..2027-08-01"),
    ],
)
def test_both_doors_read(text: str, read: str) -> None:
    assert (asked(text), planned(text)) == (read, read)


@pytest.mark.parametrize(
    ("text", "in_chat", "in_plan"),
    [
        ("inden 18.12", "2026-11-23..2026-12-18", "2026-12-18..2026-12-18"),
        ("senest 18-12", "2026-11-23..2026-12-18", "2026-12-18..2026-12-18"),
        ("inden ultimo december", "2026-11-23..2026-12-31", "2026-12-31..2026-12-31"),
        ("frem til 18.12", "2026-11-23..2026-12-18", "..2026-12-18"),
        ("frem til sommer", "2026-11-23..2027-05-31", "..2027-08-31"),
    ],
)
def test_a_last_day_is_when_it_is_due_in_a_plan_and_until_then_in_the_chat(
    text: str, in_chat: str, in_plan: str
) -> None:
    assert (asked(text), planned(text)) == (in_chat, in_plan)


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("hvad forfalder 18.12", "2026-12-18..2026-12-18"),
        ("om et halvt år", "2027-05-23..2027-05-23"),
        ("inden for et halvt år", "2026-11-23..2027-05-23"),
        ("det næste halve år", "2026-11-23..2027-05-23"),
        ("det seneste halve år", "2026-05-23..2026-11-23"),
        ("det næste år", "2026-11-23..2027-11-23"),
        ("det sidste år", "2025-11-23..2026-11-23"),
        ("sidste kvt", "2026-07-01..2026-09-30"),
        ("last 3 mths", "2026-08-23..2026-11-23"),
        ("for halvandet år siden", "2025-05-23..2025-05-23"),
        ("om halvanden måned", "2027-01-07..2027-01-07"),
        ("om 2 kvartaler", "2027-05-23..2027-05-23"),
        ("underretning modtaget i går kl 14.30", "2026-11-22..2026-11-22"),
        ("underretning fredag kl 14", "2026-11-27..2026-11-27"),
        ("hvor mange opfølgninger hver måned frem til sommer", "2026-11-23..2027-05-31"),
        ("hvilke frister har under 5 dage tilbage", "2026-11-23..2026-11-28"),
        ("frister med højst 10 dage tilbage", "2026-11-23..2026-12-03"),
        ("hvad har jeg under en uge tilbage på", "2026-11-23..2026-11-30"),
        ("which deadlines have 5 days left", "2026-11-23..2026-11-28"),
        ("hvad forfalder i næste uge og ugen efter", "2026-11-30..2026-12-13"),
        ("hvad forfalder i denne uge og næste", "2026-11-23..2026-12-06"),
        ("og ugen efter", "2026-11-30..2026-12-06"),
        ("midt i næste uge", "2026-11-30..2026-12-06"),
        ("primo næste år", "2027-01-01..2027-01-31"),
        ("ultimo næste kvartal", "2027-03-01..2027-03-31"),
        ("inden jul 2027", "2026-11-23..2027-12-24"),
    ],
)
def test_the_chat_counts_from_today(text: str, read: str) -> None:
    assert asked(text) == read


@pytest.mark.parametrize(
    "text",
    [
        "send ugebrevet fredag kl 14",
        "ugebrev mandag kl 8",
        "kl 18.12",
        "tema 1.12",
        "over 10.12",
        "fra 2.5 til 3.5 mio",
    ],
)
def test_a_clock_a_number_and_a_schedule_are_no_period(text: str) -> None:
    assert asked(text) == ""


def test_a_weekday_with_a_clock_looking_back_is_the_latest_one() -> None:
    assert asked("jeg fik en underretning fredag kl 14", back=True) == "2026-11-20..2026-11-20"


_MONTHS = sorted(DANISH.months.keys() - {"jul"})
"""'jul' is July in a plan, Christmas to whoever asks."""
_YEARS = st.integers(2027, 2040)
_DATED_FORMS = [
    "{third} {month} {year}", "{third} {quarter} {year}", "{third} {half} {year}", "{third} {season} {year}",
    "{third} {year}", "{month} {year}", "{month} - {other} {year}", "{month}/{other} {year}", "{day}. {month} {year}",
    "den {ordinal} {month} {year}", "{quarter} {year}", "{half} {year}", "{season} {year}", "uge {day}, {year}",
    "{month}", "{day}. {month}", "udgangen af {month} {year}", "{season}", "{day}-{month}-{year}",
]  # fmt: skip


@given(
    st.sampled_from(_DATED_FORMS),
    st.fixed_dictionaries(
        {
            "third": st.sampled_from(sorted(DANISH.thirds)),
            "month": st.sampled_from(_MONTHS),
            "other": st.sampled_from(_MONTHS),
            "season": st.sampled_from(sorted(DANISH.seasons)),
            "ordinal": st.sampled_from(sorted(DANISH.ordinals)),
            "quarter": st.sampled_from(["1. kvartal", "andet kvartal", "3. kvt.", "fjerde kvartal", "q2"]),
            "half": st.sampled_from(["1. halvår", "andet halvår", "h1"]),
            "day": st.integers(1, 31),
            "year": _YEARS,
        }
    ),
)
def test_both_doors_agree_on_every_form_of_the_word_lists(form: str, words: dict[str, object]) -> None:
    text = form.format(**words)
    assert asked(text) == planned(text)


_WORDS = [
    *BOTH.thirds, *ALL_MONTHS, *WEEKDAYS, *BOTH.seasons, *FEASTS, *NEAR, *STEPS, *UNITS, *list(NUMBERS)[:12], "31/12",
    "1.", "15", "2027", "-27", "18.12", "30/2", "uge", "kvartal", "halvår", "og", "til", "fra", "i", "den", "-", "/",
    "inden", "senest", "frem til", "siden", "efter", "resten af", "udgangen af", "mellem", "pr.", "om", "siden",
    "tilbage", "kl 14", "halve", "et halvt", "24:00", "z", "2026/27", "skoleår", "over", "under", ".", ",",
]  # fmt: skip


@given(
    st.lists(st.sampled_from(_WORDS), max_size=8).map(" ".join) | st.text(max_size=60),
    st.dates(dt.date(1950, 1, 1), dt.date(2150, 12, 31)),
)
@example("start of the week", TODAY)
@example("de næste 9999 år", TODAY)
@example("fra 29/2 til uge 53", TODAY)
def test_no_text_raises_or_ends_before_it_starts_in_the_chat(text: str, today: dt.date) -> None:
    found = find_period(in_plain_signs(text), today)
    if found is not None:
        for start, end in (found.ahead, found.back):
            assert start is None or end is None or start <= end
        assert 0 <= found.start < found.end <= len(in_plain_signs(text))


def test_the_examples_in_the_docstrings_hold() -> None:
    tried = doctest.testmod(periods)
    assert (tried.failed, tried.attempted > 0) == (0, True)
