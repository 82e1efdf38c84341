"""What administrators and leaders do with schedules in chat, and what nobody else can."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import select

from bot.admin import schedules
from bot.other_message import OtherMessage
from bot.question import Ask, NotYoursError, Place
from bot.understanding.particulars import particulars
from bot.understanding.text import Typed
from jobs.reminders import REMINDERS
from storage.database import Store
from storage.rules.access import Person, Scope
from storage.rules.calendar import Calendar
from storage.rules.period import Period
from storage.rules.slots import Slots
from storage.schema import AccessLog, Deadline, Schedule
from tests.bot.answered import json_of
from tests.conftest import TODAY, Office, add_case

NINE = dt.datetime.combine(TODAY, dt.time(8), dt.UTC)
FORM = {"do": "add", "kind": "weekly_digest", "team": "Team Nord", "weekday": "0", "time": "08:00"}


async def ask(store: Store, person: Person, text: str = "", **given: Any) -> dict[str, Any]:
    """The facts a person gets, and as `template` the message that tells them."""
    async with store.asking(person.id) as session:
        asked = Ask(
            session=session,
            asker=person,
            scope=Scope(day=TODAY),
            slots=Slots(),
            today=TODAY,
            now=NINE,
            calendar=Calendar(),
            language="da",
            place=Place.PRIVATE,
            particulars=particulars(Typed.of(text).folded),
        )
        told = await schedules.answer(replace(asked, **given))
        return json_of(told) | {"template": told.name if isinstance(told, OtherMessage) else None}


async def press(store: Store, person: Person, do: str, number: int = 0, **given: Any) -> dict[str, Any]:
    return await ask(store, person, form={"do": do, "schedule": number}, **given)


async def stored(store: Store) -> list[Schedule]:
    async with store.working() as session:
        return list(await session.scalars(select(Schedule).order_by(Schedule.id)))


@pytest.fixture
async def three(store: Store, office: Office) -> dict[str, int]:
    """Monday's digest for Team Nord, for Distrikt 2 and for every team."""
    async with store.working() as session:
        rows = {
            name: Schedule(kind="weekly_digest", team_id=team, weekday=0, at=dt.time(8), created_at=NINE)
            for name, team in (("nord", office.nord), ("distrikt2", office.distrikt2), ("all", None))
        }
        session.add_all(rows.values())
        await session.flush()
        return {name: row.id for name, row in rows.items()}


async def test_an_administrator_adds_a_schedule_with_the_form(store: Store, office: Office) -> None:
    facts = await ask(store, office.freja, form=FORM)
    (line,) = facts["schedules"]
    assert (line["target"], line["when"], line["next"]) == (
        "Team Nord",
        {"weekday": 0, "at": "08:00"},
        "2026-11-30T08:00:00+01:00",
    )
    assert (facts["done"], facts["may_change"]) == ("added", True)
    (row,) = await stored(store)
    assert (row.created_by, row.team_id, row.holidays, row.if_empty) == ("freja", office.nord, "after", "skip")


async def test_the_form_sent_twice_adds_one_schedule(store: Store, office: Office) -> None:
    for _ in range(2):
        await ask(store, office.freja, form=FORM)
    assert len(await stored(store)) == 1


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("kind", "digt"),
        ("kind", ""),
        ("team", "Team Syd"),
        ("team", ""),
        ("weekday", "7"),
        ("weekday", "festdag"),
        ("time", "25:00"),
        ("time", "morgen"),
        ("time", "08:00:61x"),
        ("time", None),
    ],
)
async def test_a_form_that_will_not_do_comes_back_with_the_reason_and_changes_nothing(
    store: Store, office: Office, field: str, value: str | None
) -> None:
    facts = await ask(store, office.freja, form=FORM | {field: value})
    assert (facts["template"], facts["problem"]) == ("forms/schedule", field)
    assert await stored(store) == []


async def test_a_leader_adds_for_their_own_team_only(store: Store, office: Office) -> None:
    await ask(store, office.bo, form=FORM)
    for team in ("Distrikt 2", "all"):
        facts = await ask(store, office.bo, form=FORM | {"team": team})
        assert facts["problem"] == "team"
    assert [row.team_id for row in await stored(store)] == [office.nord]


@pytest.mark.parametrize("who", ["anna", "dorte", "erik"])
@pytest.mark.parametrize("do", ["new", "add", "pause", "resume", "remove", "preview"])
async def test_others_change_nothing_and_see_no_schedules(
    store: Store, office: Office, three: dict[str, int], who: str, do: str
) -> None:
    facts = await ask(store, getattr(office, who), form=FORM | {"do": do, "schedule": three["nord"]})
    assert facts == {"refused": "not_your_role", "template": "answers/refused"}
    shown = await ask(store, getattr(office, who), "vis mine påmindelser")
    assert (shown["schedules"], shown["may_change"]) == ([], False)


