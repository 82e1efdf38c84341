"""What is missing on a case, and how far its recovery has come."""

from __future__ import annotations

import datetime as dt

import pytest

from storage.rules.legality import Recovery, State, missing_on, requirements_of

DAY = dt.date(2026, 11, 23)
BEFORE, AFTER = dt.date(2026, 11, 22), dt.date(2026, 11, 24)


def recovery(category: str | None = None, **dates: dt.date) -> Recovery:
    columns: dict[str, dt.date | None] = dict.fromkeys(("reviewed", "restored", "reported_done", "audited"))
    return Recovery(category, **(columns | dates))


@pytest.mark.parametrize(
    ("case", "state"),
    [
        (recovery(), State.NOT_REVIEWED),
        (recovery(reviewed=BEFORE), State.REVIEWED),
        (recovery(reviewed=AFTER), State.NOT_REVIEWED),
        (recovery("green"), State.REVIEWED),
        (recovery("green", reviewed=DAY), State.REVIEWED),
        (recovery("red"), State.BEING_RESTORED),
        (recovery("yellow", reviewed=DAY), State.BEING_RESTORED),
        (recovery("red", reviewed=AFTER), State.NOT_REVIEWED),
        (recovery("red", reviewed=BEFORE, restored=DAY), State.RESTORED),
        (recovery("red", reviewed=BEFORE, restored=AFTER), State.BEING_RESTORED),
        (recovery("red", restored=BEFORE, reported_done=DAY), State.REPORTED_DONE),
        (recovery("red", restored=BEFORE, reported_done=BEFORE, audited=DAY), State.AUDITED),
        (recovery("red", restored=BEFORE, reported_done=BEFORE, audited=AFTER), State.REPORTED_DONE),
    ],
)
def test_the_state_is_the_furthest_one_dated_by_the_day(case: Recovery, state: State) -> None:
    assert case.state_on(DAY) is state


def test_a_category_counts_from_its_review_date() -> None:
    assert recovery("red", reviewed=AFTER).category_on(DAY) is None
    assert recovery("red", reviewed=DAY).category_on(DAY) == "red"
    assert recovery("red").category_on(DAY) == "red"


def test_disability_cases_have_requirements_of_their_own() -> None:
    assert "målgruppeafklaring" in requirements_of("handicap", DAY)
    assert "plan udarbejdet" not in requirements_of("handicap", DAY)


@pytest.mark.parametrize("case_type", ["anbringelse", "forebyggende", "skoledagbehandling", "ungestøtte"])
def test_the_other_types_share_eight_requirements(case_type: str) -> None:
    assert len(requirements_of(case_type, DAY)) == 8


def test_missing_is_what_no_event_shows_in_the_order_people_check() -> None:
    done = {"undersøgelse afsluttet", "børnesamtale", "partshøring", "afgørelse", "klagevejledning"}
    assert missing_on("forebyggende", DAY, done) == ("plan udarbejdet", "opfølgning afholdt", "journal ajourført")
