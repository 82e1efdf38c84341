"""The sentences of an answer to whatever was asked: first what was asked for, then what stands out in it."""

from __future__ import annotations

from collections.abc import Sequence

from messages import danish
from messages.condition_words import in_words
from messages.deadline_words import event
from messages.period_words import in_days
from messages.setting import Setting
from messages.telling import ConditionWords
from messages.understood import conditions, day_or_period, is_of_a_day, names_asker, per, shared, what
from messages.views.selected.figure import difference, is_measured, plain_number, written
from messages.views.selected.keys import group_title
from messages.views.selected.of_all import of_all
from messages.views.selected.phrase import things, when
from messages.words import words
from storage.facts.asked import AskedGroup, AskedStretch
from storage.facts.complaint_source import ComplaintSource
from storage.facts.of_team import TeamFigure
from storage.facts.selected import SelectedCase, SelectedFacts
from storage.rules.period import Period
from storage.rules.selection import CHEAPEST, DEAREST, FEWEST, MOST, WHO, Selection

NAMED = 5
"""Groups that a sentence names."""


def sentences(facts: SelectedFacts, setting: Setting) -> list[str]:
    """What was asked, what stands out, and what is left out because the asker does not see it."""
    asked = facts.asked
    if facts.source is ComplaintSource.NONE:
        return _source(facts, setting)
    if asked.series is not None:
        told = _development(facts, asked.series, setting)
    elif asked.groups and _asks_for_the_first(facts.selection):
        told = [_among(facts, setting, _first_of(facts, asked.groups, setting))]
    else:
        told = [_ended(_main(facts, setting) + _compared(facts, setting)), *_most(facts, setting)]
        told += _dearest(facts, setting)
    return [
        *of_all(facts.of_all, setting),
        *told,
        *_of_team(facts.of_team, setting),
        *_over_limit(facts, setting),
        *_source(facts, setting),
        *_left_out(facts, setting),
    ]


def _source(facts: SelectedFacts, setting: Setting) -> list[str]:
    """That complaints were not counted from their file."""
    say = words(setting.language).gettext
    if facts.source is ComplaintSource.EVENTS:
        return [say("The file of complaints is not imported: counted are the events “complaint received”.")]
    if facts.source is ComplaintSource.NONE:
        return [say("The file of complaints is not imported, and only it tells what became of them.")]
    return []


def _among(facts: SelectedFacts, setting: Setting, told: str) -> str:
    """Says first that it is of the asker's own cases, where the question does not say so itself."""
    if not facts.own or names_asker(facts.selection, setting):
        return told
    return words(setting.language).gettext("Among your cases: %(told)s", told=told)


def _of_team(figure: TeamFigure | None, setting: Setting) -> list[str]:
    """What the whole team has."""
    if figure is None:
        return []
    say, n = words(setting.language).gettext, figure.value
    number = danish.number(n, setting.language) if n else say("none")
    return [
        words(setting.language).ngettext(
            "In the whole of %(team)s there is %(number)s, protected cases not counted.",
            "In the whole of %(team)s there are %(number)s, protected cases not counted.",
            n,
            team=figure.team,
            number=number,
        )
    ]


def _ended(text: str) -> str:
    """With a full stop, unless an amount ends it already: 1.234 kr."""
    return text if text.endswith(".") else f"{text}."


def _main(facts: SelectedFacts, setting: Setting) -> str:
    selection = facts.selection
    if shared(selection):
        return _among(facts, setting, _share(facts, setting))
    if selection.figured.what == "average":
        return _average(facts, setting)
    special = {"cost": _cost, "spent": _spent, "in_time": _in_time, "days": _days}
    return special.get(selection.what, _count)(facts, setting)


