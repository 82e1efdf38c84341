"""What was counted, as a phrase with its conditions: "røde sager i Team Nord med overskredet frist"."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from messages import danish
from messages.condition_words import in_words
from messages.period_words import in_days
from messages.setting import Setting
from messages.telling import MANY, ConditionWords, PlaceInSentence
from messages.understood import happening, is_of_a_day, last_day
from messages.words import words
from storage.rules.conditions import COUNTED, Condition
from storage.rules.selection import Selection

_OF_CASES = frozenset({"cases", "average", "changes", "openings", "closings"})
"""What is counted in cases: every condition is on them."""


def things(selection: Selection, n: int, setting: Setting) -> str:
    """`n` of what was counted, without the number; who it is of is left out where it is the asker."""
    kept = [one for one in selection.conditions if not is_asker(one, setting)]
    if selection.what in _OF_CASES:
        told = [in_words(one, selection.kind, setting, n) for one in kept]
        return _phrase(selection, told, n, setting, when(selection, setting))
    told = [in_words(one, selection.kind, setting, n) for one in kept]
    own = [one for one in told if one.own]
    others = [one for one, it in zip(kept, told, strict=True) if not it.own]
    if all(one.name in {"team", "staff"} and not one.denied for one in others):
        return _phrase(selection, told, n, setting, when(selection, setting))
    cases = [in_words(one, COUNTED["cases"], setting, MANY) for one in others]
    inside = _laid_out(_noun("cases", MANY, setting, bare=_has_adjective(cases)), cases, setting, "")
    within = words(setting.language).gettext("in %(names)s", names=inside)
    return f"{_phrase(selection, own, n, setting, when(selection, setting))} {within}"


def is_asker(one: Condition, setting: Setting) -> bool:
    """Whether it says that the figures are the asker's."""
    return one.name == "staff" and not one.denied and one.texts == (setting.asker,)


def when(selection: Selection, setting: Setting) -> str:
    """The days, inside a sentence: i november 2026; nothing for what stands today."""
    language, today = setting.language, setting.today
    say = words(language).gettext
    if selection.what == "grants" and selection.period is not None:
        return say("ending %(when)s", when=in_days(selection.period, language))
    if not is_of_a_day(selection):
        return in_days(happening(selection, today), language)
    seen = last_day(selection, today)
    return "" if seen == today else say("as of %(day)s", day=danish.day(seen, language))


def _phrase(selection: Selection, told: Sequence[ConditionWords], n: int, setting: Setting, days: str) -> str:
    say, say_many = words(setting.language).gettext, words(setting.language).ngettext
    bare = _has_adjective(told) or selection.of_closed_cases
    extra = {
        "changes": say("with repeated changes of caseworker"),
        "openings": say_many("opened", "opened", n),
        "closings": say_many("closed", "closed", n),
    }.get(selection.what, "")
    if selection.what == "grants" and selection.period is not None:
        told = [*told, ConditionWords(days, days, PlaceInSentence.CLAUSE)]
        return _laid_out(_noun(selection.what, n, setting, bare=bare), told, setting, "")
    days = " ".join(part for part in (extra, days) if part)
    return _laid_out(_noun(selection.what, n, setting, bare=bare), told, setting, days)


def _laid_out(noun: str, told: Iterable[ConditionWords], setting: Setting, days: str) -> str:
    """Adjectives, noun, kinds in brackets, place, days, what it has, and clauses at the end."""
    said: dict[PlaceInSentence, list[str]] = {place: [] for place in PlaceInSentence}
    for one in told:
        said[one.stands].append(one.said)
    adjectives, notes = ", ".join(said[PlaceInSentence.BEFORE]), ", ".join(said[PlaceInSentence.NOTE])
    after, clauses = said[PlaceInSentence.AFTER], said[PlaceInSentence.CLAUSE]
    parts = [
        adjectives,
        noun,
        f"({notes})" if notes else "",
        *said[PlaceInSentence.PLACE],
        days,
        danish.listing(after, setting.language) if after else "",
    ]
    phrase = " ".join(part for part in parts if part)
    comma = "," if setting.language == "da" else ""
    return f"{phrase}{comma} {danish.listing(clauses, setting.language)}" if clauses else phrase


def _has_adjective(told: Iterable[ConditionWords]) -> bool:
    return any(one.stands is PlaceInSentence.BEFORE for one in told)


def _noun(what: str, n: int, setting: Setting, *, bare: bool) -> str:
    """`bare`: without "open", where another adjective stands before it."""
    say_many = words(setting.language).ngettext
    nouns = {
        "deadlines": say_many("deadline", "deadlines", n) if bare else say_many("open deadline", "open deadlines", n),
        "openings": say_many("case", "cases", n),
        "closings": say_many("case", "cases", n),
        "events": say_many("event", "events", n),
        "grants": say_many("grant", "grants", n),
        "complaints": say_many("complaint", "complaints", n),
        "actions": say_many("action of a plan", "actions of plans", n),
    }
    return nouns.get(what) or (say_many("case", "cases", n) if bare else say_many("open case", "open cases", n))
