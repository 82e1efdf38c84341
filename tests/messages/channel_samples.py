"""Which channel is whose, as people in the channel and administrators meet it."""

from __future__ import annotations

from typing import Any

Facts = dict[str, Any]

GENERAL: Facts = {"id": 1, "channel": None, "teams_team": "Distrikt 1", "first": True}
WEEK: Facts = {"id": 2, "channel": "Ugens overblik", "teams_team": "Julefrokost", "first": False}
SHARED: Facts = {"id": 3, "channel": "Fælles med Nabokommune", "teams_team": "Distrikt 1", "first": False}
UNNAMED: Facts = {"id": 4, "channel": None, "teams_team": None, "first": False}
ASKED = {"question": "channel", "slots": {}}


def as_it_stands(**more: Any) -> Facts:
    told: Facts = {"team": None, "choices": [], "place": GENERAL, "problem": None, "may_confirm": False}
    return told | more


def asked(kind: str, **more: Any) -> Facts:
    """A notice about the team Distrikt 1."""
    told = {"notice": 7, "kind": kind, "team": "Distrikt 1", "place": WEEK, "now_of": None, "former": GENERAL}
    return told | {"former_name": None, "reason": None} | more


def welcomed(team: str | None) -> Facts:
    """The bot was put into a team's channel."""
    return {"place": "channel", "team": team, "unconfirmed": None, "choices": []}


SAMPLES: dict[str, tuple[str, Facts, dict[str, Any]]] = {
    "channel": ("answers/channel", as_it_stands(team="Distrikt 1"), ASKED),
    "channel_to_choose": (
        "answers/channel",
        as_it_stands(choices=["Distrikt 1", "Distrikt 2", "Team *Nord*"]),
        ASKED,
    ),
    "channel_to_change": (
        "answers/channel",
        as_it_stands(team="Distrikt 1", choices=["Distrikt 1", "Distrikt 2"]),
        ASKED,
    ),
    "channel_of_nobody": ("answers/channel", as_it_stands(), ASKED),
    "channel_not_theirs": (
        "answers/channel",
        as_it_stands(team="Distrikt 2", problem="not_theirs", refused="not_yours"),
        ASKED,
    ),
    "channel_which_team": (
        "answers/channel",
        as_it_stands(choices=["Distrikt 1"], problem="which_team"),
        ASKED,
    ),
    "channel_unconfirmed": (
        "answers/channel",
        as_it_stands(place=SHARED, problem="unconfirmed", may_confirm=True),
        ASKED,
    ),
    "channel_unconfirmed_unnamed": (
        "answers/channel",
        as_it_stands(place=UNNAMED, problem="unconfirmed", may_confirm=False),
        ASKED,
    ),
    "channel_not_shared": ("answers/channel", as_it_stands(problem="not_shared"), ASKED),
    "channel_not_a_channel": ("answers/channel", {"problem": "not_a_channel"}, ASKED),
    "channel_which_shared": ("answers/channel", {"problem": "which_channel"}, ASKED),
    "channel_bound": (
        "answers/channel",
        {"done": "bound", "team": "Distrikt 1", "former": GENERAL, "taken_from": "Distrikt 2"},
        ASKED,
    ),
    "channel_bound_first": (
        "answers/channel",
        {"done": "bound", "team": "Distrikt 1", "former": None, "taken_from": None},
        ASKED,
    ),
    "channel_released": ("answers/channel", {"done": "released", "team": "Distrikt 1"}, ASKED),
    "channel_confirmed": ("answers/channel", {"done": "confirmed", "place": SHARED}, ASKED),
    "channel_bound_there": (
        "answers/channel",
        {"done": "bound_there", "team": "Distrikt 1", "place": WEEK, "former": UNNAMED, "taken_from": None},
        ASKED,
    ),
    "channel_kept": ("answers/channel", {"done": "kept"}, ASKED),
    "channel_settled": ("answers/channel", {"problem": "answered"}, ASKED),
    "channel_changed": ("answers/channel", {"problem": "changed"}, ASKED),
    "channels": (
        "answers/channel",
        {
            "private": True,
            "channels": [
                {"team": "Distrikt 1", "place": GENERAL, "trouble": None},
                {"team": "Distrikt 2", "place": None, "trouble": None},
                {"team": "Handicap", "place": {**WEEK, "teams_team": "Handicap"}, "trouble": "removed"},
                {"team": "Ungestøtte", "place": SHARED, "trouble": "unconfirmed"},
                {"team": "Team Nord", "place": {**GENERAL, "teams_team": "Team Nord"}, "trouble": "blocked"},
            ],
        },
        ASKED,
    ),
    "channels_of_others": ("answers/channel", {"private": True, "channels": []}, ASKED),
    "refused_in_a_channel_of_nobody": ("answers/refused", {"refused": "wrong_place", "unbound": True}, {}),
    "refused_in_a_shared_channel": (
        "answers/refused",
        {"refused": "wrong_place", "unconfirmed": "Fælles med Nabokommune"},
        {},
    ),
    "refused_in_an_unnamed_shared_channel": ("answers/refused", {"refused": "wrong_place", "unconfirmed": ""}, {}),
    "welcome_to_choose": (
        "welcome",
        {"place": "channel", "team": None, "unconfirmed": None, "choices": ["Distrikt 1", "Distrikt 2"]},
        {},
    ),
    "welcome_shared": (
        "welcome",
        {"place": "channel", "team": None, "unconfirmed": "Fælles med Nabokommune", "choices": []},
        {},
    ),
    "notice_renamed": (
        "notices/channel",
        asked("renamed", former_name="Julefrokost", place={**WEEK, "teams_team": "Distrikt 1"}),
        {},
    ),
    "notice_renamed_bound": (
        "notices/channel",
        asked("renamed", former_name="Distrikt 2", place={**WEEK, "teams_team": "Distrikt 1"}, now_of="Distrikt 2"),
        {},
    ),
    "notice_second": (
        "notices/channel",
        asked("second", place=GENERAL, former=None),
        {},
    ),
    "notice_second_of_the_same_name": ("notices/channel", asked("second", place=GENERAL), {}),
    "notice_private": ("notices/channel", asked("private", place={**WEEK, "teams_team": "Distrikt 1"}), {}),
    "notice_shared": ("notices/channel", asked("shared", place=SHARED, team=None, former=None), {}),
    "notice_no_channel": ("notices/channel", asked("no_channel", place=None, former=None, reason="none"), {}),
    "notice_channel_removed": ("notices/channel", asked("no_channel", place=None, reason="removed"), {}),
    "notice_channel_unconfirmed": (
        "notices/channel",
        asked("no_channel", place=None, former=SHARED, reason="unconfirmed"),
        {},
    ),
    "notice_channel_blocked": ("notices/channel", asked("no_channel", place=None, reason="blocked"), {}),
}
