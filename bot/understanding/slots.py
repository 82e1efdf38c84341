"""The slots of one question, read from what its text names."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass, fields, replace
from typing import Any

from bot.understanding.lexicon import LEXICA
from bot.understanding.mentions import Mentions
from bot.understanding.names import MEANT_OTHERWISE, Gazetteer, team_also_a_word
from storage.rules.children.transitions import Ages
from storage.rules.dates.words import WEEKDAYS
from storage.rules.period import Period
from storage.rules.question_record import PeriodLooks, QuestionRecord
from storage.rules.questions import RECORDS
from storage.rules.slots import Slots

_FROM_LEXICON = ("rule", "requirement", "case_type", "category", "measure", "status", "plan", "forecast")
_COUNTED_FROM_A_BIRTHDAY = frozenset({"transition_start", "youth_support_decision"})
"""Rules that count from a birthday: one without a year is the next to come."""


@dataclass(frozen=True, slots=True)
class Reading:
    """The slots of a question, and what stands in the way of answering it at once."""

    slots: Slots
    bare_case: str | None = None
    """Figures that may be a case number without its year; only the store can tell which case."""
    candidates: tuple[str, ...] = ()
    """Staff ids, where a name fits several people."""
    passed_over: Period | None = None
    """A period that the text names but the question cannot use."""


def read_slots(mentions: Mentions, question: str, gazetteer: Gazetteer, asker: str | None) -> Reading:
    """What the text says for the slots of `question`; `asker` is the staff id that 'me' stands for."""
    record = RECORDS[question]
    wanted = record.slots
    values: dict[str, Any] = {name: LEXICA[name].first(mentions.masked) for name in _FROM_LEXICON if name in wanted}
    if "rule" in wanted:
        values["rule"] = _rule(mentions.masked)
    values |= {
        "case": mentions.case,
        "account": mentions.account or LEXICA["account"].first(mentions.masked),
        "milestone": mentions.milestone,
        "plan": mentions.plan or values.get("plan"),
        "theme": mentions.theme,
        "urgent": LEXICA["urgent"].first(mentions.masked) is not None or None,
        "limit": mentions.limit,
        "over": mentions.days_over if record.over_in_days else mentions.over,
        "group_by": mentions.group_by,
        "period": _period(mentions, record),
        "staff": _staff(mentions, record, asker),
        "team": _team(mentions, wanted, gazetteer, asker),
    }
    if "age" in wanted:
        values["age"] = _ages(mentions.masked)
    if "measure" in wanted and _is_in_a_measure(values.get("case_type"), mentions.masked):
        values["case_type"] = None
    if values.get("measure") is not None and values.get("measure") == values.get("case_type"):
        values["measure"] = None  # 'hvad koster skoledagbehandling': those cases, with all their measures
    known = {f.name for f in fields(Slots)} & wanted
    slots = Slots(**{name: value for name, value in values.items() if name in known})
    several = _who_fits(mentions, gazetteer, asker)
    if len(several) == 1 and "staff" in wanted:
        slots, several = replace(slots, staff=several[0]), ()
    return Reading(
        slots=slots,
        bare_case=mentions.bare_case if "case" in wanted else None,
        candidates=several if "staff" in wanted else (),
        passed_over=_period(mentions, record) if record.as_of_today else None,
    )


def _who_fits(mentions: Mentions, gazetteer: Gazetteer, asker: str | None) -> tuple[str, ...]:
    """The candidates where a name fits several people; 'Mette fra Nord' is the one in that team."""
    several = mentions.staff.ids if len(mentions.staff.ids) > 1 else ()
    team = gazetteer.own_team(asker) if mentions.teams.own else next(iter(mentions.teams.ids), None)
    return gazetteer.in_team(several, team) or several


def _is_in_a_measure(case_type: str | None, text: str) -> bool:
    """Whether a type of cases is only named as part of a measure: 'opretholdt anbringelse' is no case of placement."""
    measures = list(LEXICA["measure"].find(text))
    named = [entry for entry in LEXICA["case_type"].find(text) if entry.value == case_type]
    return bool(named) and all(any(m.start < one.start and one.end <= m.end for m in measures) for one in named)


def _rule(text: str) -> str | None:
    """The deadline rule that a text names; a word for what is to be done counts before one for what came in."""
    named = {entry.value for entry in LEXICA["rule"].find(text)}
    for telling in ("notification_receipt", "reassessment"):
        if telling in named:
            return telling
    return LEXICA["rule"].first(text)


def _ages(text: str) -> Ages | None:
    """The ages that are turned."""
    named = [float(entry.value) for entry in LEXICA["age"].find(text)]
    return Ages(min(named), max(named)) if named else None


def _period(mentions: Mentions, record: QuestionRecord) -> Period | None:
    if mentions.period is None or (record.weekdays_repeat and _names_weekdays_only(mentions)):
        return None
    back = record.looks is PeriodLooks.BACK and LEXICA["rule"].first(mentions.masked) not in _COUNTED_FROM_A_BIRTHDAY
    period = mentions.period.back if back else mentions.period.ahead
    if record.counts_from_a_day and period.start is not None:
        return Period(period.start, period.start)
    return period


def _names_weekdays_only(mentions: Mentions) -> bool:
    """Whether weekdays are no period: 'flyt ugebrevet fra mandag til tirsdag' says when it comes each week."""
    assert mentions.period is not None  # noqa: S101  # for the type checker; the caller has looked
    said = mentions.text[mentions.period.start : mentions.period.end]
    return not any(letter.isdigit() for letter in said) and any(day in said for day in WEEKDAYS)


def _staff(mentions: Mentions, record: QuestionRecord, asker: str | None) -> str | None:
    """The person in the slot; an unknown name stays, so that it is refused like another's cases and never ignored."""
    if mentions.staff.spans:
        return mentions.staff.unknown or (mentions.staff.ids[0] if len(mentions.staff.ids) == 1 else None)
    if mentions.case or mentions.bare_case:
        return None  # 'hvornår skal jeg følge op i 2024-1183' is about the case, whoever has it
    if record.only_names_narrow:
        return None
    own_by_default = record.own_by_default and not (mentions.teams.spans or mentions.teams.own)
    return asker if mentions.me or own_by_default else None


def _team(mentions: Mentions, wanted: Set[str], gazetteer: Gazetteer, asker: str | None) -> str | None:
    if mentions.teams.own:
        return gazetteer.own_team(asker)
    if mentions.teams.unknown:
        return mentions.teams.unknown
    if not mentions.teams.spans and not wanted & MEANT_OTHERWISE:
        return team_also_a_word(mentions.masked, gazetteer)
    return mentions.teams.ids[0] if len(mentions.teams.ids) == 1 else None
