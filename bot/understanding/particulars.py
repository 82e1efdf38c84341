"""The details of a text that only one question needs and no slot holds; read once, with the rest of the text."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.admin.wish import Wish, schedule_wish
from bot.understanding.case_thing import case_thing
from bot.understanding.channel_words import ChannelWish, all_it_names, channel_wish
from bot.understanding.clocks import minutes_named
from bot.understanding.composing.wording import WORDING
from bot.understanding.courtesy import says_fine, thanks
from bot.understanding.lexicon import LEXICA, Lexicon
from bot.understanding.yes_or_no import YesOrNo, yes_or_no
from storage.rules.case_thing import CaseThing
from storage.rules.questions import RECORDS
from storage.rules.selection import DEAREST
from storage.rules.terms import TERMS

_LANGUAGES = {
    "en": re.compile(r"\b(engelsk|english)\b"),
    "da": re.compile(r"\b(dansk|danish)\b"),
}
_TERMS = Lexicon({name: list(term.said) for name, term in TERMS.items()})
_LISTS = {
    check: re.compile("|".join(expressions))
    for record in RECORDS.values()
    for check, expressions in record.lists.items()
}


@dataclass(frozen=True, slots=True)
class Particulars:
    """Details for one question each. A button has none, nobody is shown them, and other questions ignore them."""

    is_typed: bool = False
    """Whether a text was typed."""
    thanks: bool = False
    """Whether it thanks."""
    fine: bool = False
    """Whether it only says that all is well."""
    colleagues: str = "members"
    """Which people are asked for: members, leaders or new."""
    role: str | None = None
    """The role of those people, if the text names one."""
    terms: tuple[str, ...] = ()
    """The words whose meaning may be asked for: ids of terms.toml, in the text's order."""
    minutes: int | None = None
    """The time of day, as minutes after midnight."""
    language: str | None = None
    """The language that the bot is to speak."""
    check: str | None = None
    """The one check of the data whose list is asked for."""
    schedule: Wish | None = None
    """What is to be done to the schedules."""
    channel: ChannelWish | None = None
    """What is to become of the channel."""
    yes_or_no: YesOrNo | None = None
    """Whether it is to be answered yes or no."""
    thing: CaseThing | None = None
    """Of one case: the one thing that is asked for."""
    dearest: bool = False
    """Whether it asks which are dearest."""
    channel_named: str = ""
    """The rest of the text besides that wish, folded: a team's or a channel's name, or words that change the text."""


SILENT = Particulars()


def particulars(folded: str) -> Particulars:
    """The particulars of a text as `Typed` has it: folded and cut to length."""
    return Particulars(
        is_typed=bool(folded),
        thanks=thanks(folded),
        fine=says_fine(folded),
        colleagues=LEXICA["colleagues"].first(folded) or "members",
        role=LEXICA["role"].first(folded),
        terms=tuple(dict.fromkeys(term.value for term in _TERMS.find(folded))),
        minutes=minutes_named(folded),
        language=_language(folded),
        check=list_named(folded),
        schedule=schedule_wish(folded),
        channel=channel_wish(folded),
        thing=case_thing(folded),
        dearest=any(entry.value == DEAREST for entry in WORDING["order"].find(folded)),
        channel_named=all_it_names(folded),
        yes_or_no=yes_or_no(folded),
    )


def _language(folded: str) -> str | None:
    """The language that the text names last, as in 'from Danish to English'."""
    named = [(match.end(), code) for code, words in _LANGUAGES.items() for match in words.finditer(folded)]
    return max(named)[1] if named else None


def list_named(folded: str) -> str | None:
    """The one check whose list a folded text asks for; None where it names none, or several.

    >>> list_named("hvilke posteringer mangler sag?"), list_named("hvordan er datakvaliteten?")
    ('postings_without_case', None)
    """
    named = [check for check, expression in _LISTS.items() if expression.search(folded)]
    return named[0] if len(named) == 1 else None