@pytest.mark.parametrize("do", ["pause", "resume", "remove", "preview", "edit", "change"])
async def test_a_leader_cannot_touch_another_teams_schedule(
    store: Store, office: Office, three: dict[str, int], do: str
) -> None:
    for name in ("distrikt2", "all"):
        with pytest.raises(NotYoursError):
            await press(store, office.bo, do, three[name])
    with pytest.raises(NotYoursError):
        await press(store, office.bo, do, 999)


async def test_a_teams_channel_hears_of_that_teams_schedules_alone(
    store: Store, office: Office, three: dict[str, int]
) -> None:
    facts = await ask(store, office.freja, "påmindelser", place=Place.CHANNEL, channel_team_id=office.nord)
    assert [line["target"] for line in facts["schedules"]] == ["Team Nord", "all"]


async def test_a_text_opens_the_form_filled_in_and_adds_nothing(store: Store, office: Office) -> None:
    text = "lav ugebrev mandag kl 8 til Team Nord"
    facts = await ask(store, office.freja, text, slots=Slots(team="Team Nord"))
    assert facts["template"] == "forms/schedule"
    assert facts["values"] == {"kind": "weekly_digest", "team": "Team Nord", "weekday": "0", "time": "08:00"}
    assert facts["teams"] == ["all", "Distrikt 2", "Team Nord"]
    assert await stored(store) == []


async def test_a_leaders_form_offers_the_teams_they_lead(store: Store, office: Office) -> None:
    facts = await ask(store, office.bo, "opret et ugebrev")
    kinds = [kind for kind in REMINDERS if kind != "log_control"]  # an administrator's alone
    assert (facts["kinds"], facts["teams"]) == (kinds, ["Team Nord"])


async def test_a_log_control_is_monthly_and_set_up_by_administrators_alone(store: Store, office: Office) -> None:
    opened = await ask(store, office.freja, "opret logkontrol for alle teams")
    assert opened["values"] == {"kind": "log_control", "monthly": "first"}
    refused = await ask(store, office.bo, "opret logkontrol")
    assert (refused["template"], refused["values"]) == ("forms/schedule", {})
    form = FORM | {"kind": "log_control", "monthly": "usual"}
    assert (await ask(store, office.bo, form=form))["problem"] == "kind"
    (line,) = (await ask(store, office.freja, form=form | {"team": "all"}))["schedules"]
    assert (line["kind"], line["target"], line["when"]["monthly"]) == ("log_control", "all", "first")


async def test_a_preview_of_the_log_control_shows_the_administrator_the_real_one(store: Store, office: Office) -> None:
    before = {"at": NINE - dt.timedelta(days=30), "question": "case", "place": "personal", "outcome": "answered"}
    async with store.working() as session:
        await add_case(session, "C-1", office.distrikt2, "carl")
        session.add_all(
            [
                AccessLog(staff_id="anna", case_number="C-1", **before),
                AccessLog(staff_id="erik", case_number="C-1", **before),
            ]
        )
    facts = await ask(store, office.freja, form={"do": "preview", "kind": "log_control"})
    assert (facts["made_up"], facts["look_ups"], facts["outside"]) == (False, 2, 1)
    assert [one["staff"] for one in facts["items"]] == ["anna"]
    facts = await ask(store, office.bo, form={"do": "preview", "kind": "log_control"})
    assert facts["made_up"]


async def test_a_milestone_report_is_monthly_unless_something_else_is_said(store: Store, office: Office) -> None:
    opened = await ask(store, office.bo, "opret en milepælsrapport")
    assert opened["values"] == {"kind": "milestone_report", "monthly": "first"}
    opened = await ask(store, office.bo, "opret en milepælsrapport den 15. i hver måned")
    assert opened["values"] == {"kind": "milestone_report", "monthly": "15"}


async def test_the_form_sets_a_monthly_schedule_up(store: Store, office: Office) -> None:
    facts = await ask(store, office.bo, form=FORM | {"kind": "milestone_report", "monthly": "last"})
    (line,) = facts["schedules"]
    assert (line["kind"], line["when"]) == ("milestone_report", {"weekday": 0, "at": "08:00", "monthly": "last"})
    assert line["next"] == "2026-11-30T08:00:00+01:00"


async def test_a_rhythm_there_is_none_of_is_asked_for_again(store: Store, office: Office) -> None:
    facts = await ask(store, office.bo, form=FORM | {"monthly": "32"})
    assert (facts["problem"], await stored(store)) == ("monthly", [])


ALERT = FORM | {"kind": "budget_alert", "monthly": "day", "time": "07:00"}


