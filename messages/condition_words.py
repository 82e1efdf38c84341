"""The conditions of a question in words: for a line of what the figures are of, and for a sentence about them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal

from messages import danish
from messages.deadline_words import event
from messages.labels import case_type, person, requirement, rule_title
from messages.setting import Setting
from messages.telling import (
    MANY,
    ConditionWords,
    PlaceInSentence,
    Telling,
    adjective,
    after,
    denied,
    note,
    numbered,
    that_are,
)
from messages.words import words
from storage.rules.conditions import Between, Condition, CountedKind


def in_words(one: Condition, kind: CountedKind, setting: Setting, n: int = MANY) -> ConditionWords:
    """The condition in words, where it narrows `n` of that kind."""
    return _WORDS[one.name](Telling(one, kind, setting, n))


def _who(t: Telling) -> ConditionWords:
    say = words(t.language).gettext
    mine = t.setting.asker is not None and t.one.texts == (t.setting.asker,)
    names = say("you") if mine else t.either([person(text, t.setting) for text in t.one.texts])
    line = say("yours") if mine else names
    if t.one.denied:
        return ConditionWords(denied(line, t.language), say("not with %(names)s", names=names), PlaceInSentence.AFTER)
    return ConditionWords(line, say("with %(names)s", names=names), PlaceInSentence.PLACE)


def _team(t: Telling) -> ConditionWords:
    say, names = words(t.language).gettext, t.either(t.one.texts)
    if t.one.denied:
        return ConditionWords(denied(names, t.language), say("outside %(names)s", names=names), PlaceInSentence.AFTER)
    return ConditionWords(names, say("in %(names)s", names=names), PlaceInSentence.PLACE)


def _case_type(t: Telling) -> ConditionWords:
    say = words(t.language).gettext
    line = t.either([danish.in_sentence(case_type(text, t.language)) for text in t.one.texts])
    if t.one.denied:
        return ConditionWords(denied(line, t.language), that_are(t, line), PlaceInSentence.CLAUSE)
    return ConditionWords(line, say("of the type %(type)s", type=line), PlaceInSentence.AFTER)


def _category(t: Telling) -> ConditionWords:
    say, say_many = words(t.language).gettext, words(t.language).ngettext
    if t.one.texts == ("none",):
        return after(t, say("without a category"), say("with a category"))
    titles = {
        "red": say_many("red", "red", t.n),
        "yellow": say_many("yellow", "yellow", t.n),
        "green": say_many("green", "green", t.n),
        "none": say("without a category"),
    }
    line = t.either([titles[text] for text in t.one.texts])
    if "none" in t.one.texts and not t.one.denied:
        return ConditionWords(line, that_are(t, line), PlaceInSentence.CLAUSE)
    return adjective(t, line)


def _urgent(t: Telling) -> ConditionWords:
    return adjective(t, words(t.language).ngettext("urgent", "urgent", t.n))


def _state(t: Telling) -> ConditionWords:
    say, say_many, n = words(t.language).gettext, words(t.language).ngettext, t.n
    adjectives = {
        "not_reviewed": say_many("not reviewed", "not reviewed", n),
        "reviewed": say_many("reviewed", "reviewed", n),
        "restored": say_many("restored", "restored", n),
        "reported_done": say_many("reported done", "reported done", n),
        "audited": say_many("audited", "audited", n),
    }
    others = {"being_restored": say("being restored"), "more_action": say("with more to do after the audit")}
    line = t.either([{**adjectives, **others}[text] for text in t.one.texts]) + t.when
    if not t.one.denied and (t.when or not adjectives.keys() >= set(t.one.texts)):
        return ConditionWords(line, that_are(t, line), PlaceInSentence.CLAUSE)
    return adjective(t, line)


def _lacks(t: Telling) -> ConditionWords:
    say, say_many = words(t.language).gettext, words(t.language).ngettext
    what = t.either([requirement(text, t.language) for text in t.one.texts])
    if t.one.denied:
        what = what or say("anything the law requires")
        line = say("do not lack %(what)s", what=what)
        said = say_many("that does not lack %(what)s", "that do not lack %(what)s", t.n, what=what)
    else:
        what = what or say("something the law requires")
        line = say("lack %(what)s", what=what)
        said = say_many("that lacks %(what)s", "that lack %(what)s", t.n, what=what)
    return ConditionWords(line, said, PlaceInSentence.CLAUSE)


def _has(t: Telling) -> ConditionWords:
    say, say_many = words(t.language).gettext, words(t.language).ngettext
    what = t.either([requirement(text, t.language) for text in t.one.texts])
    if t.one.denied:
        said = say_many("that does not have %(what)s", "that do not have %(what)s", t.n, what=what)
        return ConditionWords(say("do not have %(what)s", what=what), said, PlaceInSentence.CLAUSE)
    said = say_many("that has %(what)s", "that have %(what)s", t.n, what=what)
    return ConditionWords(say("have %(what)s", what=what), said, PlaceInSentence.CLAUSE)


def _rules(t: Telling) -> str:
    """The deadline rules it names, in brackets with a space before; nothing where it names none."""
    titles = t.either([danish.in_sentence(rule_title(text, t.language)) for text in t.one.texts])
    return f" ({titles})" if titles else ""


def _overdue(t: Telling) -> ConditionWords:
    say, say_many = words(t.language).gettext, words(t.language).ngettext
    if t.kind.id not in {"deadlines", "actions"}:
        rules = _rules(t)
        return after(t, say("with an overdue deadline") + rules, say("without an overdue deadline") + rules)
    late = say_many("past due", "past due", t.n) if t.kind.id == "deadlines" else say_many("late", "late", t.n)
    if not t.one.texts:
        return adjective(t, late, own=True)
    line = late + _rules(t)
    return ConditionWords(
        denied(line, t.language) if t.one.denied else line, that_are(t, line), PlaceInSentence.CLAUSE, own=True
    )


def _due(t: Telling) -> ConditionWords:
    say, say_many, rest = words(t.language).gettext, words(t.language).ngettext, _rules(t) + t.when
    if t.kind.id not in {"deadlines", "actions"}:
        return after(t, say("with a deadline due") + rest, say("without a deadline due") + rest)
    if t.one.denied:
        said = say_many("that does not fall due", "that do not fall due", t.n) + rest
        return ConditionWords(say("not due") + rest, said, PlaceInSentence.CLAUSE, own=True)
    said = say_many("that falls due", "that fall due", t.n) + rest
    return ConditionWords(say("due") + rest, said, PlaceInSentence.CLAUSE, own=True)


def _rule(t: Telling) -> ConditionWords:
    return note(t, t.either([danish.in_sentence(rule_title(text, t.language)) for text in t.one.texts]))


def _age(t: Telling) -> ConditionWords:
    say = words(t.language).gettext
    line = t.either([_years(between, t.language) for between in t.one.numbers])
    if t.one.denied:
        line = denied(line, t.language)
    return ConditionWords(line, say("where the child is %(age)s", age=line), PlaceInSentence.CLAUSE)


def _years(between: Between, language: str) -> str:
    say, low, high = words(language).gettext, between.low, between.high
    if low is None:
        return say("under %(years)s", years=_aged(1 + int(high or 0), language))
    if high is None:
        return say("%(years)s or older", years=_aged(low, language))
    return _aged(low, language) if low == high else _aged(f"{low}-{high}", language)


def _aged(years: object, language: str) -> str:
    return words(language).gettext("%(years)s years", years=years)


def _opened(t: Telling) -> ConditionWords:
    opened = words(t.language).ngettext("opened", "opened", t.n)
    return after(t, opened + t.when, denied(opened, t.language) + t.when)


def _closed(t: Telling) -> ConditionWords:
    closed = words(t.language).ngettext("closed", "closed", t.n)
    return after(t, closed + t.when, denied(closed, t.language) + t.when)


def _of_grant(t: Telling, what: str) -> ConditionWords:
    """A condition on grants: of the grants themselves, or of the cases that have such a one."""
    if "grant" in t.kind.about:
        return note(t, what + t.when)
    say = words(t.language).gettext
    return after(t, say("having %(what)s", what=what) + t.when, say("without %(what)s", what=what) + t.when)


def _measure(t: Telling) -> ConditionWords:
    return _of_grant(t, t.either([danish.in_sentence(text) for text in t.one.texts]))


def _performer(t: Telling) -> ConditionWords:
    say = words(t.language).gettext
    titles = {"intern": say("internal"), "ekstern": say("external")}
    what = say("%(which)s performer", which=t.either([titles[text] for text in t.one.texts]))
    return _of_grant(t, what)


def _supplier(t: Telling) -> ConditionWords:
    return _of_grant(t, words(t.language).gettext("the supplier %(names)s", names=t.either(t.one.texts)))


def _step(t: Telling) -> ConditionWords:
    number = t.either([numbered(between, t.language) for between in t.one.numbers])
    return _of_grant(t, words(t.language).gettext("a measure on step %(step)s", step=number))


def _no_stop(t: Telling) -> ConditionWords:
    say = words(t.language).gettext
    if "grant" in t.kind.about:
        return after(t, say("without a stop date"), say("with a stop date"), own=True)
    return after(t, say("with a grant without a stop date"), say("without any grant that has no stop date"))


def _cost(t: Telling) -> ConditionWords:
    say = words(t.language).gettext
    amount = t.either([_kroner(between, t.language) for between in t.one.numbers])
    if t.one.denied:
        amount = denied(amount, t.language)
    return after(t, *[say("with a yearly cost %(amount)s", amount=amount)] * 2)


def _kroner(between: Between, language: str) -> str:
    """over 200.000 kr., under 50.000 kr., over 1.000 kr. og under 50.000 kr."""
    say = words(language).gettext
    low = [] if between.low is None else [say("over %(kroner)s", kroner=_whole(between.low, language))]
    high = [] if between.high is None else [say("below %(kroner)s", kroner=_whole(between.high, language))]
    return danish.listing([*low, *high], language)


def _whole(amount: int | Decimal, language: str) -> str:
    return danish.kroner(Decimal(amount), language)


def _no_caseworker(t: Telling) -> ConditionWords:
    say = words(t.language).gettext
    return after(t, say("without a caseworker"), say("with a caseworker"))


def _changed(t: Telling) -> ConditionWords:
    say = words(t.language).gettext
    return after(t, say("with repeated changes of caseworker"), say("without repeated changes of caseworker"))


def _new(t: Telling) -> ConditionWords:
    say = words(t.language).gettext
    line = say("new to their caseworker") + t.when
    return ConditionWords(denied(line, t.language) if t.one.denied else line, that_are(t, line), PlaceInSentence.CLAUSE)


def _concern(t: Telling) -> ConditionWords:
    say = words(t.language).gettext
    number = t.either([numbered(between, t.language) for between in t.one.numbers])
    return after(
        t,
        say("with a degree of concern of %(number)s", number=number),
        say("without a degree of concern of %(number)s", number=number),
    )


def _event(t: Telling) -> ConditionWords:
    say, titles = words(t.language).gettext, t.either([event(text, t.language) for text in t.one.texts])
    if t.kind.id == "events":
        return note(t, titles + t.when)
    return after(
        t,
        say("with the event %(event)s", event=titles) + t.when,
        say("without the event %(event)s", event=titles) + t.when,
    )


def _status(t: Telling) -> ConditionWords:
    say, say_many = words(t.language).gettext, words(t.language).ngettext
    titles = {
        "open": say_many("undecided", "undecided", t.n),
        "decided": say_many("concluded", "concluded", t.n),
        "afventer": say("waiting"),
        "igangsat": say("started"),
        "implementeret": say("implemented"),
        "ikke relevant": say("not relevant"),
    }
    line = t.either([titles.get(text, text) for text in t.one.texts])
    return adjective(t, line, own=True) if {"open", "decided"} >= set(t.one.texts) else note(t, line)


def _titled(title: Callable[[Callable[..., str], str], str]) -> Callable[[Telling], ConditionWords]:
    """A condition told by the name of what it looks at, then its values."""
    return lambda t: note(
        t, title(words(t.language).gettext, t.either([person(text, t.setting) for text in t.one.texts]))
    )


_WORDS: Mapping[str, Callable[[Telling], ConditionWords]] = {
    "staff": _who,
    "team": _team,
    "case_type": _case_type,
    "category": _category,
    "urgent": _urgent,
    "state": _state,
    "lacks": _lacks,
    "has": _has,
    "overdue": _overdue,
    "due": _due,
    "rule": _rule,
    "age": _age,
    "opened": _opened,
    "closed": _closed,
    "measure": _measure,
    "performer": _performer,
    "supplier": _supplier,
    "step": _step,
    "no_stop": _no_stop,
    "cost": _cost,
    "no_caseworker": _no_caseworker,
    "changed": _changed,
    "new": _new,
    "concern": _concern,
    "event": _event,
    "status": _status,
    "account": _titled(lambda say, names: say("account %(names)s", names=names)),
    "plan": _titled(lambda say, names: say("plan %(names)s", names=names)),
    "theme": _titled(lambda say, names: say("theme %(names)s", names=names)),
    "responsible": _titled(lambda say, names: say("responsible: %(names)s", names=names)),
    "area": _titled(lambda say, names: say("area %(names)s", names=names)),
}
