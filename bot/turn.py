"""What a Teams activity says: who, where and in which words. Reads the SDK's Activity by its attributes alone."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from bot.quotes import without_quotes
from messages.alone import was_for
from messages.channel import Address
from storage.queries.setup.conversations import ALONE, Gone, PlaceSeen

_AT = re.compile(r"<at\b[^<>]{0,200}>([^<>]{0,200})</at>", re.IGNORECASE)
_BREAK = re.compile(r"<(?:br|/p|/div|/li)\b[^<>]{0,20}>", re.IGNORECASE)
_TAG = re.compile(
    r"</?(?:p|div|span|b|i|u|s|em|strong|ul|ol|li|a|font|pre|code|img|emoji|attachment)\b[^<>]{0,300}>", re.IGNORECASE
)
_INSTALLS = {"installationUpdate", "conversationUpdate"}
_OF_SEVERAL = "19:"
"""How the ids of channels and group chats begin; those of private chats with a bot begin otherwise."""
_OF_A_CHANNEL = "channel"
"""How the types of events begin that are about one channel; those events name the channel."""
_LOST = {
    "channelDeleted": Gone.CHANNEL_DELETED,
    "teamDeleted": Gone.TEAM_DELETED,
    "teamArchived": Gone.TEAM_ARCHIVED,
    "teamHardDeleted": Gone.FOR_GOOD,
}
_BACK = {
    "channelRestored": Gone.CHANNEL_DELETED,
    "teamRestored": Gone.TEAM_DELETED,
    "teamUnarchived": Gone.TEAM_ARCHIVED,
}


@dataclass(frozen=True)
class Turn:
    """One activity, read."""

    activity: Any
    """A botbuilder.schema.Activity that passed the guard."""

    @property
    def activity_id(self) -> str | None:
        return _text(self.activity.id)

    @property
    def user_id(self) -> str | None:
        """The sender's id in the channel."""
        return _text(self.activity.from_property.id) if self.activity.from_property else None

    @property
    def entra_id(self) -> str | None:
        """In small letters, as in the list of staff."""
        object_id = _text(self.activity.from_property.aad_object_id) if self.activity.from_property else None
        return object_id.lower() if object_id is not None else None

    @property
    def event_type(self) -> str | None:
        return _text(self._data.get("eventType"))

    @property
    def conversation_id(self) -> str:
        """As stored: without the thread."""
        return without_thread(self._place_id)

    @property
    def address(self) -> Address:
        """Where an answer goes: in a channel to the thread of the question; to the asker alone if asked alone."""
        return Address(
            service_url=self.activity.service_url,
            conversation_id=self._place_id,
            bot_id=_text(self.activity.recipient.id),
            channel_id=self.activity.channel_id,
            tenant_id=self._tenant_id,
            only_for=self.user_id if self.is_alone else None,
        )

    @property
    def is_alone(self) -> bool:
        """Whether the others there do not see it: it was written to the bot alone, or pressed on a card for one."""
        if self.kind == "personal":
            return False
        written = _mapping(self.activity.recipient.additional_properties).get("isTargeted") is True
        return written or was_for(self.pressed, self.user_id)

    @property
    def pressed(self) -> Mapping[str, Any] | None:
        """What a card's button sent; None for what was typed, and for what no card sends."""
        value = self.activity.value
        if self.activity.type == "invoke":
            action = _mapping(_mapping(value).get("action"))
            return action["data"] if isinstance(action.get("data"), dict) else None
        return value if isinstance(value, dict) and not spoken(self.activity) else None

    @property
    def kind(self) -> str:
        """personal, channel or group; several people read a group, so it is never taken for a private chat."""
        kind = (self.activity.conversation.conversation_type or "").casefold()
        if kind == "channel" or self._part("team").get("id"):
            return "channel"
        several = self.activity.conversation.is_group or (not kind and self.conversation_id.startswith(_OF_SEVERAL))
        return "personal" if kind in {"personal", ""} and not several else "group"

    @cached_property
    def seen(self) -> PlaceSeen:
        """The conversation, as its row in the database."""
        in_team = self.kind == "channel"
        return PlaceSeen(
            conversation_id=self.conversation_id,
            kind=self.kind,
            channel_id=self.activity.channel_id,
            service_url=self.activity.service_url,
            tenant_id=self._tenant_id,
            bot_id=_text(self.activity.recipient.id),
            teams_team_id=_text(self._part("team").get("id")) if in_team else None,
            teams_team_name=_text(self._part("team").get("name")) if in_team else None,
            teams_channel_id=self.conversation_id if in_team else None,
            teams_channel_name=_text(self._channel.get("name")) if in_team else None,
            channel_type=self.channel_type if in_team else None,
            chosen=self._selected is not None,
        )

    @property
    def channel_type(self) -> str | None:
        """standard, private or shared; None if Teams does not say. An unknown type counts as shared, to be safe."""
        kind = _text(self._channel.get("type"))
        if kind is None:
            return None
        return kind.casefold() if kind.casefold() in ALONE | {"standard"} else "shared"

    @property
    def lost(self) -> Gone | None:
        """Why the place is gone, if this event says that it is; else None."""
        known = _LOST.get(self.event_type or "")
        return known or (Gone.UNINSTALLED if self.bot_among(self.activity.members_removed) else None)

    @property
    def back(self) -> Gone | None:
        """The reason that has ended: places gone for that reason come back."""
        return _BACK.get(self.event_type or "")

    @property
    def team_concerned(self) -> str | None:
        """The Team, if the event concerns all its channels; None if only this channel."""
        alone = self._is_of_a_channel or (self.channel_type in ALONE and not self.is_of_a_team)
        return None if alone else self.seen.teams_team_id

    @property
    def is_of_a_team(self) -> bool:
        """Whether the event is about a Team as such."""
        return self.activity.type in _INSTALLS and (self.event_type or "").startswith("team")

    def bot_among(self, members: Iterable[Any] | None) -> bool:
        return any(member.id == self.activity.recipient.id for member in members or ())

    @property
    def _place_id(self) -> str:
        named = _text(self._part("channel").get("id")) if self._is_of_a_channel else None
        return self._selected or named or str(self.activity.conversation.id)

    @property
    def _is_of_a_channel(self) -> bool:
        return self.activity.type in _INSTALLS and (self.event_type or "").startswith(_OF_A_CHANNEL)

    @property
    def _channel(self) -> Mapping[str, Any]:
        """What the event says of its own channel. Teams may send another channel's data along, which we leave out."""
        channel = self._part("channel")
        of_this = _text(channel.get("id")) in {None, self._place_id, without_thread(self._place_id)}
        return channel if of_this else {}

    @property
    def _selected(self) -> str | None:
        """The channel chosen when the bot was installed into a Team."""
        if self.activity.type not in _INSTALLS:
            return None
        selected = _mapping(self._part("settings").get("selectedChannel"))
        return _text(selected.get("id"))

    @property
    def _tenant_id(self) -> str | None:
        return _text(self._part("tenant").get("id")) or _text(self.activity.conversation.tenant_id)

    @property
    def _data(self) -> Mapping[str, Any]:
        return _mapping(self.activity.channel_data)

    def _part(self, name: str) -> Mapping[str, Any]:
        return _mapping(self._data.get(name))


