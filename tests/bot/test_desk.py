"""The desk: who asks, what is meant, is it allowed, the answer, the log."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import event, select

from bot.desk import Desk, Incoming, Reply
from bot.question import Place
from bot.understanding.classifier import Model
from storage.database import ASKER, NO_TEAM, Store
from storage.rules.access import Person
from storage.schema import FOREVER, AccessLog, Deadline, Dialogue, Staff
from storage.settings import Settings
from tests.bot.conftest import MORNING, add_late_cases
from tests.conftest import TODAY, Office, add_case


@pytest.fixture
async def desk(store: Store, office: Office, model: Model) -> Desk:
    """A desk over Anna's case 2024-1183, twelve days late, and Carl's 2024-2000."""
    async with store.working() as session:
        await add_late_cases(session, office)
    return Desk(store, Settings(local=True), model)


async def ask(desk: Desk, who: Person | str, text: str = "", **given: Any) -> Reply:
    email = who if isinstance(who, str) else f"{who.id}@sagspuls.example"
    incoming = {"conversation_id": "c1", "place": Place.PRIVATE, "on": TODAY, **given}
    return await desk.answer(Incoming(text=text, email=email, **incoming))


async def log(store: Store) -> list[tuple[str | None, str, str | None, str, str]]:
    async with store.working() as session:
        rows = await session.scalars(select(AccessLog).order_by(AccessLog.id))
        return [(row.staff_id, row.question, row.case_number, row.place, row.outcome) for row in rows]


async def test_anna_is_told_what_is_overdue_and_what_the_data_is_dated(desk: Desk, office: Office) -> None:
    reply = await ask(desk, office.anna, "hvilke af mine frister er overskredet?")
    assert reply.question == "overdue"
    assert reply.message.facts["total"] == 1
    assert reply.message.facts["items"][0]["days_overdue"] == 12
    assert (reply.as_of, reply.data_as_of, reply.language) == (TODAY, MORNING, "da")
    assert reply.message.card is not None


async def test_text_and_button_give_the_same_facts(desk: Desk, office: Office) -> None:
    typed = await ask(desk, office.anna, "hvilke af mine frister er overskredet?")
    pressed = await ask(desk, office.anna, button={"question": "overdue", "slots": typed.slots})
    assert pressed.message.facts == typed.message.facts
    assert pressed.confidence == 1.0


async def test_every_answer_and_every_refusal_is_logged(desk: Desk, store: Store, office: Office) -> None:
    await ask(desk, office.anna, button={"question": "case", "slots": {"case": "2024-1183"}})
    await ask(desk, office.anna, button={"question": "case", "slots": {"case": "2024-2000"}})
    await ask(desk, office.freja, button={"question": "overdue"})
    await ask(desk, "nobody@sagspuls.example", "mine sager")
    logged = await log(store)
    assert logged[0] == ("anna", "case", "2024-1183", "personal", "answered")
    assert logged[1] == ("anna", "case", "2024-2000", "personal", "not_yours")
    assert logged[2] == ("freja", "overdue", None, "personal", "not_your_role")
    assert (logged[3][0], logged[3][4]) == (None, "unknown_person")


async def test_a_refusal_that_only_the_answer_can_decide_is_logged_as_one(
    desk: Desk, store: Store, office: Office
) -> None:
    reply = await ask(desk, office.anna, button={"question": "reminders", "do": "new"})
    assert reply.message.facts == {"refused": "not_your_role"}
    assert (await log(store))[-1][4] == "not_your_role"


async def test_someone_elses_case_and_an_unknown_one_cannot_be_told_apart(desk: Desk, office: Office) -> None:
    theirs = await ask(desk, office.anna, "hvad er status på sag 2024-2000")
    unknown = await ask(desk, office.anna, "hvad er status på sag 2024-2001")
    assert theirs.message == unknown.message
    assert theirs.message.facts == {"refused": "not_yours"}


@pytest.fixture
async def two_mettes(store: Store, office: Office) -> None:
    async with store.working() as session:
        for number, team in ((1, office.nord), (2, office.distrikt2)):
            email = f"mette{number}@sagspuls.example"
            roles = ["caseworker"]
            session.add(Staff(id=f"mette{number}", name=f"Mette {number}", email=email, team_id=team, roles=roles))


@pytest.mark.usefixtures("two_mettes")
@pytest.mark.parametrize(
    ("who", "place", "refused"),
    [
        ("carl", Place.PRIVATE, "not_yours"),
        ("freja", Place.PRIVATE, "not_your_role"),
        ("bo", Place.CHANNEL, "wrong_place"),
        ("freja", Place.CHANNEL, "not_your_role"),
    ],
)
async def test_a_name_that_fits_two_people_is_refused_like_one_that_fits_one(
    desk: Desk, office: Office, store: Store, who: str, place: Place, refused: str
) -> None:
    where = {"place": place, "channel_team_name": "Team Nord" if place is Place.CHANNEL else None}
    reply = await ask(desk, getattr(office, who), "hvor mange sager har Mette", **where)
    assert (reply.question, reply.message.facts) == ("caseload", {"refused": refused})
    assert "mette1" not in f"{reply.as_json()}"
    assert [row[4] for row in await log(store)] == [refused]


@pytest.mark.usefixtures("two_mettes")
async def test_a_name_that_fits_two_people_is_asked_back_about_where_one_may_be_named(
    desk: Desk, office: Office
) -> None:
    reply = await ask(desk, office.bo, "hvor mange sager har Mette")
    assert [who["staff"] for who in reply.message.facts["candidates"]] == ["mette1", "mette2"]


@pytest.mark.usefixtures("two_mettes")
async def test_which_of_two_was_meant_may_be_typed(desk: Desk, office: Office) -> None:
    await ask(desk, office.bo, "hvor mange sager har Mette", conversation_id="chat")
    reply = await ask(desk, office.bo, "mette1", conversation_id="chat")
    assert (reply.question, reply.slots) == ("caseload", {"staff": "mette1"})


async def test_a_stranger_learns_nothing_but_whom_to_ask(desk: Desk) -> None:
    reply = await ask(desk, "nobody@sagspuls.example", "hvad er status på sag 2024-1183")
    assert reply.message.facts == {"refused": "not_your_role"}
    assert reply.slots == {}
    assert "administrator" in reply.message.text


async def test_an_administrator_alone_sees_no_cases(desk: Desk, office: Office) -> None:
    reply = await ask(desk, office.freja, "hvilke sager er over fristen i Team Nord")
    assert reply.message.facts == {"refused": "not_your_role"}


async def test_a_cpr_is_neither_answered_echoed_nor_kept(desk: Desk, store: Store, office: Office) -> None:
    reply = await ask(desk, office.anna, "hva er der med lille 120514-4321")
    assert reply.message.facts == {"refused": "cpr_in_text"}
    async with store.working() as session:
        kept = [row.slots for row in await session.scalars(select(Dialogue))]
    assert "4321" not in f"{reply.as_json()} {await log(store)} {kept}"


async def test_a_cpr_as_a_case_slot_is_refused(desk: Desk, office: Office) -> None:
    reply = await ask(desk, office.anna, button={"question": "case", "slots": {"case": "1205144321"}})
    assert reply.message.facts == {"refused": "cpr_in_text"}
    assert reply.slots == {}


@pytest.mark.parametrize(
    "sent",
    [
        {"text": "hva med 120514\u200b-4321"},
        {"text": "hva med <b>120514</b>-4321"},
        {"button": {"question": "caseload", "slots": {"team": "120514-4321"}}},
        {"button": {"question": "caseload", "slots": {"limit": 1205144321}}},
        {"button": {"question": "plan", "slots": {"plan": "familien\n120514-4321"}}},
        {"button": {"question": "reminders", "do": "add", "team": "120514-4321"}},
        {"button": {"question": "reminders", "do": ["120514-4321"]}},
    ],
)
async def test_a_cpr_anywhere_in_what_is_sent_is_refused_and_not_kept(
    desk: Desk, store: Store, office: Office, sent: dict[str, Any]
) -> None:
    reply = await ask(desk, office.bo, **sent)
    assert (reply.message.facts, reply.slots) == ({"refused": "cpr_in_text"}, {})
    async with store.working() as session:
        kept = [row.slots for row in await session.scalars(select(Dialogue))]
    assert "4321" not in f"{reply.as_json()} {await log(store)} {kept}"


async def test_a_channel_named_after_a_cpr_is_logged_without_it(desk: Desk, store: Store, office: Office) -> None:
    await ask(desk, office.bo, "frister", place=Place.CHANNEL, channel_team_name="Familien 120514-4321")
    assert [row[3] for row in await log(store)] == ["team:Familien [CPR]"]


async def test_a_judgement_is_left_to_people(desk: Desk, office: Office) -> None:
    reply = await ask(desk, office.anna, "skal vi fjerne barnet")
    assert (reply.question, reply.message.facts) == ("none", {"refused": "judgement"})


async def test_only_what_the_asker_may_ask_and_gets_answered_is_offered(desk: Desk, office: Office) -> None:
    reply = await ask(desk, office.freja, "hvad er der til frokost")
    assert reply.question == "none"
    for_everyone = {"rule", "plan", "milestones", "sources", "reminders", "channel", "help"}
    of_an_administrator = {"digest", "deliveries", "access_log"}
    assert set(reply.message.facts["suggestions"]) <= for_everyone | of_an_administrator


async def test_personal_questions_are_not_answered_in_a_channel(desk: Desk, office: Office) -> None:
    reply = await ask(desk, office.anna, "hvad haster mest", place=Place.CHANNEL, channel_team_name="Team Nord")
    assert reply.message.facts == {"refused": "wrong_place"}


async def test_the_database_is_told_who_asks_and_in_which_teams_channel(
    desk: Desk, store: Store, office: Office
) -> None:
    told: list[tuple[str, str]] = []

    def note(_: object, __: object, statement: str, given: Any, *___: object) -> None:
        if "sagspuls.channel" in statement and given["role"] == ASKER:
            told.append((given["asker"], given["channel"]))

    event.listen(store.engine.sync_engine, "before_cursor_execute", note)
    await ask(desk, office.anna, "frister")
    for team in ("Team Nord", "Kaffeklubben"):
        await ask(desk, office.anna, "frister", place=Place.CHANNEL, channel_team_name=team)
    await ask(desk, "en-fremmed@sagspuls.example", "frister")
    event.remove(store.engine.sync_engine, "before_cursor_execute", note)
    assert told == [("anna", ""), ("anna", str(office.nord)), ("anna", str(NO_TEAM)), ("", "")]


async def test_a_channel_names_no_caseworkers(desk: Desk, store: Store, office: Office) -> None:
    reply = await ask(
        desk, office.anna, button={"question": "overdue"}, place=Place.CHANNEL, channel_team_name="Team Nord"
    )
    assert [item["case"] for item in reply.message.facts["items"]] == ["2024-1183"]
    assert "anna" not in f"{reply.as_json()}".lower()
    assert (await log(store))[-1][3] == "team:Team Nord"


async def test_bare_figures_find_the_one_case_the_asker_sees(desk: Desk, office: Office) -> None:
    reply = await ask(desk, office.anna, "hvad mangler før 1183 kan færdigmeldes")
    assert (reply.question, reply.slots["case"]) == ("case", "2024-1183")
    assert reply.message.facts["case"] == "2024-1183"


async def test_bare_figures_find_nobody_elses_case(desk: Desk, office: Office) -> None:
    reply = await ask(desk, office.carl, "hvad mangler før 1183 kan færdigmeldes")
    assert reply.message.facts == {"refused": "not_yours"}
    assert "case" not in reply.slots


async def test_bare_figures_replace_the_case_asked_about_before(desk: Desk, office: Office) -> None:
    await ask(desk, office.anna, "hvad er status på 2024-1183")
    reply = await ask(desk, office.anna, "og 1190?")
    assert (reply.question, reply.slots, reply.message.facts) == ("case", {}, {"refused": "not_yours"})


async def test_figures_that_fit_no_case_in_reach_are_no_reason_to_tell_of_all_the_others(
    desk: Desk, office: Office
) -> None:
    reply = await ask(desk, office.anna, "hvornår er næste frist i 4711")
    assert (reply.question, reply.message.facts) == ("upcoming", {"refused": "not_yours"})


async def test_a_case_left_unnamed_is_asked_for_and_then_answered(desk: Desk, office: Office) -> None:
    first = await ask(desk, office.anna, "hvad er status på sagen")
    assert (first.question, first.message.facts) == ("case", {"refused": "not_yours"})
    assert "2024-1183" in first.message.text
    then = await ask(desk, office.anna, "2024-1183")
    assert (then.question, then.message.facts["case"]) == ("case", "2024-1183")


async def test_the_next_question_leans_on_the_last(desk: Desk, office: Office) -> None:
    await ask(desk, office.anna, "hvilke frister har jeg i denne uge?")
    reply = await ask(desk, office.anna, "hvad med næste måned")
    assert reply.question == "upcoming"
    assert reply.slots["period"] == {"from": "2026-12-01", "to": "2026-12-31"}


async def test_a_list_asked_for_in_words_is_gone_on_with(desk: Desk, office: Office) -> None:
    first = await ask(desk, office.bo, "Hvilke posteringer mangler sag?")
    assert (first.question, first.slots, first.message.facts["check"]) == ("data_quality", {}, "postings_without_case")
    then = await ask(desk, office.bo, "og for Team Nord?")
    assert (then.question, then.message.facts["check"]) == ("data_quality", "postings_without_case")
    assert then.slots["team"] == "Team Nord"
    whole = await ask(desk, office.bo, "Hvad mangler der i data?")
    assert (whole.question, "check" in whole.message.facts) == ("data_quality", False)


async def test_what_a_colleagues_cases_cost_is_told_as_the_colleagues_or_not_at_all(desk: Desk, office: Office) -> None:
    assert (await ask(desk, office.anna, "Hvad koster Carls sager?")).message.facts == {"refused": "not_yours"}
    for who in (office.bo, office.erik):
        assert (await ask(desk, who, "Hvad koster Annas sager?")).slots == {"staff": "anna"}
    await ask(desk, office.erik, "Hvor mange sager har Carl?")
    reply = await ask(desk, office.erik, "Og hvad koster de?")
    assert (reply.question, reply.slots) == ("costs", {"staff": "carl"})


async def test_help_and_a_refusal_do_not_stand_in_the_way_of_the_next_turn(desk: Desk, office: Office) -> None:
    await ask(desk, office.anna, "hvilke frister har jeg i denne uge?")
    await ask(desk, office.anna, "hvad kan du")
    assert (await ask(desk, office.anna, "og Carl?")).message.facts == {"refused": "not_yours"}
    reply = await ask(desk, office.anna, "hvad med næste måned")
    assert (reply.question, "refused" in reply.message.facts) == ("upcoming", False)


async def test_more_of_a_list_is_shown_in_words_too(desk: Desk, store: Store, office: Office) -> None:
    async with store.working() as session:
        for number in range(3000, 3025):
            case = await add_case(session, f"2024-{number}", office.nord, "anna")
            session.add(
                Deadline(case_id=case.id, rule="follow_up", opened=case.opened, due=TODAY, act_by=TODAY, closed=FOREVER)
            )
    await ask(desk, office.anna, "hvilke frister har jeg de næste 14 dage?")
    for page in ("11-20", "21-25"):
        reply = await ask(desk, office.anna, "Vis flere")
        assert f"Viser {page} af 25" in str(reply.message.card)
        assert reply.question == "upcoming"


async def test_another_conversation_does_not_know_the_last_question(desk: Desk, office: Office) -> None:
    await ask(desk, office.anna, "hvilke frister har jeg i denne uge?")
    reply = await ask(desk, office.anna, "hvad med næste måned", conversation_id="c2")
    assert reply.question in {"clarify", "none"}


@pytest.mark.parametrize("text", ["", "   ", "🙂", "\u200b"])
async def test_nothing_said_gets_a_helpful_answer(desk: Desk, office: Office, text: str) -> None:
    reply = await ask(desk, office.anna, text)
    assert reply.message.text
    assert reply.message.card is not None


async def test_ten_thousand_characters_are_just_text(desk: Desk, office: Office) -> None:
    reply = await ask(desk, office.anna, "bla " * 2500)
    assert reply.question in {"none", "clarify"}
    assert "bla bla" not in f"{reply.as_json()}"


@pytest.mark.parametrize(
    "button",
    [
        {"question": "drop table"},
        {"question": ["overdue"]},
        {"question": "overdue", "slots": {"nonsense": 1}},
        {"question": "overdue", "slots": [1]},
        {"question": "overdue", "slots": {"period": "soon"}},
        {"question": "case", "slots": {"case": "\x00"}},
        {"question": "caseload", "slots": {"staff": "\ud800"}},
        {"question": "clarify"},
        {"slots": {}},
        {},
    ],
)
async def test_a_button_no_card_of_ours_carries_does_nothing(
    desk: Desk, office: Office, button: dict[str, Any]
) -> None:
    assert (await ask(desk, office.anna, button=button)).question == "none"


@pytest.mark.parametrize("chosen", [["da"], {"da": 1}, None, "fr"])
async def test_a_language_nobody_speaks_changes_nothing(desk: Desk, office: Office, chosen: Any) -> None:
    reply = await ask(desk, office.anna, button={"question": "language", "language": chosen})
    assert reply.message.facts == {"language": "da"}


@pytest.mark.parametrize(
    ("text", "day"),
    [("sagstal pr. 1/10", "1. oktober 2026"), ("hvor mange sager har jeg i oktober", "31. oktober 2026")],
)
async def test_a_past_day_is_answered_as_of_that_day(desk: Desk, office: Office, text: str, day: str) -> None:
    reply = await ask(desk, office.anna, text)
    assert reply.question == "caseload"
    assert reply.understood is not None
    assert day in reply.understood


async def test_a_year_that_has_not_begun_has_no_budget_to_show_yet(desk: Desk, office: Office) -> None:
    reply = await ask(desk, office.bo, "hvad er budgettet for 2027")
    assert (reply.question, reply.message.facts["day"]) == ("budget", "2026-11-23")
    assert reply.message.text.endswith("Jeg kan ikke vise, hvordan de ser ud i 2027.")


@pytest.mark.parametrize("text", ["hvor mange sager har jeg i dag", "hvor mange sager har jeg i november"])
async def test_a_time_that_holds_the_day_needs_no_word(desk: Desk, office: Office, text: str) -> None:
    reply = await ask(desk, office.anna, text)
    assert reply.question == "caseload"
    assert "Tallene er pr." not in reply.message.text


async def test_english_is_answered_in_english(desk: Desk, office: Office) -> None:
    reply = await ask(desk, office.anna, "How many of my cases are overdue?")
    assert (reply.question, reply.language) == ("overdue", "en")


async def test_a_button_of_an_english_card_is_answered_in_english_and_of_a_danish_one_in_danish(
    desk: Desk, office: Office
) -> None:
    english = {"question": "overdue", "lang": "en"}
    assert (await ask(desk, office.anna, button=english)).language == "en"
    chosen = await ask(desk, office.anna, button={"question": "language", "language": "en", "lang": "da"})
    assert (chosen.language, chosen.message.facts) == ("en", {"language": "en"})
    older = {"question": "overdue", "lang": "da"}
    assert (await ask(desk, office.anna, button=older)).language == "da"
    assert (await ask(desk, office.anna, button={"question": "overdue"})).language == "en"