def _count(facts: SelectedFacts, setting: Setting) -> str:
    say, say_many = words(setting.language).gettext, words(setting.language).ngettext
    n = int(facts.total or 0)
    number, named = danish.number(n, setting.language), things(facts.selection, n, setting)
    if names_asker(facts.selection, setting):
        return say("You have %(number)s %(things)s", number=number if n else say("no"), things=named)
    number = number if n else say("no")
    if facts.own:
        return say_many(
            "Among your cases there is %(number)s %(things)s",
            "Among your cases there are %(number)s %(things)s",
            n,
            number=number,
            things=named,
        )
    return say_many("There is %(number)s %(things)s", "There are %(number)s %(things)s", n, number=number, things=named)


def narrowed(facts: SelectedFacts, setting: Setting) -> str:
    """The conditions in brackets with a space before: (Team Nord, røde); nothing where there are none."""
    yours = facts.own and not names_asker(facts.selection, setting)
    told = [*([words(setting.language).gettext("yours")] if yours else []), *conditions(facts.selection, setting)]
    return f" ({', '.join(told)})" if told else ""


def _share(facts: SelectedFacts, setting: Setting) -> str:
    say, language, selection = words(setting.language).gettext, setting.language, facts.selection
    whole = facts.share.whole if facts.share else None
    n = int(whole) if whole is not None else 2
    of = things(selection.whole, n, setting)
    parts = [one.line for one in _lines(selection, setting)]
    told = danish.listing(parts, language)
    if facts.total is None:
        return say("There are no %(things)s to work a share out of", things=of)
    percent = danish.percent(float(facts.total), language)
    if facts.share is None or selection.kind.unit == "kr":
        return say("%(percent)s of %(things)s: %(parts)s", percent=percent, things=of, parts=told)
    part, total = (danish.number(int(one or 0), language) for one in (facts.share.part, facts.share.whole))
    return say(
        "%(percent)s (%(part)s of %(whole)s %(things)s): %(parts)s",
        percent=percent,
        part=part,
        whole=total,
        things=of,
        parts=told,
    )


def _average(facts: SelectedFacts, setting: Setting) -> str:
    say, limits = words(setting.language).gettext, narrowed(facts, setting)
    if facts.total is None:
        return say("No caseworker has cases to work an average out of%(limits)s", limits=limits)
    number = plain_number(facts.total, setting.language)
    return say("There are %(number)s cases per caseworker on average%(limits)s", number=number, limits=limits)


def _cost(facts: SelectedFacts, setting: Setting) -> str:
    say = words(setting.language).gettext
    amount, year = written(facts.total, facts.asked.unit, setting), day_or_period(facts.selection, setting)
    return say(
        "The yearly cost of %(year)s%(limits)s is %(amount)s", year=year, limits=narrowed(facts, setting), amount=amount
    )


def _spent(facts: SelectedFacts, setting: Setting) -> str:
    return words(setting.language).gettext(
        "The spending %(when)s%(limits)s is %(amount)s",
        when=when(facts.selection, setting),
        limits=narrowed(facts, setting),
        amount=written(facts.total, facts.asked.unit, setting),
    )


def _in_time(facts: SelectedFacts, setting: Setting) -> str:
    say, limits, days_ = words(setting.language).gettext, narrowed(facts, setting), when(facts.selection, setting)
    if facts.total is None:
        return say("No deadlines were met %(when)s%(limits)s, so there is no share", when=days_, limits=limits)
    percent = danish.percent(float(facts.total), setting.language)
    if facts.share is not None:
        part, whole = (danish.number(int(one or 0), setting.language) for one in (facts.share.part, facts.share.whole))
        percent = say("%(percent)s (%(part)s of %(whole)s)", percent=percent, part=part, whole=whole)
    return say(
        "%(percent)s of the deadlines%(limits)s met %(when)s were met in time",
        percent=percent,
        when=days_,
        limits=limits,
    )