async def test_a_budget_alert_is_set_up_daily_with_its_limit(store: Store, office: Office) -> None:
    opened = await ask(store, office.bo, "opret budgetvarsel ved 3,5 % kl. 7", slots=Slots(team="Team Nord"))
    assert opened["values"] == {
        "kind": "budget_alert",
        "team": "Team Nord",
        "monthly": "day",
        "time": "07:00",
        "limit": "3.5",
    }
    facts = await ask(store, office.bo, form=FORM | opened["values"])
    (line,) = facts["schedules"]
    assert (line["when"], line["limit_pct"], line["next"]) == (
        {"weekday": 0, "at": "07:00", "daily": True},
        3.5,
        "2026-11-24T07:00:00+01:00",
    )


@pytest.mark.parametrize(("given", "limit"), [({}, "2.00"), ({"limit": "2,5"}, "2.50"), ({"limit": 4}, "4.00")])
async def test_without_a_limit_the_usual_one_holds(
    store: Store, office: Office, given: dict[str, Any], limit: str
) -> None:
    await ask(store, office.bo, form=ALERT | given)
    assert [str(row.limit_pct) for row in await stored(store)] == [limit]


@pytest.mark.parametrize("limit", ["0", "-1", "101", "2,55", "to", "0,0"])
async def test_a_limit_that_will_not_do_is_asked_for_again(store: Store, office: Office, limit: str) -> None:
    facts = await ask(store, office.bo, form=ALERT | {"limit": limit})
    assert (facts["problem"], facts["values"]["limit"], await stored(store)) == ("limit", "2", [])


async def test_another_time_keeps_the_limit_and_another_limit_holds(store: Store, office: Office) -> None:
    await ask(store, office.bo, form=ALERT | {"limit": "3"})
    (row,) = await stored(store)
    opened = await press(store, office.bo, "edit", row.id)
    assert (opened["values"]["monthly"], opened["values"]["limit"]) == ("day", "3.00")
    await ask(store, office.bo, form=ALERT | {"do": "change", "schedule": row.id, "time": "06:30"})
    await ask(store, office.bo, form=ALERT | {"do": "change", "schedule": row.id, "time": "06:30", "limit": "5"})
    (row,) = await stored(store)
    assert (row.at, str(row.limit_pct), row.daily) == (dt.time(6, 30), "5.00", True)


async def test_what_has_no_limit_stores_none(store: Store, office: Office) -> None:
    await ask(store, office.bo, form=FORM | {"limit": "3"})
    assert [row.limit_pct for row in await stored(store)] == [None]


@pytest.mark.parametrize(
    ("kind", "monthly", "daily", "limit"),
    [
        ("weekly_digest", None, False, None),
        ("budget_alert", None, True, "2.00"),
        ("budget_status", "before 10", False, None),
    ],
)
async def test_a_form_left_as_it_opens_gives_the_kind_its_own_rhythm(
    store: Store, office: Office, kind: str, monthly: str | None, daily: bool, limit: str | None
) -> None:
    opened = await press(store, office.bo, "new")
    assert "monthly" not in opened["values"]
    await ask(store, office.bo, form=FORM | {"kind": kind, "monthly": "usual"})
    (row,) = await stored(store)
    assert (row.monthly, row.daily, row.limit_pct and str(row.limit_pct)) == (monthly, daily, limit)


async def test_a_budget_status_is_set_up_to_be_ready_before_a_day(store: Store, office: Office) -> None:
    opened = await ask(store, office.bo, "opret budgetstatus klar senest den 12.", slots=Slots(team="Team Nord"))
    assert (opened["values"]["kind"], opened["values"]["monthly"]) == ("budget_status", "before 12")
    facts = await ask(store, office.bo, form=FORM | opened["values"])
    (line,) = facts["schedules"]
    assert (line["when"]["monthly"], line["next"]) == ("before 12", "2026-12-11T08:00:00+01:00")


@pytest.mark.parametrize("kind", ["budget_alert", "budget_status"])
async def test_an_administrator_previews_the_budget_with_made_up_figures(
    store: Store, office: Office, kind: str
) -> None:
    facts = await ask(store, office.freja, form={"do": "preview", "kind": kind, "team": "Team Nord"})
    assert (facts["made_up"], facts["template"], facts["teams"]) == (True, "", ["Team Nord"])
    amounts = [amount for amount in re.findall(r"'(-?\d+(?:\.\d+)?)'", str(facts)) if amount]
    assert amounts
    assert all(re.fullmatch(r"-?\d+\.\d\d", amount) for amount in amounts)
    real = await ask(store, office.bo, form={"do": "preview", "kind": kind, "team": "Team Nord"})
    assert (real["made_up"], real["nothing_to_tell"]) == (False, True)


