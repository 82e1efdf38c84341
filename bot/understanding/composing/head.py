"""What a text asks to be counted or summed: the noun that leads, or what the conditions are of where none does."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from bot.understanding.composing.atoms import TOPIC, Atom
from bot.understanding.composing.expressions import expression
from bot.understanding.composing.times import Time
from bot.understanding.composing.topics import EVENT, RULE
from bot.understanding.composing.wording import WORDING
from bot.understanding.composing.words import TextWords
from storage.rules.selection import BY_COST

_DONE = expression("head.done")
_EACH = expression("head.each")
_NOT_HEAD = expression("head.not_head")
_STILL = expression("head.still")
"""'nye sager i oktober' were opened; who asks for those that are open still asks about cases."""
_CASEY = frozenset(
    {"category", "urgent", "age", "state", "no_caseworker", "changed", "concern", "opened", "closed", "new"}
)
_MONEY_NOUNS = ("spent", "cost")
_COST_VERB = expression("head.costing")
_PRICED = expression("head.priced")
_WHICH_PRICED = expression("head.which_priced")
_BY_PRICED = expression("head.by_priced")
"""What sums are told by: 'sagernes årsudgift pr. indsats, dyreste først' asks for no cases."""


def find_what(words: TextWords, atoms: Sequence[Atom]) -> str:
    """What is counted or summed, an id of conditions.toml."""
    for read in (_days, _in_time, _average, _actions, _complaints, _money, _flow, _events):
        what = read(words, atoms)
        if what is not None:
            return what
    return _cases_or_deadlines(words, atoms)


def _leads(words: TextWords, what: str, other: str) -> bool:
    """Whether the noun of `what` stands before that of `other`."""
    first, second = words.at("what", what), words.at("what", other)
    return first is not None and (second is None or first.start < second.start)


def _days(words: TextWords, atoms: Sequence[Atom]) -> str | None:
    if not words.has("what", "days") or any(atom.name == "overdue" for atom in atoms):
        return None
    return "days" if any(EVENT in atom.senses for atom in atoms) or WORDING["process"].first(words.text) else None


def _in_time(words: TextWords, atoms: Sequence[Atom]) -> str | None:
    of_rule = any(RULE in atom.senses for atom in atoms) or words.has("what", "deadlines")
    said = words.has("what", "in_time")
    return "in_time" if said and of_rule else None


def _average(words: TextWords, _: Sequence[Atom]) -> str | None:
    if words.has("what", "average"):
        return "average"
    snit = words.has("form", "average") and _EACH.search(words.text) is not None and not words.has("what", "days")
    return "average" if snit and not _has_money(words) else None


def _has_money(words: TextWords) -> bool:
    return any(words.has("what", noun) for noun in _MONEY_NOUNS)


def _actions(words: TextWords, _: Sequence[Atom]) -> str | None:
    if words.has("what", "cases") or not (words.has("what", "actions") or words.themes):
        return None
    return "actions"


def _complaints(words: TextWords, atoms: Sequence[Atom]) -> str | None:
    noun = words.at("what", "complaints")
    if noun is None or words.has("what", "days"):
        return None
    if any(atom.start <= noun.start < atom.end and atom.lacking is not None for atom in atoms):
        return None
    if _leads(words, "deadlines", "complaints") or any(atom.name == "overdue" for atom in atoms):
        return None
    leads = _leads(words, "complaints", "cases")
    return "complaints" if leads else None


def _money(words: TextWords, atoms: Sequence[Atom]) -> str | None:
    ordered = any(entry.value in BY_COST for entry in words.of("order"))
    grants = words.at("what", "grants")
    if grants is not None and not _leads(words, "cases", "grants") and not _costs(words, ordered=ordered):
        money = min((e.start for e in words.of("what") if e.value in _MONEY_NOUNS), default=None)
        if money is None or ordered or grants.start < money:
            return "grants"
    if words.has("what", "spent"):
        return "spent"
    cost = words.at("what", "cost")
    amount = any(atom.name == "cost" for atom in atoms)
    if (
        cost is not None
        and not (ordered and _leads(words, "cases", "cost") and not _BY_PRICED.search(words.text))
        and not (amount and words.has("what", "cases"))
    ):
        return "cost"
    of_suppliers = _PRICED.search(words.text)
    if ordered and _WHICH_PRICED.search(words.text):
        return "cost"
    return "cost" if ordered and of_suppliers and not words.has("what", "cases") else None


def _costs(words: TextWords, *, ordered: bool) -> bool:
    """Whether a verb asks what things cost: 'hvad koster bevillingerne'."""
    return not ordered and any(_COST_VERB.fullmatch(words.text[e.start : e.end]) for e in words.of("what"))


def _flow(words: TextWords, atoms: Sequence[Atom]) -> str | None:
    for what in ("openings", "closings"):
        if words.has("what", what):
            return what
    names = {atom.name for atom in atoms}
    if words.has("what", "deadlines") or names & {"overdue", "due", "no_caseworker", "changed"} or _has_lacking(atoms):
        return None
    standing = any(atom.name in {"category", "state"} for atom in atoms)
    if any(atom.name in {"opened", "closed"} and atom.denied for atom in atoms):
        return None  # 'sager der ikke er oprettet i år'
    if "closed" in names and not standing:
        return "closings"
    wanted = words.has("form", "count") or words.times or words.of("per")
    if "opened" in names and not standing and wanted and not _STILL.search(words.text):
        return "openings"
    return None


def _has_lacking(atoms: Sequence[Atom]) -> bool:
    return any(atom.lacking is not None for atom in atoms)


def _events(words: TextWords, atoms: Sequence[Atom]) -> str | None:
    events = [atom for atom in atoms if EVENT in atom.senses and atom.lacking is None]
    if not events or words.has("what", "deadlines") or any(atom.name in {"overdue", "due"} for atom in atoms):
        return None
    cases = words.at("what", "cases")
    if cases is None and _has_lacking(atoms):
        return None  # 'afgørelse truffet, mgl. partshøring': of cases
    if cases is not None and cases.start < events[0].start:
        return None
    over = any(_is_over(time, words.today) for time in words.times)
    return "events" if over or _DONE.search(words.text) else None


def _is_over(time: Time, today: dt.date) -> bool:
    """Whether the days named are past, and nearer than the coming ones of that name: 'i oktober', asked in November."""
    end, start = time.back.end, time.ahead.start
    if end is None or end >= today:
        return False
    return start is None or start < today or today - end < start - today


def _is_of_placed(words: TextWords, atoms: Sequence[Atom]) -> bool:
    """'anbringelser … med overskredet tilsyn' are cases, though no noun says so."""
    topics = [atom for atom in atoms if atom.name == TOPIC]
    if not topics or "case_type" not in topics[0].senses or RULE in topics[0].senses:
        return False
    rule = next((atom for atom in atoms if RULE in atom.senses or atom.name == "overdue"), None)
    return rule is not None and rule.start > topics[0].start and _NOT_HEAD.search(words.text[: rule.start]) is not None


def _cases_or_deadlines(words: TextWords, atoms: Sequence[Atom]) -> str:
    noun, cases = words.at("what", "deadlines"), words.at("what", "cases")
    casey = cases is not None or any(atom.name in _CASEY or atom.lacking is not None for atom in atoms)
    if noun is not None:
        led = cases is not None and cases.start < noun.start
        before = any(atom.start < noun.start and atom.name in _CASEY for atom in atoms)
        beside = _NOT_HEAD.search(words.text[: noun.start]) is not None
        return "cases" if casey and (led or (beside and (cases is not None or before))) else "deadlines"
    if cases is not None:
        return "cases"
    if _is_of_placed(words, atoms):
        return "cases"
    of_rules = any(RULE in atom.senses and atom.lacking is None for atom in atoms)
    late = any(atom.name in {"overdue", "due"} for atom in atoms)
    if of_rules and (late or words.times):
        return "deadlines"
    return "deadlines" if late and not casey else "cases"
