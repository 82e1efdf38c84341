"""How deliveries and look-ups are told: states and reasons in plain words, buttons for those who may act, no echo."""

from __future__ import annotations

import json
from typing import Any

import pytest

from jobs import planning, target
from messages.cards import LIMIT
from messages.delivery_words import counted, state, way_on, why
from messages.message import Message
from messages.words import LANGUAGES
from storage.rules.sending.delivery_states import DeliveryState
from tests.messages.made import message
from tests.messages.samples import setting
from tests.messages.sending_samples import NO_CHANNEL, look_up, look_ups, sending, sendings


def sent(*items: dict[str, Any], **more: Any) -> Message:
    return message("answers/deliveries", sendings(*items, done=None, **more), setting(question="deliveries"))


def looked(*items: dict[str, Any], slots: dict[str, Any], **more: Any) -> Message:
    return message("answers/access_log", look_ups(*items, **more), setting(question="access_log", slots=slots))


def on_card(told: Message) -> str:
    return json.dumps(told.card, ensure_ascii=False)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_state_has_words(language: str) -> None:
    for word in DeliveryState:
        assert state(word, language) != word
        assert word not in counted(word, 2, language) or language == "en"
    assert counted("uncertain", 1, "da") == "1 er usikker"
    assert counted("uncertain", 2, "da") == "2 er usikre"


@pytest.mark.parametrize(
    "reason",
    [
        target.NO_CHANNEL,
        target.NO_CHAT,
        planning.PAUSED,
        planning.HOLIDAY,
        "could not be composed (KeyError)",
        "stopped while sending",
        "schedule removed",
        "too late",
        "the channel or the rights have changed",
        "service URL not trusted",
    ],
)
def test_our_own_reasons_are_told_in_danish(reason: str) -> None:
    told = why(reason, "da")
    assert told is not None
    assert reason not in told
    assert "Teams afviste" not in told


def test_what_teams_answered_is_named() -> None:
    assert why("HTTP 503, tried 8 times", "da") == "Teams svarede ikke, som det skulle (HTTP 503)"
    assert why("ServerTimeoutError", "da") == "Teams svarede ikke, som det skulle (ServerTimeoutError)"
    assert why("BotNotInConversationRoster", "da") == "Teams afviste beskeden (BotNotInConversationRoster)"
    assert why("[x](http://y) *_z_*" * 9, "da") == why("[x](http://y) *_z_*" * 90, "da")
    assert not set("[]*_<") & set(why("[x](http://y) *_z_* <b>", "da") or "")


@pytest.mark.parametrize(
    ("went_wrong", "reason", "advice"),
    [
        ("uncertain", "TimeoutError", "kun igen, hvis den mangler"),
        ("failed", NO_CHANNEL, "Føj Sagspuls til teamets kanal"),
        ("failed", target.NO_CHAT, "skrive til Sagspuls"),
        ("failed", "could not be composed (KeyError)", "påmindelsen på ny"),
        ("failed", "HTTP 503, tried 8 times", "når Teams virker"),
        ("failed", "HTTP 403", "stadig må skrive der"),
        ("failed", None, "stadig må skrive der"),
    ],
)
def test_the_way_on_fits_the_reason(went_wrong: str, reason: str | None, advice: str) -> None:
    assert advice in way_on(went_wrong, reason, "da", may_act=True)
    assert way_on(went_wrong, reason, "da", may_act=False) == "Bed din administrator om at se på det."


def test_only_those_who_may_act_get_buttons_and_only_for_what_can_be_sent_again() -> None:
    failed = sending(4, "failed", last_error=NO_CHANNEL)
    assert '"do": "resend", "delivery": 4' in on_card(sent(failed))
    assert '"do"' not in on_card(sent(failed, may_act=False))
    never_written = sent({**failed, "written": False})
    assert '"do": "resend"' not in on_card(never_written)
    assert '"do": "give_up"' in on_card(never_written)
    assert '"do"' not in on_card(sent({**failed, "needs_somebody": False, "resent_as": 9}))


def test_many_troubled_deliveries_fit_into_a_card() -> None:
    failed = [sending(n, "failed", f"Team med et langt navn {n}", last_error=NO_CHANNEL) for n in range(40)]
    told = sent(*failed)
    assert len(json.dumps(told.card)) <= LIMIT
    assert on_card(told).count('"title": "Opgiv"') == 2 * 5  # each with its fallback


@pytest.mark.parametrize(
    ("period", "words"), [("2026-W05", "uge 5"), ("2026-11", "november 2026"), ("2026-11-23", "man. 23. nov.")]
)
def test_the_run_is_told_by_its_week_month_or_day(period: str, words: str) -> None:
    assert f"Ugebrev · {words}" in on_card(sent(sending(1, "sent", period=period)))


def test_people_are_told_by_name_and_when_by_the_offices_clock() -> None:
    told = on_card(sent(sending(1, "sent", "bo", staff="bo")))
    assert "Bo Lund" in told
    assert "man. 23. nov. kl. 08.00" in told


def test_only_what_looks_like_a_case_number_is_echoed() -> None:
    assert "2024-1183" in looked(slots={"case": "2024-1183"}).text
    odd = looked(slots={"case": "se <b>her</b>"})
    assert "her</b>" not in odd.text + on_card(odd)


def test_the_whole_log_of_a_case_is_a_button_away() -> None:
    told = looked(look_up("anna"), slots={"case": "2024-1183"}, earlier=3)
    assert told.text.endswith("Der er 3 tidligere opslag.")
    assert '"period": {"from": null, "to": "2026-11-23"}' in on_card(told)
    assert "tidligere" not in on_card(looked(look_up("anna"), slots={"case": "2024-1183"}))


def test_refusals_stand_out_and_are_counted() -> None:
    told = looked(look_up("anna"), look_up("carl", "not_yours"), slots={"case": "2024-1183"})
    assert "1 blev afvist." in told.text
    assert '"text": "Afvist: findes ikke eller tilhører andre"' in on_card(told)


def test_the_log_says_that_it_knows_only_what_was_asked_here() -> None:
    assert "Fagsystemet har sin egen log" in on_card(looked(slots={}))