def without_thread(conversation_id: str) -> str:
    """A channel's conversation id without `;messageid=…`."""
    return conversation_id.split(";messageid=", 1)[0]


def spoken(activity: Any) -> str:
    """What a person asks: one line without quotes, mark-up and the bot's own mention; other mentions as names."""
    return unmarked(_without_own_mention(without_quotes(activity.text or ""), activity))


def unmarked(text: str) -> str:
    """A channel's text on one line, without mark-up and invisible marks; mentions as names."""
    text = _TAG.sub("", _BREAK.sub(" ", _AT.sub(r"\1", text)))
    text = html.unescape(text)
    kept = (" " if unicodedata.category(c) in {"Cc", "Zs", "Zl", "Zp"} else c for c in text)
    visible = (c for c in kept if unicodedata.category(c) not in {"Cf", "Cs"})
    return " ".join(unicodedata.normalize("NFC", "".join(visible)).split())


def _without_own_mention(text: str, activity: Any) -> str:
    bot = activity.recipient
    for entity in activity.entities or ():
        more = entity.additional_properties
        if entity.type == "mention" and _mapping(more.get("mentioned")).get("id") == bot.id and _text(more.get("text")):
            text = text.replace(more["text"], " ")
    name = (bot.name or "").casefold()
    return _AT.sub(lambda found: " " if name and found[1].strip().casefold() == name else found[0], text)


def _mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def _text(value: Any) -> str | None:
    return value if isinstance(value, str) and value else None
