"""A preview: what a reminder would send, with a mark on top that it was not sent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from messages import danish
from messages.cards import Element, fitted
from messages.cards import text as line
from messages.message import Message
from messages.prose import render
from messages.words import words

_NO_GAP = "None"


def preview(composed: Message, kind: str, teams: Sequence[str], language: str, *, made_up: bool) -> Message:
    """The composed message of any kind of reminder, marked; its facts name the kind and whether they are made up.

    `teams` are the teams it is about. The text is one sentence about the preview, since the card shows the rest; if the
    message has no card, its words follow the sentence.
    """
    said = {"team": danish.listing(teams, language), "made_up": made_up}
    sentence = render("sending/preview", said, language)
    facts = {**composed.facts, "kind": kind, "made_up": made_up}
    if composed.card is None:
        return Message(f"{sentence} {composed.text}", None, facts)
    marked = {**composed.card, "body": _marked(composed.card["body"], _mark(language, made_up=made_up))}
    return replace(composed, text=sentence, card=fitted(marked), facts=facts)


def _mark(language: str, *, made_up: bool) -> Element:
    say = words(language).gettext
    notice = say("Preview with made-up figures") if made_up else say("Preview, not sent")
    return line(notice, color="Accent", weight="Bolder")


def _marked(body: Sequence[Element], mark: Element) -> list[Element]:
    """The body with the mark below the title and below the line that belongs to the title."""
    head = 2 if len(body) > 1 and body[1].get("spacing") == _NO_GAP else 1
    return [*body[:head], mark, *body[head:]]
