"""A press of a button on its way through the bot: answered in a post or in the response itself."""

from __future__ import annotations

from typing import Any

import pytest

from tests.bot.conftest import CARD, Caller, StandIn, personal
from tests.bot.inbox import FAILED
from tests.fake_channel import FakeTeams

BUTTON = {"question": "overdue", "slots": {"team": "Team Nord"}, "page": 2}


async def test_a_submit_button_asks_its_question_without_words(caller: Caller, teams: FakeTeams, desk: StandIn) -> None:
    await caller.post(personal(teams, text=None, value={**BUTTON, "msteams": {"type": "messageBack"}}))
    await teams.shows(1)
    assert (desk.asked[0].text, desk.asked[0].button) == ("", BUTTON)


def execute(teams: FakeTeams, data: Any = BUTTON, **more: Any) -> dict[str, Any]:
    value = {"action": {"type": "Action.Execute", "verb": "ask", "data": data}, "trigger": "manual"}
    return personal(teams, None, **{"type": "invoke", "name": "adaptiveCard/action", "value": value} | more)


async def test_an_execute_button_is_answered_in_the_response_itself(
    caller: Caller, teams: FakeTeams, desk: StandIn
) -> None:
    desk.card = CARD
    status, body = await caller.invoke(execute(teams))
    assert status == 200
    assert (body["statusCode"], body["type"]) == (200, "application/vnd.microsoft.card.adaptive")
    assert body["value"]["body"] == [{"type": "TextBlock", "text": "Svar:", "wrap": True}, *CARD["body"]]
    assert desk.asked[0].button == BUTTON
    assert teams.calls == []


async def test_an_execute_button_with_a_plain_answer_gets_its_text(caller: Caller, teams: FakeTeams) -> None:
    _, body = await caller.invoke(execute(teams))
    assert body == {"statusCode": 200, "type": "application/vnd.microsoft.activity.message", "value": "Svar: "}


async def test_a_repeated_execute_does_its_work_once(caller: Caller, teams: FakeTeams, desk: StandIn) -> None:
    activity = execute(teams)
    await caller.invoke(activity)
    assert await caller.invoke(activity) == (200, None)
    assert len(desk.asked) == 1


async def test_an_execute_that_fails_says_so_in_the_response(caller: Caller, teams: FakeTeams, desk: StandIn) -> None:
    desk.error = RuntimeError()
    status, body = await caller.invoke(execute(teams))
    assert (status, body["value"].startswith(FAILED)) == (200, True)


@pytest.mark.parametrize(
    ("change", "status"),
    [({"name": "task/fetch"}, 200), ({"name": None}, 200), ({"value": None}, 400), ({"value": {"action": "x"}}, 400)],
)
async def test_invokes_that_are_not_ours_get_nothing_and_broken_ones_a_400(
    caller: Caller, teams: FakeTeams, change: dict[str, Any], status: int
) -> None:
    assert (await caller.invoke(execute(teams, **change)))[0] == status