def _days(facts: SelectedFacts, setting: Setting) -> str:
    say, language, selection = words(setting.language).gettext, setting.language, facts.selection
    begun, done = (event(kind or "", language) for kind in (selection.from_event, selection.to_event))
    days_, limits = when(selection, setting), narrowed(facts, setting)
    if facts.total is None:
        return say(
            "Nothing from %(begun)s to %(done)s was finished %(when)s%(limits)s",
            begun=begun,
            done=done,
            when=days_,
            limits=limits,
        )
    mean = written(facts.total, "days", setting)
    told = say(
        "%(mean)s on average from %(begun)s to %(done)s %(when)s%(limits)s",
        mean=mean,
        begun=begun,
        done=done,
        when=days_,
        limits=limits,
    )
    if facts.median is None or facts.count is None:
        return told
    median, count = plain_number(facts.median, language), danish.number(facts.count, language)
    return say("%(told)s (median %(median)s, %(count)s finished)", told=told, median=median, count=count)


def _over_limit(facts: SelectedFacts, setting: Setting) -> list[str]:
    n = facts.over_limit
    if not n:
        return []
    number = danish.number(n, setting.language)
    return [words(setting.language).gettext("%(number)s took longer than the deadline allows.", number=number)]


def _lines(selection: Selection, setting: Setting) -> list[ConditionWords]:
    return [in_words(one, selection.kind, setting) for one in shared(selection)]


def _compared(facts: SelectedFacts, setting: Setting) -> str:
    """, mod 9 i oktober 2026: 3 flere"""
    other, selection, say = facts.asked.compared, facts.selection, words(setting.language).gettext
    if other is None:
        return ""
    value = written(other.value, facts.asked.unit, setting)
    against = say(", against %(value)s %(where)s", value=value, where=_of_other(facts, setting))
    more = difference(facts.total, other.value, selection, setting)
    return f"{against}: {more}" if more else against


def _of_other(facts: SelectedFacts, setting: Setting) -> str:
    other, language = facts.asked.compared, setting.language
    say = words(language).gettext
    if other is None or other.team is not None:
        return say("in %(names)s", names=other.team if other else "")
    if not is_of_a_day(facts.selection):
        return in_days(Period(other.since, other.until), language)
    day = min(other.until or setting.today, setting.today)
    return str(day.year) if facts.selection.what == "cost" else say("as of %(day)s", day=danish.day(day, language))


def _asks_for_the_first(selection: Selection) -> bool:
    return selection.form == WHO or selection.order in {MOST, FEWEST, DEAREST, CHEAPEST}


def _first_of(facts: SelectedFacts, groups: Sequence[AskedGroup], setting: Setting) -> str:
    """Mette Krogh har flest: 14 røde sager. All who share the place are named."""
    say, say_many, selection = words(setting.language).gettext, words(setting.language).ngettext, facts.selection
    if selection.limit is not None and selection.limit > 1:
        return _ended(_listed(facts, groups, setting))
    first = [group for group in groups if group.value == groups[0].value and group.key is not None] or [groups[0]]
    names = danish.listing([group_title(selection, group.key, setting) for group in first], setting.language)
    least = selection.order in {FEWEST, CHEAPEST}
    figure = written(groups[0].value, facts.asked.unit, setting)
    if is_measured(selection):
        place = say("lowest") if least else say("highest")
        told = say_many(
            "%(names)s is %(place)s: %(figure)s",
            "%(names)s are %(place)s: %(figure)s each",
            len(first),
            names=names,
            place=place,
            figure=figure,
        )
        return _ended(told + narrowed(facts, setting))
    place = say("fewest") if least else say("most")
    of = things(selection, int(groups[0].value or 0), setting)
    return say_many(
        "%(names)s has the %(place)s: %(figure)s %(things)s.",
        "%(names)s have the %(place)s: %(figure)s %(things)s each.",
        len(first),
        names=names,
        place=place,
        figure=figure,
        things=of,
    )


def _listed(facts: SelectedFacts, groups: Sequence[AskedGroup], setting: Setting) -> str:
    """Flest åbne sager: Mette Krogh (14), Line Holm (12)"""
    selection, say = facts.selection, words(setting.language).gettext
    named = [
        f"{group_title(selection, one.key, setting)} ({written(one.value, facts.asked.unit, setting)})"
        for one in groups[:NAMED]
    ]
    told = danish.listing(named, setting.language)
    least = selection.order in {FEWEST, CHEAPEST}
    if is_measured(selection):
        place = say("Lowest") if least else say("Highest")
        return f"{place}{narrowed(facts, setting)}: {told}"
    of = things(selection, 2, setting)
    return (
        say("Fewest %(things)s: %(told)s", things=of, told=told)
        if least
        else say("Most %(things)s: %(told)s", things=of, told=told)
    )


