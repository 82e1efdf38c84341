"""Everything a text names (who, which case, when, how many), found once, before the question is known.

The classifier sees the text with each of these masked by one letter, so that 'frister i 2024-1183' and 'frister i
2023-0456' are the same question; the slots are then read from what was found.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass

from bot.understanding import numbers
from bot.understanding.courtesy import POLITE
from bot.understanding.exported import NameAt, find_suppliers
from bot.understanding.lexicon import LEXICA
from bot.understanding.names import Gazetteer, Named, find_staff, find_teams
from bot.understanding.periods import PeriodFound, find_period
from bot.understanding.strangers import find_stranger, with_wrong_surname
from bot.understanding.text import Typed
from bot.understanding.things import find_thing
from storage.rules.dates.words import NUMBERS, choice

CASE, TEAM, STAFF, WHEN, NUMBER, ACCOUNT, MILESTONE, CPR = "\ue000\ue001\ue002\ue003\ue004\ue005\ue006\ue007"
"""The letters that mask mentions; a typed text cannot hold them (text.clean drops them)."""

_ME = re.compile(r"\b(?:jeg(?! (?:mente|mener|taenkte)\b)|mig|min|mit|mine|mines|my|mine|me|myself|selv)\b")
_WE = re.compile(r"\b(?:vi|os|vores|vor|we|us|our|ours)\b")
_SHOW_US = re.compile(
    r"\b(?:vis|giv|gi|send|fortael|sig|lad|hjaelp|find|show|give|send|tell|let|help)(?: [a-z]+)? (?:os|us)\b"
)
"""'vis os', 'let us': as little about whose cases as 'vis mig' is."""
_AFTER_I = "have|am|do|need|should|must|get|handle|own|can|got|still|currently|reach|meet|work"
_BEFORE_I = "do|can|should|have|am|did|will|must|could|what|that"
_DANISH_TIME = "dag|denne|uge|morgen|aar|år|næste|går"
_ENGLISH_I = re.compile(rf"\bI(?='|\b (?:{_AFTER_I})\b)|\b(?:{_BEFORE_I}) [iI]\b(?! (?:{_DANISH_TIME}))")
"""The English 'I' and not the Danish 'i' (in): 'what do i have', but not 'what i dag'."""
_MY_TEAM = re.compile(
    r"\b(?:mit|min|mine|my) (?:team|afdeling|distrikt|gruppe|district|department|leder|kolleg|colleague)\w*"
)
_LEFT_OUT = re.compile(
    rf"\b(?:ikke(?: er| har)?|undtagen|bortset fra|minus|andre end|uden for|except(?: for)?|other than|apart from|not)"
    rf"(?: de| dem| the| hos| til)? "
    rf"(?:{STAFF}|(?:roed|groen|gul|akut|haste)\w*|(?:red|green|yellow|urgent)\b|mi[gnt]e?\b|me\b)"
)
"""Words that leave somebody or something out; the bot can count what a text names, but not everything else."""
_COMPARES = re.compile(r"\b(?:sammenlign|compare|mellem|between)")
_SEVERAL_TEAMS = re.compile(
    r"\b(?:teams|teamene|distrikterne|alle teams|de to teams|districts|the teams|afdelingerne)\b"
)
_EACH = "pr|per|by|each|for each|hver|hvert|for hver|for hvert"
_SPLIT_BY = (
    "(?:for|op)?del(?:t|ing)?(?: [a-z]+){0,2}? (?:paa|efter|mellem|i)|grupperet (?:paa|efter)"
    "|split by|broken down by|grouped by|opgjort (?:paa|pr)|paa tvaers af"
)
GROUPED = re.compile(rf"(?<!\w)(?:{_EACH}|{_SPLIT_BY})\.? (?P<what>[a-z]+(?: [a-z]+)?)")
_WHICH = r"(?:hvem(?: af [a-z]+)?|hvilke[nt]? (?P<what>[a-z]+)|which (?P<what2>[a-z]+)|who)"
_HAS = (
    r"(?:er |is |are )?(?:der )?(?:har|have|has|med|ligger|with|got)? ?(?:der )?(?:have |has )?"
    r"(?:de |det |den |the |klart |vi )*"
)
_OVER_BUDGET = (
    r"(?:laengst |mest |furthest |most )?over (?:sit |sine |deres |its |their |the )?budget"
    r"|overskrid\w* (?:sit |sine |deres )?budget|overskredet (?:sit |sine |deres )?budget|overspen\w+"
    r"|(?:stoerste|vaerste) (?:mer|mindre|over|under)?(?:forbrug|skridelse|skud|afvigelse)"
    r"|(?:largest|biggest|greatest|worst) (?:over|under)spen"
)
_WORKERS = "raadgivere|raadgiverne|sagsbehandlere|sagsbehandlerne|medarbejdere|caseworkers|case workers|rdg"
_ONE_BY_ONE = re.compile(
    rf"\b(?:hvilke|hvor mange|which|how many|hvad har) (?:af )?(?:vores |the |de )?(?:{_WORKERS})\b"
    r"|\b(?:den|de|hver|hvert) enkelte? (?:raadgiver|sagsbehandler|medarbejder)\w*"
    rf"|\btop \d+ (?:{_WORKERS})\b|\bhver isaer\b|\beach of (?:us|them)\b"
)
_LEAST = rf"mindst(?! (?:\d|{choice(NUMBERS)}\b))"  # 'mindst 30 dage' is at least
_MOST = re.compile(
    rf"\b{_WHICH} {_HAS}(?:flest|mest|{_LEAST}|faerrest|plads|halter|laengst bagud|most|fewest|least|highest|hoejest"
    rf"|{_OVER_BUDGET})"
)


@dataclass(frozen=True, slots=True)
class Mentions:
    """What one text names. `text` is the folded text, `masked` the same with what was found masked."""

    text: str
    masked: str
    has_cpr: bool
    me: bool
    we: bool
    case: str | None
    bare_case: str | None
    account: str | None
    milestone: str | None
    plan: str | None
    theme: str | None
    staff: Named
    teams: Named
    suppliers: tuple[NameAt, ...]
    period: PeriodFound | None
    limit: int | None
    over: int | None
    days_over: int | None
    group_by: str | None
    leaves_out: bool
    """'alle undtagen grønne': the text names what it does not ask about."""

    @property
    def kinds(self) -> tuple[str, ...]:
        """The names of what was found, as features for the classifier."""
        found = {
            "me": self.me,
            "case": self.case is not None or self.bare_case is not None,
            "account": self.account is not None,
            "milestone": self.milestone is not None,
            "theme": self.theme is not None,
            "staff": bool(self.staff.spans),
            "team": bool(self.teams.spans),
            "period": self.period is not None,
            "limit": self.limit is not None,
            "over": self.over is not None,
            "group_by": self.group_by is not None,
        }
        return tuple(kind for kind, present in found.items() if present)


class _Mask:
    """Folded text with its mentions covered, place for place, so that nothing is read twice."""

    def __init__(self, text: str) -> None:
        self.text = text

    def cover(self, start: int, end: int, letter: str) -> None:
        self.text = f"{self.text[:start]}{letter}{' ' * (end - start - 1)}{self.text[end:]}"

    def spotted(self, found: numbers.Spotted | None, letter: str) -> str | None:
        if found is None:
            return None
        self.cover(found.start, found.end, letter)
        return found.value


def find_mentions(
    typed: Typed, text: str, today: dt.date, gazetteer: Gazetteer, is_known: Callable[[str], bool] | None = None
) -> Mentions:
    """Everything that `text`, the folded and perhaps corrected form of what was typed, names.

    `is_known` tells whether a folded word is one of ours; without it no name is found that is on no list.
    """
    mask = _Mask(text)
    has_cpr = mask.spotted(numbers.find_cpr(mask.text), CPR) is not None
    account = mask.spotted(numbers.find_account(mask.text), ACCOUNT)
    case = mask.spotted(numbers.find_case(mask.text), CASE)
    bare = None if case else mask.spotted(numbers.find_named_case(mask.text), CASE)
    suppliers = find_suppliers(typed, mask.text, gazetteer, is_known)
    for start, end, _ in suppliers:  # as people: our phrases name nothing else behind 'hos'
        mask.cover(start, end, STAFF)
    teams = find_teams(typed, mask.text, gazetteer)
    _cover_names(mask, teams, TEAM)
    plan = find_thing(typed, mask.text, gazetteer.plans)
    period = _find_when(mask, plan, today)
    group_by = _group_by(mask.text, teams)
    staff = _find_people(mask, typed, gazetteer, teams, is_known)
    named_milestone = find_thing(typed, mask.text, gazetteer.milestones)
    milestone = mask.spotted(named_milestone or numbers.find_milestone(mask.text), MILESTONE)
    theme = mask.spotted(numbers.find_theme(mask.text), MILESTONE)
    limit = mask.spotted(numbers.find_limit(mask.text), NUMBER)
    days_over = numbers.find_days_over(mask.text, today)
    over = mask.spotted(numbers.find_over(mask.text), NUMBER)
    bare = bare if case or bare else mask.spotted(numbers.find_bare_case(mask.text), CASE)
    return Mentions(
        text=text,
        masked=" ".join(mask.text.split()),
        has_cpr=has_cpr,
        me=_is_about_the_asker(typed, text),
        we=_WE.search(_SHOW_US.sub(" ", text)) is not None,
        case=case,
        bare_case=bare,
        account=account,
        milestone=milestone,
        plan=plan.value if plan else None,
        theme=theme,
        staff=staff,
        teams=teams,
        suppliers=suppliers,
        period=period,
        limit=int(limit) if limit else None,
        over=int(over) if over else None,
        days_over=days_over,
        group_by=group_by,
        leaves_out=_LEFT_OUT.search(" ".join(mask.text.split())) is not None,
    )


def _find_when(mask: _Mask, plan: numbers.Spotted | None, today: dt.date) -> PeriodFound | None:
    """The period named; the year in 'Genopretningsplan 2024' is none."""
    period = find_period(_without(mask.text, plan), today)
    if period:
        mask.cover(period.start, period.end, WHEN)
    return period


def _find_people(
    mask: _Mask, typed: Typed, gazetteer: Gazetteer, teams: Named, is_known: Callable[[str], bool] | None
) -> Named:
    """The people named; where nobody and no other team is, a name that stands on no list."""
    people = find_staff(typed, mask.text, gazetteer)
    if is_known is not None:
        people = with_wrong_surname(typed, mask.text, people, gazetteer, is_known)
    if is_known is not None and not people.spans and not (teams.spans and not teams.own):
        people = find_stranger(typed, mask.text, gazetteer, is_known)
    _cover_names(mask, people, STAFF)
    return people


def _without(text: str, found: numbers.Spotted | None) -> str:
    return text if found is None else f"{text[: found.start]}{' ' * (found.end - found.start)}{text[found.end :]}"


def _cover_names(mask: _Mask, named: Named, letter: str) -> None:
    for start, end in sorted(named.spans, reverse=True):
        mask.cover(start, end, letter)


def _is_about_the_asker(typed: Typed, text: str) -> bool:
    """'jeg', 'mine', 'my', but neither the polite 'vis mig', 'kan jeg få', nor 'jeg mente' and 'mit team'."""
    if _ME.search(_MY_TEAM.sub(" ", POLITE.sub(" ", text))):
        return True
    english = _ENGLISH_I.search(typed.clean)
    return english is not None and not POLITE.search(text)


def _group_by(text: str, teams: Named) -> str | None:
    """What the figures are split by: 'pr. rådgiver', 'fordelt på team', 'hvem har flest', two teams side by side."""
    for match in GROUPED.finditer(text):
        what = LEXICA["group_by"].find(match["what"])
        first = next(what, None)
        if first is not None and first.start == 0:
            return first.value
    most = _MOST.search(text)
    if most:
        named = most["what"] or most["what2"]
        return LEXICA["group_by"].first(named) if named else "caseworker"
    if _ONE_BY_ONE.search(text):
        return "caseworker"
    side_by_side = _COMPARES.search(text) is not None and _SEVERAL_TEAMS.search(text) is not None
    return "team" if len(teams.ids) > 1 or side_by_side else None
