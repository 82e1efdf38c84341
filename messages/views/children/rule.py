"""What a deadline rule says, and the rules to choose from."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from messages import danish, deadline_words
from messages.cards import Column, Element, button, buttons, card, quiet, table, text
from messages.cards import facts as fact_set
from messages.labels import case_type, rule_title
from messages.setting import Setting
from messages.view import View
from messages.words import words
from storage.facts.children.rule import RuleAnswer, RulesToChoose
from storage.rules.deadlines.deadline_rule import LengthUnit, Rule
from storage.rules.deadlines.deadlines import RULES
from storage.rules.slots import Slots

IN_A_ROW = 2
"""Buttons in one row: the rules have long titles."""


def rule(facts: RuleAnswer | RulesToChoose, setting: Setting) -> View:
    """One rule: its law, length, start and end, and its deadline where a day was named; without one, all of them."""
    if isinstance(facts, RulesToChoose):
        context = {"title": None, "from_day": _from_day(setting), "number_of": len(facts.rules)}
        return View("children/rule", context, _choice(facts.rules, setting))
    known, language = RULES[facts.rule], setting.language
    context = {
        "title": danish.in_sentence(known.title(language)),
        "counted": deadline_words.counted(known, language, facts.length),
        "again": deadline_words.repetition(known, language),
        "reckoned": _reckoned(known, facts, setting),
    }
    return View("children/rule", context, _card(known, facts, setting))


def _card(known: Rule, facts: RuleAnswer, setting: Setting) -> Element:
    say, language = words(setting.language).gettext, setting.language
    pairs = [
        (say("Law"), _law(known, facts.law, language)),
        (say("Deadline"), facts.length),
        (say("Counts from"), deadline_words.starts(known, language)),
        (say("Met by"), deadline_words.meets(known, language)),
    ]
    pairs += [(say("After that"), _again(known, language))] if known.repeat_months else []
    pairs += [(say("Case types"), _case_types(known, language))] if known.case_types else []
    reckoned = _reckoned(known, facts, setting)
    answer = [text(reckoned, weight="Bolder", spacing="Medium")] if reckoned else []
    notes = [deadline_words.how_counted(known, language)]
    notes += [] if reckoned else [_how_to_ask(known, language)]
    hints = [quiet(" ".join(notes), spacing="Medium")]
    every = [button(say("All deadlines"), "rule")]
    return card(known.title(language), [], [*answer, fact_set(pairs), *hints], setting, actions=every, dated=False)


def _law(known: Rule, current: str, language: str) -> str:
    """The law of the day, and what it was before or became after."""
    say = words(language).gettext
    others = []
    for law in known.law:
        if law.text == current:
            continue
        if law.valid_to < dt.date.max:
            changed = law.valid_to + dt.timedelta(days=1)
            others.append(say("before %(day)s: %(law)s", day=danish.day(changed, language), law=law.text))
        else:
            others.append(say("from %(day)s: %(law)s", day=danish.day(law.valid_from, language), law=law.text))
    return f"{current} ({', '.join(others)})" if others else current


def _again(known: Rule, language: str) -> str:
    again = deadline_words.repetition(known, language)
    return words(language).gettext("%(again)s, unless the case has a next date of its own", again=again)


def _case_types(known: Rule, language: str) -> str:
    titles = [danish.in_sentence(case_type(word, language)) for word in sorted(known.case_types or ())]
    return danish.listing(titles, language)


def _how_to_ask(known: Rule, language: str) -> str:
    say = words(language).gettext
    if known.birthday is not None:
        return say("Write the day they turn %(age)s, and I work the deadline out.", age=known.birthday)
    return say("Write the day it counts from, and I work the deadline out.")


def _reckoned(known: Rule, facts: RuleAnswer, setting: Setting) -> str:
    """Tæller fra … senest … (handl senest …); nothing where no day was named."""
    if facts.due is None or facts.act_by is None:
        return ""
    say, due, act_by = words(setting.language).gettext, facts.due, facts.act_by
    start, end = _ends(known, facts, due, setting)
    values = {"start": start, "due": end, "act_by": danish.named_day(act_by, setting.language, setting.today)}
    # A notification of a Saturday is due on the Sunday: no workday is left in between.
    no_workday = known.birthday is None and act_by < (_since(setting) or act_by)
    if act_by == due or no_workday:
        return say("Counts from %(start)s, at the latest %(due)s.", **values)
    return say("Counts from %(start)s, at the latest %(due)s (act by %(act_by)s).", **values)


def _ends(known: Rule, facts: RuleAnswer, due: dt.date, setting: Setting) -> tuple[str, str]:
    """The first and the last day in words; with the time of day where the length is in hours."""
    start, end = _from_day(setting), danish.named_day(due, setting.language, setting.today)
    if known.birthday is not None:
        return f"{deadline_words.birthday(known, setting.language)} {start}", end
    if known.length.unit is not LengthUnit.HOURS or facts.due_at is None:
        return start, end
    last = dt.datetime.combine(due, facts.due_at)
    first = last - dt.timedelta(hours=known.length.amount)
    return _at(start, first.time(), setting), _at(end, last.time(), setting)


def _at(day: str, time: dt.time, setting: Setting) -> str:
    written = danish.clock(time, setting.language)
    return words(setting.language).gettext("%(day)s at %(time)s", day=day, time=written)


def _from_day(setting: Setting) -> str:
    """The day it counts from, as a sentence says it; empty where none was named."""
    since = _since(setting)
    return danish.named_day(since, setting.language, setting.today) if since else ""


def _since(setting: Setting) -> dt.date | None:
    return setting.slots.span[0]


def _choice(rules: Sequence[RuleAnswer], setting: Setting) -> Element:
    """Every rule with its length and law, and a button for each, which keeps the day that was named."""
    say, language = words(setting.language).gettext, setting.language
    kept = Slots(period=setting.slots.period)
    last = Column(say("At the latest") if _from_day(setting) else say("Law"), 3)
    columns = [Column(say("Deadline"), 5), Column(say("Length"), 3), last]
    rows = [[rule_title(each.rule, language), _length(each, language), _last(each, setting)] for each in rules]
    choices = [
        button(rule_title(each.rule, language), "rule", replace(kept, rule=each.rule).as_json()) for each in rules
    ]
    rows_of_buttons = [choices[first : first + IN_A_ROW] for first in range(0, len(choices), IN_A_ROW)]
    body = [table(columns, rows), *(buttons(row, spacing="Small") for row in rows_of_buttons)]
    return card(say("Deadlines in the law"), [], body, setting, dated=False)


def _length(each: RuleAnswer, language: str) -> str:
    """The length, and how often it comes back."""
    again = deadline_words.repetition(RULES[each.rule], language)
    then = words(language).gettext("then %(again)s", again=again)
    return f"{each.length}, {then}" if again else each.length


def _last(each: RuleAnswer, setting: Setting) -> str:
    """The law; where a day was named, which is nobody's birthday, the day the deadline falls."""
    if each.due is None or not _from_day(setting):
        return each.law
    if RULES[each.rule].birthday is not None:
        return ""
    return danish.short_day(each.due, setting.language, setting.today)
