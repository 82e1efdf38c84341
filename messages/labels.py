"""What ids are called when people read them: rules, case types, states, roles, kinds of schedules, questions."""

from __future__ import annotations

from typing import Any

from messages.cards import plain
from messages.danish import count, in_sentence
from messages.setting import Setting
from messages.words import words
from storage.rules.case_types import CASE_TYPES, CaseType
from storage.rules.deadlines.deadlines import RULES
from storage.rules.questions import RECORDS
from storage.rules.recovery.legality import SETS
from storage.rules.sending.reminder_kinds import KINDS, NOTICE


def rule_title(rule: str, language: str) -> str:
    """A deadline rule's title; a rule that is no longer in the set keeps its id, readable."""
    known = RULES.get(rule)
    return known.title(language) if known else rule.replace("_", " ").capitalize()


def case_type(word: str, language: str) -> str:
    """The export's Danish word for a case type, in the reader's language."""
    say = words(language).gettext
    titles = {
        CaseType.PLACEMENT: say("Placement"),
        CaseType.PREVENTIVE: say("Preventive"),
        CaseType.SCHOOL: say("School and day treatment"),
        CaseType.DISABILITY: say("Disability"),
        CaseType.YOUTH: say("Youth support"),
    }
    return titles[CaseType(word)] if word in CASE_TYPES else word.capitalize()


def category(word: str, language: str) -> str:
    """The review's category: red, yellow or green."""
    say = words(language).gettext
    return {"red": say("Red"), "yellow": say("Yellow"), "green": say("Green")}.get(word, say("Not reviewed"))


def state(word: str, language: str) -> str:
    """A case's recovery state."""
    say = words(language).gettext
    titles = {
        "not_reviewed": say("Not reviewed"),
        "reviewed": say("Reviewed"),
        "being_restored": say("Being restored"),
        "restored": say("Restored"),
        "reported_done": say("Reported done"),
        "audited": say("Audited"),
    }
    return titles.get(word, word)


def requirement(word: str, language: str) -> str:
    """What a case must have to be lawful, by the export's word, for the middle of a sentence."""
    say = words(language).gettext
    titles = {
        "undersøgelse afsluttet": say("assessment concluded"),
        "plan udarbejdet": say("plan drawn up"),
        "børnesamtale": say("conversation with the child"),
        "partshøring": say("hearing of the parties"),
        "afgørelse": say("decision"),
        "klagevejledning": say("guidance on complaint"),
        "opfølgning afholdt": say("follow-up held"),
        "journal ajourført": say("journal up to date"),
        "målgruppeafklaring": say("clarification of target group"),
        "udmåling": say("measuring out of support"),
    }
    return titles.get(word, word)


REQUIREMENTS = frozenset(requirement for one in SETS for requirement in one.requirements)
"""The words that the slot `requirement` may hold."""


def age(years: float) -> str:
    """16, 17½ or 18."""
    return f"{int(years)}½" if years % 1 else f"{int(years)}"


def deadline_status(word: str, language: str) -> str:
    """The status of something that is due: done, overdue, due_soon or later."""
    say = words(language).gettext
    titles = {
        "done": say("Done"),
        "overdue": say("Past due"),
        "due_soon": say("Within 14 days"),
        "later": say("Later"),
    }
    return titles.get(word, word)


def role(word: str, language: str) -> str:
    """A role as it stands inside a sentence."""
    say = words(language).gettext
    titles = {
        "caseworker": say("caseworker"),
        "coordinator": say("coordinator"),
        "leader": say("leader"),
        "controller": say("controller"),
        "admin": say("administrator"),
    }
    return titles.get(word, word)


def schedule_kind(word: str, language: str) -> str:
    """What a schedule sends; a kind that there is no more keeps its id, readable."""
    if word == NOTICE:
        return words(language).gettext("Question to administrators")
    known = KINDS.get(word)
    return known.title(language) if known else word.replace("_", " ").capitalize()


