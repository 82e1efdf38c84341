"""Who makes a channel a team's own, releases it or confirms a shared one, and what everybody else hears."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import select, update
from sqlalchemy.exc import DBAPIError

from bot.admin import channels
from bot.question import Ask, NotYoursError, Place
from bot.understanding.particulars import particulars
from bot.understanding.text import Typed
from storage.database import Store
from storage.queries.sending import notices
from storage.queries.sending.channels import NamedChannel
from storage.rules.access import Person, Scope
from storage.rules.calendar import Calendar
from storage.rules.slots import Slots
from storage.schema import Binding, Conversation, Notice
from tests.bot.answered import json_of
from tests.conftest import TODAY, Office

NINE = dt.datetime.combine(TODAY, dt.time(8), dt.UTC)
HERE: dict[str, Any] = {"place": Place.CHANNEL, "conversation_id": "19:a;messageid=7"}


async def ask(store: Store, person: Person, text: str = "", **given: Any) -> dict[str, Any]:
    """The facts a person gets in the channel 19:a, unless another place is given."""
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
            place=Place.CHANNEL,
            particulars=particulars(Typed.of(text).folded),
        )
        return json_of(await channels.answer(replace(asked, **{**HERE, **given})))


async def bind(store: Store, person: Person, team: str = "Team Nord", **given: Any) -> dict[str, Any]:
    return await ask(store, person, f"bind denne kanal til {team}", slots=Slots(team=team), **given)


async def press(store: Store, person: Person, do: str, **form: Any) -> dict[str, Any]:
    return await ask(store, person, form={"do": do, **form})


async def add_channels(store: Store, *names: str, **columns: Any) -> None:
    given = {"kind": "channel", "channel_id": "msteams", "service_url": "http://127.0.0.1:9/", "installed_at": NINE}
    async with store.working() as session:
        session.add_all([Conversation(conversation_id=name, **given | columns) for name in names])


async def bound(store: Store) -> dict[str, int | None]:
    async with store.working() as session:
        rows = await session.execute(select(Conversation.conversation_id, Conversation.team_id))
        return {row.conversation_id: row.team_id for row in rows}


@pytest.fixture(autouse=True)
async def two_channels(store: Store, office: Office) -> None:
    await add_channels(store, "19:a", "19:b", teams_team_name="Familien")


@pytest.mark.parametrize(
    "text",
    [
        "bind denne kanal til Team Nord",
        "bind kanalen til Team Nord",
        "denne kanal er for Team Nord",
        "denne kanal er Team Nord",
        "knyt den her kanal til Team Nord",
        "brug denne kanal til Team Nord",
        "this channel is for Team Nord",
        "link this channel to Team Nord",
        "Bind kanalen til teamnord, tak",
        "Hej Sagspuls, bind denne kanal til Team Nord",
        "vær sød at binde denne kanal til team nord",
        "kan du lige knytte kanalen til teamet Team Nord",
        "bind kanal til Team Nord",
        "denne kanal skal høre til Team Nord fremover",
        "kanalen tilhører Team Nord",
        "sæt denne kanal til Team Nord",
        "denne kanal er Team Nords",
        "Could you please bind this channel to Team Nord",
        "this channel belongs to Team Nord now",
    ],
)
async def test_an_administrator_and_the_teams_leader_make_a_channel_the_teams(
    store: Store, office: Office, text: str
) -> None:
    for person in (office.freja, office.bo):
        facts = await ask(store, person, text, slots=Slots(team="Team Nord"))
        assert facts == {"done": "bound", "team": "Team Nord", "former": None, "taken_from": None}
    assert await bound(store) == {"19:a": office.nord, "19:b": None}


@pytest.mark.parametrize(
    "text",
    [
        "er denne kanal for Team Nord?",
        "denne kanal er ikke for Team Nord",
        "bind ikke denne kanal til Team Nord",
        "don't bind this channel to Team Nord",
        "hvilken kommunal enhed er denne kanal for?",
        "frigør denne kanal?",
        "send et link om Team Nord i kanalen",
        "denne kanal er dejlig",
        "denne kanal er god for Team Nord",
        "denne kanal er fuld af spam fra Team Nord",
        "denne kanal er for larmende, siger Team Nord",
        "denne kanal er Team Nords værste",
        "denne kanal er måske for Team Nord",
        "denne kanal er bundet til Team Nord",
        "bind denne kanal til Team Nord i morgen",
        "bind denne kanal til Team Nord eller Distrikt 2",
        "brug denne kanal til at skrive om Team Nord",
        "hvis jeg skriver bind denne kanal til Team Nord",
        "this channel is noisy because of Team Nord",
        "use this channel for complaints about Team Nord",
        "do not bind this channel to Team Nord",
        "hvad i denne kanal er overskredet for Team Nord",
    ],
)
async def test_what_is_asked_or_denied_changes_nothing(store: Store, office: Office, text: str) -> None:
    facts = await ask(store, office.freja, text, slots=Slots(team="Team Nord"))
    assert facts["choices"] == ["Distrikt 2", "Team Nord"]
    assert await bound(store) == {"19:a": None, "19:b": None}


async def test_who_did_it_and_when_is_kept(store: Store, office: Office) -> None:
    await bind(store, office.bo)
    await ask(store, office.freja, "frigør denne kanal")
    async with store.working() as session:
        rows = (await session.scalars(select(Binding).order_by(Binding.id))).all()
    assert [(row.team_id, row.staff_id, row.at) for row in rows] == [
        (office.nord, "bo", NINE),
        (None, "freja", NINE),
    ]


async def test_a_team_has_one_channel_and_is_told_where_it_came_before(store: Store, office: Office) -> None:
    await bind(store, office.freja, conversation_id="19:b")
    facts = await bind(store, office.bo)
    assert facts["former"]["teams_team"] == "Familien"
    assert await bound(store) == {"19:a": office.nord, "19:b": None}


async def test_a_channel_taken_over_says_whose_it_was(store: Store, office: Office) -> None:
    await bind(store, office.freja, "Distrikt 2")
    facts = await bind(store, office.freja)
    assert facts["taken_from"] == "Distrikt 2"


async def test_a_list_to_choose_from_shows_only_what_the_asker_may_choose(store: Store, office: Office) -> None:
    shown = {
        name: (await ask(store, getattr(office, name)))["choices"]
        for name in ("anna", "bo", "carl", "dorte", "erik", "freja")
    }
    nobody: list[str] = []
    assert shown == {
        "anna": nobody,
        "bo": ["Team Nord"],
        "carl": nobody,
        "dorte": nobody,
        "erik": nobody,
        "freja": ["Distrikt 2", "Team Nord"],
    }


async def test_a_card_pressed_by_another_is_decided_by_who_presses(store: Store, office: Office) -> None:
    for person in (office.anna, office.carl, office.dorte, office.erik):
        assert await press(store, person, "bind", team="Team Nord") == {"refused": "not_your_role"}
    assert (await press(store, office.bo, "bind", team="Distrikt 2"))["refused"] == "not_yours"
    assert await bound(store) == {"19:a": None, "19:b": None}
    await press(store, office.bo, "bind", team="Team Nord")
    assert await bound(store) == {"19:a": office.nord, "19:b": None}


async def test_who_may_not_choose_and_asks_in_words_hears_how_it_stands(store: Store, office: Office) -> None:
    facts = await bind(store, office.anna)
    assert (facts["team"], facts["choices"], facts["problem"]) == (None, [], None)
    assert await bound(store) == {"19:a": None, "19:b": None}


async def test_a_leader_takes_and_frees_no_channel_of_another_team(store: Store, office: Office) -> None:
    await bind(store, office.freja, "Distrikt 2")
    for refused in (await bind(store, office.bo), await ask(store, office.bo, "frigør denne kanal")):
        assert (refused["refused"], refused["problem"]) == ("not_yours", "not_theirs")
    assert (await ask(store, office.bo))["choices"] == []
    assert await bound(store) == {"19:a": office.distrikt2, "19:b": None}


async def test_row_security_lets_nobody_else_move_a_channel(store: Store, office: Office) -> None:
    await bind(store, office.freja, "Distrikt 2")
    move = update(Conversation).values(team_id=office.nord)
    for who in ("anna", "bo", "carl", "dorte", "erik"):
        async with store.asking(who) as session:
            await session.execute(move.where(Conversation.conversation_id == "19:a"))
    assert (await bound(store))["19:a"] == office.distrikt2
    theirs = update(Conversation).values(team_id=office.distrikt2).where(Conversation.conversation_id == "19:b")
    with pytest.raises(DBAPIError, match="row-level security"):
        async with store.asking("bo") as session:
            await session.execute(theirs)


async def test_a_team_nobody_knows_is_asked_for_anew(store: Store, office: Office) -> None:
    for facts in (
        await bind(store, office.freja, "Team Syd"),
        await ask(store, office.freja, "bind denne kanal"),
        await press(store, office.freja, "bind", team=""),
    ):
        assert (facts["problem"], facts["choices"]) == ("which_team", ["Distrikt 2", "Team Nord"])


async def test_a_private_chat_is_no_channel_and_shows_which_channel_is_whose(store: Store, office: Office) -> None:
    await bind(store, office.freja)
    private: dict[str, Any] = {"place": Place.PRIVATE, "conversation_id": "a:freja"}
    assert await bind(store, office.freja, **private) == {"problem": "not_a_channel"}
    told = {
        person.id: [(line["team"], bool(line["place"])) for line in (await ask(store, person, **private))["channels"]]
        for person in (office.anna, office.bo, office.freja)
    }
    assert told == {
        "anna": [],
        "bo": [("Team Nord", True)],
        "freja": [("Distrikt 2", False), ("Team Nord", True)],
    }


async def test_a_channel_the_bot_left_cannot_be_bound(store: Store, office: Office) -> None:
    await add_channels(store, "19:gone", removed_at=NINE)
    assert await bind(store, office.freja, conversation_id="19:gone") == {"problem": "not_a_channel"}


async def test_a_group_chat_is_no_channel_of_a_team(store: Store, office: Office) -> None:
    await add_channels(store, "19:group", kind="group")
    for person in (office.bo, office.freja):
        assert await bind(store, person, conversation_id="19:group") == {"problem": "not_a_channel"}
    assert (await bound(store))["19:group"] is None


async def test_a_place_nobody_knows_is_told_like_a_channel_of_no_team(store: Store, office: Office) -> None:
    told = await ask(store, office.freja, "hvilket team er denne kanal for?", conversation_id="19:nowhere")
    assert (told["team"], told["choices"], told["may_confirm"]) == (None, [], False)


SHARED: dict[str, Any] = {"conversation_id": "19:shared"}
NAMED = "bekræft den delte kanal *Fælles med Nabokommune*"


@pytest.fixture
async def shared_channel(store: Store) -> None:
    await add_channels(store, "19:shared", channel_type="shared", teams_channel_name="Fælles med Nabokommune")


async def confirmed(store: Store) -> str | None:
    async with store.working() as session:
        shared = Conversation.conversation_id == "19:shared"
        return await session.scalar(select(Conversation.confirmed_by).where(shared))


@pytest.mark.usefixtures("shared_channel")
async def test_a_shared_channel_is_bound_only_after_an_administrator_confirmed_it_by_name(
    store: Store, office: Office
) -> None:
    for person in (office.freja, office.bo):
        assert (await bind(store, person, **SHARED))["problem"] == "unconfirmed"
    for person in (office.anna, office.bo, office.erik):
        assert await ask(store, person, NAMED, **SHARED) == {"refused": "not_your_role"}
    assert (await ask(store, office.freja, "bekræft den delte kanal", **SHARED))["problem"] == "unconfirmed"
    assert await confirmed(store) is None
    assert (await ask(store, office.freja, NAMED, **SHARED))["done"] == "confirmed"
    assert await confirmed(store) == "freja"
    assert (await bind(store, office.bo, **SHARED))["done"] == "bound"


@pytest.mark.usefixtures("shared_channel")
async def test_a_shared_channel_is_confirmed_from_the_administrators_own_chat_too(store: Store, office: Office) -> None:
    private: dict[str, Any] = {"place": Place.PRIVATE, "conversation_id": "a:freja"}
    other = await ask(store, office.freja, "bekræft den delte kanal Noget andet", **private)
    assert other == {"problem": "which_channel"}
    assert (await ask(store, office.freja, NAMED, **private))["done"] == "confirmed"


@pytest.mark.usefixtures("shared_channel")
async def test_the_button_of_one_shared_channel_confirms_no_other(store: Store, office: Office) -> None:
    await add_channels(store, "19:other", channel_type="shared", teams_channel_name="En anden")
    told = await ask(store, office.freja, **SHARED)
    assert told["may_confirm"]
    form = {"do": "confirm", "place": told["place"]["id"]}
    elsewhere = await ask(store, office.freja, form=form, conversation_id="19:other")
    assert elsewhere["problem"] == "unconfirmed"
    assert (await ask(store, office.freja, form=form, **SHARED))["done"] == "confirmed"


async def test_an_ordinary_channel_has_nothing_to_confirm(store: Store, office: Office) -> None:
    assert (await ask(store, office.freja, NAMED))["problem"] == "not_shared"


@pytest.fixture
async def asked(store: Store, office: Office) -> int:
    """Team Nord has the channel 19:a; the Team of 19:b is called Team Nord now too, and administrators are asked."""
    await bind(store, office.freja)
    async with store.working() as session:
        row = (await session.scalars(select(Conversation).where(Conversation.conversation_id == "19:b"))).one()
        row.teams_team_name = "team nord"
        await notices.ask_about_name(
            session, NamedChannel(row.id, office.nord, "renamed"), NINE, former_name="Julefrokost"
        )
        return await session.scalar(select(Notice.id)) or 0


async def test_yes_moves_the_digest_and_no_leaves_it(store: Store, office: Office, asked: int) -> None:
    assert (await bound(store))["19:b"] is None
    facts = await press(store, office.freja, "yes", notice=asked)
    assert (facts["done"], facts["team"], facts["place"]["teams_team"]) == ("bound_there", "Team Nord", "team nord")
    assert await bound(store) == {"19:a": None, "19:b": office.nord}
    assert await press(store, office.freja, "no", notice=asked) == {"problem": "answered"}
    assert await bound(store) == {"19:a": None, "19:b": office.nord}


async def test_no_leaves_everything_and_a_late_yes_changes_nothing(store: Store, office: Office, asked: int) -> None:
    assert await press(store, office.freja, "no", notice=asked) == {"done": "kept"}
    assert await press(store, office.freja, "yes", notice=asked) == {"problem": "answered"}
    assert await bound(store) == {"19:a": office.nord, "19:b": None}


async def test_only_an_administrator_answers_what_administrators_are_asked(
    store: Store, office: Office, asked: int
) -> None:
    for person in (office.anna, office.bo, office.dorte, office.erik, office.carl):
        assert await press(store, person, "yes", notice=asked) == {"refused": "not_your_role"}
    for number in (asked + 1, "x", "", None):
        with pytest.raises(NotYoursError):
            await press(store, office.freja, "yes", notice=number)
    assert await bound(store) == {"19:a": office.nord, "19:b": None}


async def test_a_team_renamed_once_more_before_the_answer_moves_nothing(
    store: Store, office: Office, asked: int
) -> None:
    async with store.working() as session:
        row = (await session.scalars(select(Conversation).where(Conversation.conversation_id == "19:b"))).one()
        row.teams_team_name = "Julefrokost"
    assert await press(store, office.freja, "yes", notice=asked) == {"problem": "changed"}
    assert await bound(store) == {"19:a": office.nord, "19:b": None}
