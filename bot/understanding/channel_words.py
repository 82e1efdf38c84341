"""What a text wants done with its channel: give it to a team, release it, or confirm a shared one."""

from __future__ import annotations

import re
import tomllib
from enum import StrEnum
from pathlib import Path


class ChannelWish(StrEnum):
    """What can be wished; the values are what a card's buttons send."""

    SHOW = "show"
    BIND = "bind"
    RELEASE = "release"
    CONFIRM = "confirm"


_WORDS = tomllib.loads((Path(__file__).parent / "channel_words.toml").read_text(encoding="utf-8"))
_WISHES = [
    *(
        (ChannelWish(wish), re.compile(f"{_WORDS['opening']}(?:{'|'.join(patterns)})"))
        for wish, patterns in _WORDS["wish"].items()
    ),
    *((ChannelWish(wish), re.compile("|".join(patterns))) for wish, patterns in _WORDS["asked"].items()),
]
_NOT = re.compile("|".join(_WORDS["not"]))
_LEAD, _TAIL = re.compile(_WORDS["lead"]), re.compile(_WORDS["tail"])
NOBODY_ELSE = frozenset(_WORDS["nobody_else"])
"""What may stand for the team a channel is released from."""


def channel_wish(folded: str) -> ChannelWish | None:
    """What a folded text wants done with its channel; None if nothing. A question or a denial only asks to see it.

    >>> channel_wish("bind denne kanal til distrikt 1")
    <ChannelWish.BIND: 'bind'>
    >>> channel_wish("denne kanal er ikke for distrikt 1")
    <ChannelWish.SHOW: 'show'>
    """
    found = next((wish for wish, pattern in _WISHES if pattern.search(folded)), None)
    return ChannelWish.SHOW if found is not None and ("?" in folded or _NOT.search(folded)) else found


def all_it_names(folded: str) -> str:
    """All that a folded text says besides its wish and courtesies: a name, or words that make it another text.

    >>> all_it_names("bind denne kanal til distrikt 1, tak")
    'distrikt 1'
    >>> all_it_names("denne kanal er god for distrikt 1")
    'god for distrikt 1'
    """
    found = next((match for _, pattern in _WISHES if (match := pattern.search(folded))), None)
    return "" if found is None else _TAIL.sub("", _LEAD.sub("", folded[found.end() :]))
