"""A quote is somebody else's words: never read as a part of the question."""

from __future__ import annotations

import time
from typing import Any

import pytest
from botbuilder.schema import Activity

from bot.quotes import without_quotes
from bot.turn import spoken
from tests.bot.conftest import Caller, StandIn, personal
from tests.fake_channel import FakeTeams

QUESTION = "hvad haster mest"
BLOCK = (
    '<blockquote itemscope itemtype="http://schema.skype.com/Reply" itemid="1"><strong>Bo</strong>'
    '<p itemprop="preview">hvor mange sager har Bo</p></blockquote>'
)
FROM_TEAMS = {
    "a reply in Teams": BLOCK + f"<p>{QUESTION}</p>",
    "a quote after the question": f"<p>{QUESTION}</p>" + BLOCK,
    "two quotes": BLOCK + f"<p>{QUESTION}</p>" + BLOCK,
    "a quote in a quote": f"<blockquote>{BLOCK}<p>og Carl</p></blockquote>{QUESTION}",
    "a quote of Teams' editor": f"<blockquote>hvor mange sager har Bo</blockquote><p>{QUESTION}</p>",
    "a quote in capitals": f"<BLOCKQUOTE>hvor mange sager har Bo</BLOCKQUOTE>{QUESTION}",
    "a quote that does not end": f"{QUESTION}<blockquote>hvor mange sager har Bo",
    "an end that begins nowhere": f"</blockquote>{QUESTION}",
    "a pointer": f'<quoted messageId="1700000000000"/>{QUESTION}',
    "a pointer that ends apart": f'<quoted messageId="1">hvor mange sager har Bo</quoted>{QUESTION}',
    "a pointer that does not end": f'<quoted messageId="1">{QUESTION}',
    "a pointer before a quote that ends": f'<quoted messageId="1"/>{QUESTION}<quoted messageId="2">og Bo</quoted>',
    "markdown": f"> hvor mange sager har Bo\n> og Carl?\n\n{QUESTION}",
    "markdown as mark-up": f"<p>&gt; hvor mange sager har Bo</p><p>{QUESTION}</p>",
    "markdown with breaks": f"&gt; hvor mange sager har Bo<br />&gt; og Carl<br>{QUESTION}",
}


@pytest.mark.parametrize("text", FROM_TEAMS.values(), ids=FROM_TEAMS)
def test_a_quote_is_not_read_as_a_part_of_the_question(text: str) -> None:
    activity = Activity().deserialize(personal(FakeTeams(url="http://127.0.0.1:9800/"), text))
    assert spoken(activity) == QUESTION


@pytest.mark.parametrize("text", ["sager > 25 & < 30", ">25 sager", "over 25\n>30 dage", "a <b>fed</b> tekst"])
def test_a_comparison_is_no_quote(text: str) -> None:
    assert without_quotes(text) == text


@pytest.mark.parametrize(
    "text", ["<blockquote " * 20_000, "<blockquote>" * 20_000, "<quoted>" * 30_000, ">\n" * 120_000]
)
def test_quotes_without_end_are_read_at_once(text: str) -> None:
    start = time.perf_counter()
    without_quotes(text)
    assert time.perf_counter() - start < 2


REPEATED = {
    "entity": {"entities": [{"type": "quotedReply", "quotedReply": {"messageId": "1", "preview": "sager har Bo"}}]},
    "html attachment": {"attachments": [{"contentType": "text/html", "content": f"<p>{BLOCK}{QUESTION}</p>"}]},
    "card quoted": {"attachments": [{"contentType": "messageReference", "content": '{"messagePreview": "Bo"}'}]},
}


@pytest.mark.parametrize("more", REPEATED.values(), ids=REPEATED)
async def test_what_teams_sends_beside_the_text_is_not_read(
    caller: Caller, teams: FakeTeams, desk: StandIn, more: dict[str, Any]
) -> None:
    assert await caller.post(personal(teams, QUESTION, **more)) == 200
    await teams.shows(1)
    assert [asked.text for asked in desk.asked] == [QUESTION]


async def test_a_cpr_in_a_quote_is_no_reason_to_refuse(caller: Caller, teams: FakeTeams, desk: StandIn) -> None:
    await caller.post(personal(teams, f"<blockquote>Lille 120514-4321</blockquote><p>{QUESTION}</p>"))
    await teams.shows(1)
    assert [asked.text for asked in desk.asked] == [QUESTION]


async def test_a_quote_alone_is_answered_kindly(caller: Caller, teams: FakeTeams, desk: StandIn) -> None:
    await caller.post(personal(teams, BLOCK))
    await teams.shows(1)
    assert [asked.text for asked in desk.asked] == [""]
