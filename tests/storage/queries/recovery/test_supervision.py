"""Management audits: the rounds, the findings, and whose cases count."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from storage.database import Store
from storage.facts.recovery.supervision import Supervision
from storage.queries.recovery.supervision import supervision
from storage.rules.access import Scope, scope_of, scope_of_channel
from storage.schema import AuditAnswer, Case
from tests.conftest import TODAY, Office, add_case

SPRING, AUTUMN = dt.date(2026, 4, 10), dt.date(2026, 10, 9)


def add_answers(session: AsyncSession, of_round: str, day: dt.date, case: Case, **answers: str) -> None:
    """The answers of one case by question; "-" stands for not relevant."""
    words = {"-": "ikke relevant"}
    session.add_all(
        AuditAnswer(round=of_round, case_id=case.id, question=question, answer=words.get(answer, answer), day=day)
        for question, answer in answers.items()
    )


@pytest.fixture
async def answered(store: Store, office: Office) -> None:
    """Two rounds: A-1 and protected P-1 of Team Nord in both, Carl's C-1 in the autumn alone."""
    async with store.working() as session:
        a1 = await add_case(session, "A-1", office.nord, "anna")
        p1 = await add_case(session, "P-1", office.nord, "anna", protected=True)
        c1 = await add_case(session, "C-1", office.distrikt2, "carl")
        add_answers(session, "Forår", SPRING, a1, plan="nej", samtale="nej", afgørelse="ja")
        add_answers(session, "Forår", SPRING, p1, plan="nej", samtale="ja", afgørelse="-")
        add_answers(session, "Efterår", AUTUMN, a1, plan="ja", samtale="nej", afgørelse="-")
        add_answers(session, "Efterår", AUTUMN, p1, plan="ja", samtale="ja", afgørelse="ja")
        add_answers(session, "Efterår", AUTUMN, c1, plan="-", samtale="-", afgørelse="-")


async def asked(store: Store, scope: Scope, **more: Any) -> Supervision:
    async with store.working() as session:
        return await supervision(session, scope, **more)


@pytest.mark.usefixtures("answered")
async def test_a_leader_sees_the_rounds_the_newest_first_and_what_was_wrong_most(store: Store, office: Office) -> None:
    assert (await asked(store, scope_of(office.bo, TODAY))).as_json() == {
        "rounds": [
            {"round": "Efterår", "cases": 2, "yes": 4, "no": 1, "share_yes": 80.0},
            {"round": "Forår", "cases": 2, "yes": 2, "no": 3, "share_yes": 40.0},
        ],
        "worst": [
            {"question": "plan", "no": 2, "share_yes": 50.0},
            {"question": "samtale", "no": 2, "share_yes": 50.0},
        ],
    }


@pytest.mark.usefixtures("answered")
async def test_answers_that_were_not_relevant_give_no_share(store: Store, office: Office) -> None:
    facts = (await asked(store, scope_of(office.carl, TODAY))).as_json()
    assert facts == {
        "rounds": [{"round": "Efterår", "cases": 1, "yes": 0, "no": 0, "share_yes": None}],
        "worst": [],
    }


@pytest.mark.usefixtures("answered")
async def test_each_role_counts_the_cases_it_reaches(store: Store, office: Office) -> None:
    people = (office.anna, office.bo, office.carl, office.dorte, office.erik, office.freja)
    scopes = [scope_of(person, TODAY) for person in people] + [scope_of_channel(office.nord, TODAY)]
    seen = [[one.cases for one in (await asked(store, scope)).rounds] for scope in scopes]
    assert seen == [[2, 2], [2, 2], [1], [1, 1], [2, 1], [], [1, 1]]


@pytest.mark.usefixtures("answered")
async def test_a_team_and_a_period_narrow_by_case_and_by_day_of_the_answer(store: Store, office: Office) -> None:
    everything = scope_of(office.erik, TODAY)
    of_nord = await asked(store, everything, team_id=office.nord)
    spring = await asked(store, everything, since=dt.date(2026, 1, 1), until=SPRING)
    nothing = await asked(store, everything, since=AUTUMN + dt.timedelta(1))
    assert [one.cases for one in of_nord.rounds] == [1, 1]
    assert [one.round for one in spring.rounds] == ["Forår"]
    assert nothing == Supervision((), ())


@pytest.mark.usefixtures("answered")
async def test_a_past_day_knows_nothing_of_later_answers(store: Store, office: Office) -> None:
    facts = await asked(store, scope_of(office.bo, AUTUMN - dt.timedelta(1)), until=TODAY)
    assert [one.round for one in facts.rounds] == ["Forår"]


async def test_at_most_ten_findings_are_told_the_most_noes_first_then_the_smallest_share(
    store: Store, office: Office
) -> None:
    async with store.working() as session:
        a1 = await add_case(session, "A-1", office.nord, "anna")
        a2 = await add_case(session, "A-2", office.nord, "anna")
        add_answers(session, "1", SPRING, a1, **{f"q{n:02}": "nej" for n in range(12)}, fine="ja")
        add_answers(session, "1", SPRING, a2, q00="ja", q05="nej")
    worst = (await asked(store, scope_of(office.bo, TODAY))).worst
    assert [one.question for one in worst] == ["q05", *(f"q{n:02}" for n in (1, 2, 3, 4, 6, 7, 8, 9, 10))]
