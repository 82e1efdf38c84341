"""What a deadline rule says, in words: how long it is, what starts it, what meets it, how often it comes back."""

from __future__ import annotations

from messages import danish
from messages.labels import requirement
from messages.words import words
from storage.rules.deadlines.deadline_rule import LengthUnit, Rule

_NOUNS = {
    LengthUnit.HOURS: "hour",
    LengthUnit.WEEKDAYS: "weekday",
    LengthUnit.WORKDAYS: "workday",
    LengthUnit.WEEKS: "week",
    LengthUnit.MONTHS: "month",
}


def length(rule: Rule, language: str, application_weeks: int) -> str:
    """4 måneder, 24 timer, 7 arbejdsdage, 6 måneder før; `application_weeks` is the council's own limit."""
    amount = application_weeks if rule.council_limit else abs(rule.length.amount)
    written = danish.count(amount, _NOUNS[rule.length.unit], language)
    return words(language).gettext("%(length)s before", length=written) if rule.length.amount < 0 else written


def birthday(rule: Rule, language: str) -> str:
    """The birthday that an age rule counts from: 16-års fødselsdagen."""
    return words(language).gettext("the %(age)s-year birthday", age=rule.birthday)


def starts(rule: Rule, language: str) -> str:
    """What starts it, for a list: an event, several, or a birthday."""
    if rule.birthday is not None:
        return birthday(rule, language)
    return danish.listing([event(word, language) for word in sorted(rule.triggers)], language, either=True)


def meets(rule: Rule, language: str) -> str:
    """What meets it, for a list."""
    return danish.listing([event(word, language) for word in sorted(rule.satisfied_by)], language, either=True)


def counted(rule: Rule, language: str, written: str) -> str:
    """The length and what it counts from, for a sentence: 4 måneder, fra undersøgelsen er påbegyndt."""
    say = words(language).gettext
    if rule.birthday is None:
        clauses = [since(word, language) for word in sorted(rule.triggers)]
        return say(
            "%(length)s from when %(start)s", length=written, start=danish.listing(clauses, language, either=True)
        )
    if rule.length.amount < 0:
        return f"{written} {birthday(rule, language)}"
    return say("%(length)s after %(start)s", length=written, start=birthday(rule, language))


def repetition(rule: Rule, language: str) -> str:
    """Every 6 months; nothing where it does not come back."""
    if rule.repeat_months is None:
        return ""
    return words(language).ngettext("every month", "every %(n)s months", rule.repeat_months)


def how_counted(rule: Rule, language: str) -> str:
    """How the days of its unit are counted, which people ask about most (domain.md §2 and §3)."""
    say = words(language).gettext
    if rule.birthday is not None:
        return say("For someone born on 29 February the birthday is 28 February in other years.")
    texts = {
        LengthUnit.HOURS: say(
            "The hours run at week-ends and on holidays too. Without a time of day they count from 00:00."
        ),
        LengthUnit.WEEKDAYS: say(
            "Weekdays are Monday to Saturday, except public holidays. The first day does not count."
        ),
        LengthUnit.WORKDAYS: say(
            "Working days are Monday to Friday, except public holidays and the municipality's closing days. "
            "The first day does not count."
        ),
    }
    return texts.get(rule.length.unit, say("Week-ends and holidays do not move the deadline."))


def since(word: str, language: str) -> str:
    """A starting event as a clause after "from when"; one that a municipality has added keeps its own word."""
    say = words(language).gettext
    clauses = {
        "underretning modtaget": say("the notification is received"),
        "undersøgelse påbegyndt": say("the assessment is begun"),
        "anbringelse besluttet": say("the placement is decided"),
        "indsats besluttet": say("the measure is decided"),
        "indsats iværksat": say("the measure is started"),
        "anbringelse iværksat": say("the placement is started"),
        "merudgift afgjort": say("the extra costs are decided"),
        "tabt arbejdsfortjeneste afgjort": say("the lost earnings are decided"),
        "klage modtaget": say("the complaint is received"),
        "aktindsigt modtaget": say("the request for access is received"),
        "ansøgning modtaget": say("the application is received"),
    }
    return clauses.get(word, word)


def event(word: str, language: str) -> str:
    """An event of the exports in the reader's language; one that a municipality has added keeps its own word."""
    say = words(language).gettext
    titles = {
        "underretning modtaget": say("notification received"),
        "underretning vurderet": say("notification assessed"),
        "kvittering sendt": say("receipt sent"),
        "undersøgelse påbegyndt": say("assessment begun"),
        "anbringelse besluttet": say("placement decided"),
        "indsats besluttet": say("measure decided"),
        "indsats iværksat": say("measure started"),
        "anbringelse iværksat": say("placement started"),
        "tilsynsbesøg": say("supervision visit"),
        "merudgift afgjort": say("extra costs decided"),
        "merudgift revurderet": say("extra costs reviewed"),
        "tabt arbejdsfortjeneste afgjort": say("lost earnings decided"),
        "tabt arbejdsfortjeneste fulgt op": say("lost earnings followed up"),
        "klage modtaget": say("complaint received"),
        "genvurdering foretaget": say("reassessment made"),
        "aktindsigt modtaget": say("request for access received"),
        "aktindsigt besvaret": say("request for access answered"),
        "ansøgning modtaget": say("application received"),
        "overgang påbegyndt": say("transition begun"),
        "ungestøtte besluttet": say("youth support decided"),
    }
    return titles.get(word) or requirement(word, language)