def _most(facts: SelectedFacts, setting: Setting) -> list[str]:
    """Of groups, which is the largest."""
    groups, say = facts.asked.groups or (), words(setting.language).gettext
    if (
        len(groups) < 2
        or not groups[0].value
        or groups[0].value == groups[1].value
        or facts.selection.group_by == ("month",)
    ):
        return []
    figure = written(groups[0].value, facts.asked.unit, setting)
    name = group_title(facts.selection, groups[0].key, setting)
    if is_measured(facts.selection):
        return [_ended(say("Highest: %(name)s with %(figure)s", name=name, figure=figure))]
    return [say("Most: %(name)s with %(figure)s.", name=name, figure=figure)]


def _dearest(facts: SelectedFacts, setting: Setting) -> list[str]:
    """Of a list by cost, which comes first."""
    first, selection = (facts.items or (None,))[0], facts.selection
    if not isinstance(first, SelectedCase) or first.cost is None or len(facts.items or ()) < 2:
        return []
    say, amount = words(setting.language).gettext, danish.kroner(first.cost, setting.language)
    if selection.order in {CHEAPEST, FEWEST}:
        return [_ended(say("Cheapest: %(case)s with %(amount)s", case=first.case, amount=amount))]
    return [_ended(say("Dearest: %(case)s with %(amount)s", case=first.case, amount=amount))]


def _development(facts: SelectedFacts, series: Sequence[AskedStretch], setting: Setting) -> list[str]:
    """The last point, the highest, and whether it went up or down."""
    say, selection, unit = words(setting.language).gettext, facts.selection, facts.asked.unit
    known = [point for point in series if point.value is not None]
    title = _title_of_series(facts, setting)
    if not known:
        return [say("%(title)s: there are no figures in the period.", title=title)]
    first, last = known[0], known[-1]
    highest = max(known, key=lambda point: float(point.value or 0))
    told = [
        _ended(
            say(
                "%(title)s: %(last)s %(when)s, highest %(most)s %(on)s",
                title=title,
                last=written(last.value, unit, setting),
                when=_point(last, selection, setting),
                most=written(highest.value, unit, setting),
                on=_point(highest, selection, setting),
            )
        )
    ]
    a, b = float(first.value or 0), float(last.value or 0)
    if a == b or first is last:
        return told
    since, figures = (
        _point(first, selection, setting),
        (written(first.value, unit, setting), written(last.value, unit, setting)),
    )
    if b > a:
        return [
            *told,
            _ended(
                say("It has risen from %(first)s %(when)s to %(last)s", first=figures[0], when=since, last=figures[1])
            ),
        ]
    return [
        *told,
        _ended(say("It has fallen from %(first)s %(when)s to %(last)s", first=figures[0], when=since, last=figures[1])),
    ]


def _title_of_series(facts: SelectedFacts, setting: Setting) -> str:
    selection = facts.selection
    named = what(selection, setting) + narrowed(facts, setting)
    told = f"{named} {per(selection.per or 'month', setting.language)}"
    return told[:1].upper() + told[1:]


def _point(point: AskedStretch, selection: Selection, setting: Setting) -> str:
    """pr. 31. oktober 2026 of what stands, i oktober 2026 of what happens."""
    if is_of_a_day(selection):
        return words(setting.language).gettext("as of %(day)s", day=danish.day(point.until, setting.language))
    return in_days(Period(point.since, point.until), setting.language)


def _left_out(facts: SelectedFacts, setting: Setting) -> list[str]:
    if not facts.left_out:
        return []
    teams = danish.listing(list(facts.left_out), setting.language)
    return [words(setting.language).gettext("You cannot see %(teams)s.", teams=teams)]