async def test_a_kind_named_means_the_schedules_of_that_kind(store: Store, office: Office) -> None:
    await ask(store, office.bo, form=FORM)
    await ask(store, office.bo, form=FORM | {"kind": "milestone_report", "monthly": "first"})
    await ask(store, office.bo, "slet milepælsrapporten")
    assert [(row.kind, row.removed_at is None) for row in await stored(store)] == [
        ("weekly_digest", True),
        ("milestone_report", False),
    ]


async def test_a_personal_reminder_is_not_previewed_in_a_channel(store: Store, office: Office) -> None:
    form = {"do": "preview", "kind": "transition_watch", "team": "Team Nord"}
    facts = await ask(store, office.bo, form=form, place=Place.CHANNEL, channel_team_id=office.nord)
    assert facts["refused"] == "wrong_place"


async def test_a_text_pauses_for_the_weeks_it_names(store: Store, office: Office, three: dict[str, int]) -> None:
    weeks = Period(dt.date(2027, 7, 19), dt.date(2027, 8, 8))
    facts = await ask(store, office.bo, "stop ugebrev i uge 29-31", slots=Slots(period=weeks))
    paused = {row.id: (row.paused_from, row.paused_until) for row in await stored(store)}
    assert paused == {
        three["nord"]: (weeks.start, weeks.end),
        three["distrikt2"]: (None, None),
        three["all"]: (None, None),
    }
    assert facts["done"] == "paused"


async def test_a_pause_that_is_over_changes_nothing(store: Store, office: Office, three: dict[str, int]) -> None:
    past = Period(TODAY - dt.timedelta(days=20), TODAY - dt.timedelta(days=10))
    facts = await ask(store, office.freja, "pause ugebrevet", slots=Slots(period=past))
    assert (facts["problem"], facts["template"]) == ("period_past", "answers/not_done")
    assert {row.paused_from for row in await stored(store)} == {None}


async def test_buttons_pause_resume_and_remove_one_schedule(
    store: Store, office: Office, three: dict[str, int]
) -> None:
    facts = await press(store, office.bo, "pause", three["nord"])
    of_nord = next(line for line in facts["schedules"] if line["id"] == three["nord"])
    assert (of_nord["paused"], of_nord["next"]) == (True, None)
    facts = await press(store, office.bo, "resume", three["nord"])
    assert [line["paused"] for line in facts["schedules"]] == [False, False]
    facts = await press(store, office.bo, "remove", three["nord"])
    assert [line["id"] for line in facts["schedules"]] == [three["all"]]
    assert next(row.removed_at for row in await stored(store) if row.id == three["nord"]) == NINE


async def test_a_text_removes_only_what_it_names_for_certain(
    store: Store, office: Office, three: dict[str, int]
) -> None:
    await ask(store, office.freja, "slet ugebrevet")
    assert [row.removed_at for row in await stored(store)] == [None, None, None]
    await ask(store, office.freja, "slet ugebrevet til Team Nord", slots=Slots(team="Team Nord"))
    assert [row.removed_at for row in await stored(store)] == [NINE, None, None]


async def test_another_day_keeps_the_schedule_and_its_policies(
    store: Store, office: Office, three: dict[str, int]
) -> None:
    opened = await ask(store, office.bo, "flyt ugebrevet til tirsdag kl. 9.30")
    stands = {"kind": "weekly_digest", "team": "Team Nord", "monthly": "week"}
    assert opened["values"] == {**stands, "weekday": "1", "time": "09:30"}
    await ask(store, office.bo, form=opened["values"] | {"do": "change", "schedule": opened["schedule"]})
    row = (await stored(store))[0]
    assert (row.weekday, row.at, row.changed_at, row.holidays) == (1, dt.time(9, 30), NINE, "after")


async def test_a_leader_sees_the_team_an_administrator_made_up_figures(
    store: Store, office: Office, three: dict[str, int]
) -> None:
    async with store.working() as session:
        case = await add_case(session, "2026-0001", office.nord, "anna")
        due = TODAY - dt.timedelta(days=3)
        session.add(
            Deadline(case_id=case.id, rule="follow_up", opened=case.opened, due=due, act_by=due, closed=dt.date.max)
        )
    real = await press(store, office.bo, "preview", three["nord"])
    made_up = await press(store, office.freja, "preview", three["nord"])
    assert [item["case"] for item in real["overdue"]["items"]] == ["2026-0001"]
    assert (real["made_up"], made_up["made_up"]) == (False, True)
    assert "2026-0001" not in str(made_up)
    assert set(made_up) == set(real)
    assert set(made_up["overdue"]["items"][0]) == set(real["overdue"]["items"][0])


async def test_a_quiet_team_previews_that_nothing_would_be_sent(
    store: Store, office: Office, three: dict[str, int]
) -> None:
    facts = await ask(store, office.bo, "prøv ugebrevet")
    assert (facts["nothing_to_tell"], facts["team"]) == (True, "Team Nord")
