"""What a text wishes for the channel it is written in: to be a team's, nobody's, or confirmed though it is shared."""

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
_WISHES = [(ChannelWish(wish), re.compile("|".join(patterns))) for wish, patterns in _WORDS["wish"].items()]
_NOT = re.compile("|".join(_WORDS["not"]))


def channel_wish(folded: str) -> ChannelWish | None:
    """What a folded text wishes for its channel; None: it says nothing of that. What is asked or denied only shows.

    >>> channel_wish("bind denne kanal til distrikt 1")
    <ChannelWish.BIND: 'bind'>
    >>> channel_wish("denne kanal er ikke for distrikt 1")
    <ChannelWish.SHOW: 'show'>
    """
    found = next((wish for wish, pattern in _WISHES if pattern.search(folded)), None)
    if found is None or found is ChannelWish.RELEASE:
        return ChannelWish.SHOW if found is not None and "?" in folded else found
    return ChannelWish.SHOW if "?" in folded or _NOT.search(folded) else found
