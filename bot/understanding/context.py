"""A question that depends on the one before: 'og for Distrikt 2?', 'hvad med næste måned', 'kun de røde'."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Set
from dataclasses import dataclass, replace
from pathlib import Path

from bot.understanding.lexicon import LEXICA
from bot.understanding.mentions import GROUPED, Mentions
from bot.understanding.numbers import other_limit
from bot.understanding.periods import period_after
from bot.understanding.slots import Reading
from bot.understanding.text import fold
from storage.rules.questions import ONE_CASE, RECORDS
from storage.rules.slots import Slots

_DATA = tomllib.loads((Path(__file__).parent / "context.toml").read_text(encoding="utf-8"))
_FILLER = frozenset(fold(word) for word in _DATA["filler"].split())
_LITTLE = frozenset({"i", "for", "hos", "in"})
_NARROWS = re.compile(r"\b(?:kun|blot|only|just|af dem|of them|of those)\b")
_EVERYONE = re.compile(
    r"\b(?:alle|hele (?:afdelingen|afd|huset|omraadet)|samlet|(?<!er det )(?<!er der )(?<!hvor mange )i alt"
    r"|(?:the )?(?:whole|entire) department|everyone|everybody|all teams|all of us|overall)\b"
)
_WORD = re.compile(r"[a-z0-9§']+")
_FEW = 2
"""A value with so many more words is still no question of its own: 'Distrikt 1 på samme måde'."""
_WHO = ("staff", "team", "case")
_VALUES = frozenset({"rule", "requirement", "case_type", "category", "urgent", "measure", "plan"})
_KIND_OF = {"me": "staff"}
"""Kinds of mention whose slot has another name."""

_GROUPED_BY = {"caseworker": "staff", "team": "team", "case_type": "case_type", "rule": "rule"}
"""The slot that picks one of the groups: if it is filled, there is nothing left to group."""
_THAT_CASE = re.compile(
    r"\b(?:sagen|den(?:ne)? sag|that case|the case|this case)\b|\b(?:i|paa|in|on) (?:den|it)$|\bden op\b|\bit up\b"
)
_MY_CASES = re.compile(r"(?:vis|se|list|show)(?: mig| me)? (?:alle )?(?:mine|my) (?:sager|cases)")
"""A text that asks for the cases themselves, whatever the question before was about."""
_WHAT_A_RULE_SAYS = re.compile(
    r"(?:hvad er|hvor lang er|what is|what's|how long is) (?:loven?s |the )?(?:frist|fristen|deadline) (?:for|paa)\b"
)
"""'hvad er fristen for en bfu' asks for the rule, also after a list of what is overdue."""
_NO_SLOT = re.compile(
    r"\b(?:ikke (?!bare |kun )|uden|undtagen|without|not|except|i forhold til|ift|sammenlignet|compared|versus)\b|n't\b"
)
"""What is denied or set against another is no slot: 'hvor mange af dem er ikke afgjort', 'i forhold til sidste år'."""
_SHORT = 6
"""In a text of at most so many words, 'den' is the case just shown and not an article."""
_LONG = 12
"""A longer text that says 'dem' may say it of something it has named itself."""
_HE_OR_SHE = re.compile(r"\b(?:hun|hende|hendes|ham|han|she|he|him)\b")
_THEY = re.compile(r"\b(?:de|dem|they|them|those)(?: (?:tilsammen|samlet|i alt|alle|altogether|in all|all))?$")
"""At the end of a text 'de' means those just shown; before another word it is an article: 'hvad koster de dyreste'."""
_OF_IT = re.compile(r"\b(?:den|it)\b")
_MORE = re.compile(
    r"(?:(?:vis|se|giv|lad|kan jeg|videre,?) )?(?:mig )?(?:lige )?(?:faa |se )?(?:de |nogle )?"
    r"(?:flere|mere|resten|videre|naeste (?:side|10|ti))(?: tak)?"
    r"|(?:show |see )?(?:me )?(?:more|the rest|(?:the )?next (?:page|10|ten))(?: please)?"
)

_LEANS = re.compile(
    r"(?:og|hvad med|hva med|kun|bare|samme|det samme|eller|nej|and|what about|how about|only|just|same|or)\b"
)


@dataclass(frozen=True, slots=True)
class Previous:
    """The question before, at most ten minutes old, its slots, and which ten rows of its list were shown."""

    question: str
    slots: Slots
    page: int = 1
    together: bool = False
    """It stands in the same message."""


def asks_for_more(mentions: Mentions) -> bool:
    """Whether the text only asks for the next rows of the list just shown: 'vis flere', 'næste side'."""
    return _MORE.fullmatch(mentions.text.strip(" ?.!")) is not None


def continued(previous: Previous, mentions: Mentions, asker: str | None) -> Previous:
    """The question that this text continues: after overdue or urgent deadlines a period asks what falls due in it.

    Then the asker of their own day is left out: a leader's day shows the team's deadlines, not the leader's own.
    """
    record = RECORDS[previous.question]
    if mentions.period is None or record.of_a_period is None:
        return previous
    own_day = record.own_by_default and previous.slots.staff == asker
    return Previous(record.of_a_period, replace(previous.slots, staff=None) if own_day else previous.slots)


def case_meant(previous: Previous | None, question: str, mentions: Mentions) -> str | None:
    """The case of the question before, where this one only says 'sagen' or 'i den'."""
    if previous is None or "case" not in RECORDS[question].slots or mentions.staff.spans or mentions.teams.spans:
        return None
    text = mentions.text.rstrip(" ?.!")
    of_one = previous.question == ONE_CASE
    of_it = len(text.split()) <= _SHORT and _OF_IT.search(text) is not None
    next_step = of_one and question != ONE_CASE and RECORDS[question].about_one_case and not mentions.kinds
    return previous.slots.case if of_it or next_step or _THAT_CASE.search(text) else None


def person_meant(previous: Previous | None, question: str, mentions: Mentions) -> str | None:
    """The person of the question before, where this one only says 'hende' or 'ham'."""
    if previous is None or "staff" not in RECORDS[question].slots or not says_he_or_she(mentions):
        return None
    return previous.slots.staff


def owner_meant(previous: Previous | None, question: str, mentions: Mentions) -> Slots:
    """Whose cases the question before was about, if this one only says 'de': 'og hvad koster de?'."""
    if previous is None or mentions.staff.spans or mentions.teams.spans or mentions.teams.own or mentions.me:
        return Slots()
    text = mentions.text.rstrip(" ?.!")
    if len(text.split()) > _SHORT or _THEY.search(text) is None:
        return Slots()
    wanted = RECORDS[question].slots
    former = {name: getattr(previous.slots, name) for name in ("staff", "team") if name in wanted}
    return Slots(**former)


def says_he_or_she(mentions: Mentions) -> bool:
    """Whether a short text speaks of somebody without a name."""
    named = mentions.staff.spans or mentions.me or len(mentions.text.split()) > _SHORT
    return not named and _HE_OR_SHE.search(mentions.text) is not None


def depends_on_previous(previous: Previous, mentions: Mentions, *, says_more: bool) -> bool:
    """Whether the text names values that the question before reads and nothing that asks for something else.

    `says_more`: its words make a question of their own; if they do not, a few unknown words do no harm.
    """
    if "limit" in RECORDS[previous.question].slots and other_limit(mentions.text) is not None:
        return True
    text = mentions.text.strip(" ?.!")
    if _MY_CASES.fullmatch(text) or _WHAT_A_RULE_SAYS.match(text) or _NO_SLOT.search(text):
        return False
    wanted = RECORDS[previous.question].slots
    kinds = {_KIND_OF.get(kind, kind) for kind in mentions.kinds}
    return kinds <= wanted and _names_only(mentions, wanted, spare=0 if says_more else _FEW)


def begins_leaning(mentions: Mentions) -> bool:
    """Whether the text begins as one that goes on with what was asked: 'og …', 'kun …', 'samme for …'."""
    return _LEANS.match(mentions.text) is not None


_BACK = re.compile(
    r"\b(?:af dem|af de|dem|disse|de (?:samme|\d+)|of (?:them|those|these)|those|these"
    r"|er det(?= ?(?:$|[?.!]))|(?:is|are) (?:that|they|those)(?= ?(?:$|[?.!]))"
    r"|(?:koster|costs?) (?:de|they|dem)(?= ?(?:$|[?.!]|tilsammen|samlet|i alt|altogether)))\b"
)


def refers_back(mentions: Mentions) -> bool:
    """Whether a short text speaks of what was just shown: 'hvor mange af dem er røde'."""
    return len(mentions.text.split()) <= _LONG and _BACK.search(mentions.text) is not None


def leans_on_nothing(mentions: Mentions) -> bool:
    """Whether the text is only a piece of a question: 'hvad med Distrikt 2', or only a name or a period.

    A case number, a milestone or a theme is a question of its own, alone or after 'hvad med'.
    """
    if {"case", "milestone", "theme"} & set(mentions.kinds):
        return False
    if begins_leaning(mentions):
        return _names_only(mentions, _VALUES)
    return bool(mentions.kinds) and _names_only(mentions, _VALUES, _LITTLE)


def _names_only(mentions: Mentions, slots: Set[str], filler: Set[str] = _FILLER, spare: int = 0) -> bool:
    """Whether the text holds only the named `slots` and filler words, with at most `spare` words more."""
    rest = GROUPED.sub(" ", mentions.masked) if "group_by" in slots else mentions.masked
    for name in sorted(slots & set(LEXICA)):
        for entry in sorted(LEXICA[name].find(rest), key=lambda e: e.start, reverse=True):
            rest = f"{rest[: entry.start]} {rest[entry.end :]}"
    names_something = bool(mentions.kinds) or rest != mentions.masked or _EVERYONE.search(rest) is not None
    return names_something and len(set(_WORD.findall(rest)) - filler) <= spare


def merge(previous: Previous, mentions: Mentions, reading: Reading) -> Slots | None:
    """The former slots with those that the text names in their place; None when the former question reads none of them.

    A question is about one person or one team: a named team replaces a person, unless the text narrows ('kun …'). Once
    one is named, the answer is no longer grouped or compared with a number.
    """
    wanted = RECORDS[previous.question].slots
    named = {
        name: getattr(reading.slots, name)
        for name in wanted
        if getattr(reading.slots, name) is not None and (name != "staff" or mentions.me or mentions.staff.spans)
    }
    if "limit" in wanted and (limit := other_limit(mentions.text)) is not None:
        named["limit"] = limit
    if "period" in wanted and (after := period_after(mentions.text, previous.slots.period)) is not None:
        named["period"] = after
    everyone = _EVERYONE.search(mentions.text) is not None
    if not named and not reading.candidates and not reading.bare_case and not everyone:
        return None
    who = [name for name in _WHO if name in named]
    # 'kun Distrikt 2' after a person's figures asks for the team's: a person is in one team only.
    replaces_who = (who and ("team" in who or not _NARROWS.search(mentions.text))) or everyone
    cleared: dict[str, None] = dict.fromkeys(_WHO) if replaces_who else {}
    if _GROUPED_BY.get(previous.slots.group_by or "") in named:
        cleared["group_by"] = None
    if "staff" in named and not RECORDS[previous.question].over_in_days:
        cleared["over"] = None
    return replace(previous.slots, **{**cleared, **named})
