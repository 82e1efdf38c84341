"""What an activity says: the words without the mention, and the place without the thread."""

from __future__ import annotations

from typing import Any

import pytest
from botbuilder.schema import Activity

from bot.turn import Turn, spoken
from tests.bot.conftest import BOT, event, in_channel, personal
from tests.fake_channel import FakeTeams

TEAMS = FakeTeams(url="http://127.0.0.1:9800/")
ANNA = {"id": "29:anna", "name": "Anna Holm"}


def read(activity: dict[str, Any]) -> Any:
    return Activity().deserialize(activity)


def mention(who: dict[str, str], text: str) -> dict[str, Any]:
    return {"type": "mention", "mentioned": who, "text": text}


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("<at>Sagspuls</at> hvor mange sager?", "hvor mange sager?"),
        ("hej <at>Sagspuls</at>, hvor mange?", "hej , hvor mange?"),
        ("<at>Sagspuls</at>", ""),
        ("<at>Sagspuls</at>&nbsp;hvad\u00a0haster?\r\n", "hvad haster?"),
        ("<p>hvad</p><p>haster <b>mest</b>?</p>", "hvad haster mest?"),
        ("sager &gt; 25 &amp; &lt; 30", "sager > 25 & < 30"),
        ("over <25 sager", "over <25 sager"),
        ("hvor\u200b mange\x07 sager\u202e?", "hvor mange sager?"),
        ("a\u030abne sager", "åbne sager"),
        ("   ", ""),
    ],
)
def test_the_words_are_read_as_they_were_meant(text: str, meant: str) -> None:
    activity = personal(TEAMS, text, entities=[mention(BOT, "<at>Sagspuls</at>")])
    assert spoken(read(activity)) == meant


def test_only_the_bots_own_mention_is_taken_out() -> None:
    text = "<at>Sagspuls</at> hvor mange sager har <at>Anna Holm</at>?"
    activity = in_channel(TEAMS, text)
    activity["entities"].append(mention(ANNA, "<at>Anna Holm</at>"))
    assert spoken(read(activity)) == "hvor mange sager har Anna Holm?"


def test_a_mention_without_its_entity_is_known_by_the_bots_name() -> None:
    assert spoken(read(in_channel(TEAMS, "<at>sagspuls</at> hej", entities=None))) == "hej"


def test_a_text_left_out_is_empty() -> None:
    assert spoken(read(personal(TEAMS, text=None))) == ""


@pytest.mark.parametrize(
    ("conversation", "data", "kind"),
    [
        ({"conversationType": "personal"}, {}, "personal"),
        ({"id": "a:x"}, {}, "personal"),
        ({}, {}, "group"),
        ({"conversationType": "personal", "isGroup": True}, {}, "group"),
        ({"conversationType": "channel", "isGroup": True}, {}, "channel"),
        ({}, {"team": {"id": "19:team"}}, "channel"),
        ({"conversationType": "groupChat", "isGroup": True}, {}, "group"),
        ({"isGroup": True}, {}, "group"),
        ({"conversationType": "somethingNew"}, {}, "group"),
    ],
)
def test_places_several_people_read_are_never_taken_for_private(
    conversation: dict[str, Any], data: dict[str, Any], kind: str
) -> None:
    activity = personal(TEAMS, conversation={"id": "19:x", **conversation}, channelData=data)
    assert Turn(read(activity)).kind == kind


def test_an_answer_goes_into_the_thread_and_the_place_is_kept_without_it() -> None:
    turn = Turn(read(in_channel(TEAMS)))
    assert turn.address.conversation_id == "19:nord@thread.tacv2;messageid=1700000000000"
    assert turn.seen.conversation_id == "19:nord@thread.tacv2"
    assert (turn.seen.teams_team_id, turn.seen.teams_team_name) == ("19:team", "Team Nord")
    assert turn.seen.tenant_id == "kommunen"


def test_an_installation_is_about_the_channel_chosen() -> None:
    data = {"team": {"id": "19:team", "name": "Team Nord"}, "settings": {"selectedChannel": {"id": "19:valgt"}}}
    turn = Turn(read(event(TEAMS, "installationUpdate", action="add", channelData=data)))
    assert turn.address.conversation_id == turn.seen.conversation_id == "19:valgt"
    assert turn.seen.chosen
    assert (turn.user_id, turn.entra_id) == (None, None)


def test_an_account_is_the_same_in_big_and_small_letters() -> None:
    account: Any = {"id": "29:anna", "aadObjectId": "6A1F0C1E-58D4-4F0E-9A51-0D5A60000001"}
    assert Turn(read(personal(TEAMS) | {"from": account})).entra_id == account["aadObjectId"].lower()


def test_a_question_is_answered_where_it_was_asked_whatever_channel_it_says_was_chosen() -> None:
    told = in_channel(TEAMS)["channelData"] | {"settings": {"selectedChannel": {"id": "19:valgt"}}}
    turn = Turn(read(in_channel(TEAMS, channelData=told)))
    assert (turn.conversation_id, turn.seen.chosen) == ("19:nord@thread.tacv2", False)


def test_the_kind_of_the_first_channel_is_not_that_of_another_one() -> None:
    data = {"team": {"id": "19:team"}, "channel": {"id": "19:first", "name": "Generelt", "type": "standard"}}
    turn = Turn(read(in_channel(TEAMS, channelData=data)))
    assert (turn.channel_type, turn.seen.teams_channel_name) == (None, None)


@pytest.mark.parametrize(
    ("kind", "event_type", "concerned"),
    [
        ("shared", "", None),
        ("private", "", None),
        ("standard", "", "19:team"),
        (None, "", "19:team"),
        ("somethingNew", "", None),
        ("shared", "teamDeleted", "19:team"),
        ("standard", "channelMemberRemoved", None),
    ],
)
def test_what_befalls_a_channel_that_stands_alone_befalls_no_other(
    kind: str | None, event_type: str, concerned: str | None
) -> None:
    channel = {"id": "19:nord@thread.tacv2"} | ({"type": kind} if kind else {})
    data = {"team": {"id": "19:team"}, "channel": channel, "eventType": event_type}
    assert Turn(read(event(TEAMS, "conversationUpdate", channelData=data))).team_concerned == concerned