def weekdays(language: str) -> tuple[str, ...]:
    """Monday to Sunday, as they stand inside a sentence."""
    say = words(language).gettext
    return (
        say("Monday"),
        say("Tuesday"),
        say("Wednesday"),
        say("Thursday"),
        say("Friday"),
        say("Saturday"),
        say("Sunday"),
    )


def band_status(word: str, language: str) -> str:
    """Where a caseload stands in its band."""
    say = words(language).gettext
    return {"under": say("Under"), "within": say("Within"), "over": say("Over")}.get(word, word)


def question(name: str, language: str) -> str:
    """A question's title, short enough for a button; any other id is only made readable."""
    record = RECORDS.get(name)
    return record.title.told_in(language) if record else name.replace("_", " ").capitalize()


def question_of_all(name: str, language: str) -> str:
    """The title of a question that is asked without a case or a channel, and so shows everything."""
    record = RECORDS.get(name)
    return record.title_of_all.told_in(language) if record and record.title_of_all else question(name, language)


def question_in_log(name: str, language: str) -> str:
    """A question's title in the access log, where reading the log itself must not look like a look-up of a case."""
    record = RECORDS.get(name)
    return record.title_in_log.told_in(language) if record and record.title_in_log else question(name, language)


def example(name: str, language: str) -> str | None:
    """How a person would ask it, if it has an example."""
    record = RECORDS.get(name)
    return record.example.told_in(language) if record and record.example else None


def per_unit(unit: str, language: str) -> str:
    """The unit of a price, by the export's word."""
    say = words(language).gettext
    units = {
        "døgn": say("per day"),
        "uge": say("per week"),
        "måned": say("per month"),
        "time": say("per hour"),
        "gang": say("once"),
    }
    return units[unit]


def person(staff: str | None, setting: Setting, *, left: bool = False) -> str:
    """The name of a staff id, with a word about it if they have left; nobody has a name too."""
    say = words(setting.language).gettext
    if staff is None:
        return say("No caseworker")
    name = setting.names.get(staff, staff)
    return say("%(name)s (has left)", name=name) if left else name


def about(setting: Setting, *, spoken: bool = False) -> list[str]:
    """The limits of the question other than a person or a team, as titles for the line under the card's title.

    With `spoken` they are worded to stand after a noun in a sentence.

    They are our own words only: a button could send anything, and we repeat none of it.
    """
    say, slots = words(setting.language).gettext, setting.slots
    titles = []
    if slots.rule is not None and slots.rule in RULES:
        titles.append(rule_title(slots.rule, setting.language))
    if slots.case_type is not None and slots.case_type in CASE_TYPES:
        titles.append(case_type(slots.case_type, setting.language))
    if slots.category:
        colour = category(slots.category, setting.language)
        coloured = spoken and slots.category != "none"
        titles.append(say("category %(colour)s", colour=in_sentence(colour)) if coloured else colour)
    if slots.urgent:
        titles.append(say("marked urgent") if spoken else say("Urgent"))
    asked = RECORDS.get(setting.question or "")
    if slots.over is not None and asked is not None and asked.over_in_days:
        titles.append(say("More than %(days)s over", days=count(slots.over, "day", setting.language)))
    return [in_sentence(title) for title in titles] if spoken else titles


def under_answer(setting: Setting, *more: str) -> list[str]:
    """The lines under an answer's title: the person and team named, what else it is limited to, and `more`."""
    named = [person(setting.slots.staff, setting)] if setting.slots.staff else []
    parts = [*named, setting.slots.team or "", *about(setting), *more]
    return [plain(part) for part in parts if part]


def subject(setting: Setting) -> dict[str, Any]:
    """Whom the answer is about, for the templates: `you`, or `who` by name (a person or a team), or neither.

    `about` holds the other limits, ready to stand after a noun: " (Team Nord, opfølgning)", or an empty text.
    """
    staff, team = setting.slots.staff, setting.slots.team
    within = [team] if staff and team else []
    limits = ", ".join([*within, *about(setting, spoken=True)])
    return {
        "you": bool(staff) and staff == setting.asker,
        "who": person(staff, setting) if staff else team,
        "about": f" ({limits})" if limits else "",
    }
