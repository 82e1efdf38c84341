"""A card's words are only words: whatever an export or a chat put into them is drawn letter by letter, by every client.

Teams reads TextBlocks and FactSets as Markdown, but each client in its own way: on the web a backslash takes a sign its
meaning, on phones it does so for a few signs and is drawn for the others. So nothing is escaped. A text with such a
sign becomes a RichTextBlock, which is drawn as it stands; iOS reads even that, each run by itself, so no run holds more
than one sign. Our own cards use no Markdown at all.
"""

from __future__ import annotations

import re
from typing import Any

from messages.cards import Element
from storage.rules.inert import inert

_MARKUP = re.compile(r"[\\`*_\[<~]|\{\{|://|www\.|&(?=#?\w+;)|^>|^(?:[-+=]+|#{1,6}|\d+[.)])$", re.IGNORECASE)
"""What would be drawn as something else: emphasis, code, a link, a tag, a date of the client's own (`{{DATE(…)}}`), an
address, an entity, a quote, a ruler or an item of a list without words. What makes words an item of a list is not here:
see `_ITEM`.
"""
_RUN = re.compile(r"[^\\*_\[{]*(?:[\\\[]|[*_{][^\\*_\[{]*)|[^\\*_\[{]+")
"""A run holds one of these signs at most, and ends with one that needs what follows: a bracket, a backslash."""
_BEGINS = r"((?:^|(?<=[)\]]))(?:\d+[.)]|\d*[-+*]+)|^#{1,6})"
_ITEM = re.compile(_BEGINS + " ")
"""Where a line would become a heading or an item of a list, as the date `23. november` does; on a phone an item may
follow a bracket.
"""
_KEPT_ITEM = re.compile(_BEGINS + "\N{NO-BREAK SPACE}")
_OF_A_RUN = ("size", "weight", "color", "isSubtle")
_OF_A_LINE_ONLY = ("type", "text", "wrap", "style", *_OF_A_RUN)
_SENT_BACK = ("id", "value", "targetElements")
"""What a client compares or sends back rather than shows; the data of a button is another."""


def literal(card: Any) -> Any:
    """The card, or a part of one, drawn as it is written."""
    if isinstance(card, list):
        return [literal(part) for part in card]
    if isinstance(card, str):
        return inert(card)
    if not isinstance(card, dict):
        return card
    if card.get("type") == "TextBlock":
        return _line(card)
    if card.get("type") == "FactSet":
        return _facts(card)
    return {name: part if _is_sent_back(name, part) else literal(part) for name, part in card.items()}


def seen(line: Element) -> str:
    """The words of a TextBlock or a RichTextBlock, as they were before `literal`."""
    return as_written(line["text"]) if "text" in line else "".join(as_written(run["text"]) for run in line["inlines"])


def as_written(words: str) -> str:
    """The words of a line, a run of one, or a fact, as they were before `literal`."""
    return _KEPT_ITEM.sub(r"\1 ", words)


def _is_sent_back(name: str, part: Any) -> bool:
    return name in _SENT_BACK or (name == "data" and isinstance(part, dict))


def _line(block: Element) -> Element:
    words = _ready(block["text"])
    if not _MARKUP.search(words):
        return {**block, "text": words}
    look = {name: block[name] for name in _OF_A_RUN if name in block}
    place = {name: part for name, part in block.items() if name not in _OF_A_LINE_ONLY}
    return {"type": "RichTextBlock", **place, "inlines": _runs(words, look)}


def _facts(block: Element) -> Element:
    """A FactSet, or a line for each fact where one of them holds a sign: a fact cannot be drawn as it stands."""
    pairs = [(_ready(fact["title"]), _ready(fact["value"])) for fact in block["facts"]]
    if not any(_MARKUP.search(words) for pair in pairs for words in pair):
        return {**block, "facts": [{"title": title, "value": value} for title, value in pairs]}
    place = {name: part for name, part in block.items() if name not in {"type", "facts"}}
    lines = [[*_runs(f"{title}: ", {"weight": "Bolder"}), *_runs(value, {})] for title, value in pairs]
    items = [{"type": "RichTextBlock", "spacing": "None", "inlines": runs} for runs in lines]
    return {"type": "Container", **place, "items": items}


def _ready(words: str) -> str:
    """On one line; the space after what begins an item of a list does not break, and so begins none."""
    return _no_item(inert(words).strip(" "))


def _no_item(words: str) -> str:
    return _ITEM.sub("\\1\N{NO-BREAK SPACE}", words)


def _runs(words: str, look: Element) -> list[Element]:
    return [{"type": "TextRun", "text": _no_item(part), **look} for part in _RUN.findall(words)]
