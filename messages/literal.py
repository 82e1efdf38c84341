"""Makes every client draw a card's words letter by letter, whatever an export or a chat put into them.

Teams reads TextBlocks and FactSets as Markdown, each client in its own way. On the web a backslash escapes any sign; on
phones it escapes a few signs and is drawn before the others. So we do not escape. A text with such a sign becomes a
RichTextBlock, which is drawn as it stands. iOS reads Markdown even there, in each run by itself, so no run holds more
than one sign. Our own cards use no Markdown at all.
"""

from __future__ import annotations

import re
from typing import Any

from messages.cards import Element
from storage.rules.inert import inert

_MARKUP = re.compile(r"[\\`*_\[<~]|\{\{|://|www\.|&(?=#?\w+;)|^>|^(?:[-+=]+|#{1,6}|\d+[.)])$", re.IGNORECASE)
"""Signs that would be drawn as something else: emphasis, code, a link, a tag, the client's own date (`{{DATE(…)}}`), an
address, an entity, a quote, a ruler or an empty item of a list. For an item with words see `_ITEM`.
"""
_RUN = re.compile(r"[^\\*_\[{]*(?:[\\\[]|[*_{][^\\*_\[{]*)|[^\\*_\[{]+")
"""A run: it holds at most one of these signs. A bracket or a backslash acts on what follows, so it ends its run."""
_BEGINS = r"((?:^|(?<=[)\]]))(?:\d+[.)]|\d*[-+*]+)|^#{1,6})"
_ITEM = re.compile(_BEGINS + " ")
"""The beginning of a line that would become a heading or an item of a list, as the date `23. november` would; on a
phone it may follow a bracket.
"""
_KEPT_ITEM = re.compile(_BEGINS + "\N{NO-BREAK SPACE}")
_OF_A_RUN = ("size", "weight", "color", "isSubtle")
_OF_A_LINE_ONLY = ("type", "text", "wrap", "style", *_OF_A_RUN)
_SENT_BACK = ("id", "value", "targetElements")
"""Fields that a client compares or sends back and does not show; the data of a button is another."""


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
    """The FactSet, or a line for each fact if one of them holds such a sign, since a fact cannot be rich text."""
    pairs = [(_ready(fact["title"]), _ready(fact["value"])) for fact in block["facts"]]
    if not any(_MARKUP.search(words) for pair in pairs for words in pair):
        return {**block, "facts": [{"title": title, "value": value} for title, value in pairs]}
    place = {name: part for name, part in block.items() if name not in {"type", "facts"}}
    lines = [[*_runs(f"{title}: ", {"weight": "Bolder"}), *_runs(value, {})] for title, value in pairs]
    items = [{"type": "RichTextBlock", "spacing": "None", "inlines": runs} for runs in lines]
    return {"type": "Container", **place, "items": items}


def _ready(words: str) -> str:
    """The words on one line; a non-breaking space after what looks like an item of a list keeps it from being one."""
    return _no_item(inert(words).strip(" "))


def _no_item(words: str) -> str:
    return _ITEM.sub("\\1\N{NO-BREAK SPACE}", words)


def _runs(words: str, look: Element) -> list[Element]:
    return [{"type": "TextRun", "text": _no_item(part), **look} for part in _RUN.findall(words)]
