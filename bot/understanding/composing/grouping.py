"""How the answer is laid out: groups, a development, an order, how many, a share, who it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from bot.understanding.composing.atoms import Atom
from bot.understanding.composing.expressions import expression
from bot.understanding.composing.wording import WORDING
from bot.understanding.composing.words import TextWords
from bot.understanding.lexicon import Entry
from storage.rules.conditions import COUNTED, GROUPS
from storage.rules.selection import BY_COST, CHEAPEST, DEAREST, FEWEST, MOST

_LEAD = expression("grouping.lead")
_AND_BY = expression("grouping.and_by")
_BEHIND = expression("grouping.behind")
_MONEY = frozenset({"cost", "spent", "grants"})
_ONE_BY_ONE = expression("grouping.one_by_one")
_EACH_ONE = expression("grouping.each_one")
_WHICH = expression("grouping.which")
_PLURAL = expression("grouping.plural")


_ONE_CASE = expression("grouping.one")
_SUPPLIER = expression("grouping.supplier")
_LAST_ONES = expression("grouping.last_ones")
_SEVERAL = ("hvilke ", "hvad for nogle")
_NAMED = frozenset({"supplier", "caseworker", "team", "measure", "case_type", "account", "rule"})
"""What is grouped where so many of them are wanted."""


@dataclass(slots=True)
class Layout:
    """How the figures are laid out, and the places of the words that said so."""

    group_by: tuple[str, ...] = ()
    per: str | None = None
    order: str | None = None
    limit: int | None = None
    form: str | None = None
    used: list[tuple[int, int]] = field(default_factory=list)
    laid: list[tuple[int, int]] = field(default_factory=list)
    """Of these places those of groups, order, number and development."""


def find_groups(words: TextWords, what: str) -> tuple[tuple[str, ...], list[tuple[int, int]]]:
    """What the figures are split by, in the order named, and where the text says it."""
    found: list[tuple[int, int, str]] = []
    for entry in WORDING["split"].find(words.text):
        of_counted = what == "deadlines" and words.text[entry.start : entry.end] == "paa"
        if of_counted and words.text[entry.end :].strip().startswith(("frist", "deadline")):
            continue  # 'forecast på frister' has no groups
        if entry.value != "before" or any(e.start <= entry.start and entry.end < e.end for e in words.of("per")):
            continue
        found.extend(_nouns_behind(words.text, entry))
    for match in _BEHIND.finditer(words.text):
        name = _noun(match["noun"])
        if name is not None:
            found.append((*match.span(), name))
    for match in _ONE_BY_ONE.finditer(words.text):
        name = _noun(match["noun"] or match["what"])
        if name is not None:
            found.append((*match.span(), name))
    found = [(start, end, _of_type(name, words.text[start:end], what)) for start, end, name in found]
    names = [name for _, _, name in sorted(found) if GROUPS[name].fits(COUNTED[what])]
    return tuple(dict.fromkeys(names))[:2], [(start, end) for start, end, _ in found]


_BARE_TYPE = expression("grouping.bare_type")


def _of_type(name: str, written: str, what: str) -> str:
    """'efter type': of deadlines the rule, of money the measure, of cases their type."""
    if name != "case_type" or not _BARE_TYPE.search(written):
        return name
    return {"deadlines": "rule", "cost": "measure", "grants": "measure", "spent": "measure", "in_time": "rule"}.get(
        what, name
    )


def _nouns_behind(text: str, entry: Entry) -> list[tuple[int, int, str]]:
    rest = text[entry.end :]
    lead = _LEAD.match(rest)
    at = entry.end + (lead.end() if lead else 0)
    found: list[tuple[int, int, str]] = []
    while True:
        noun = _noun_at(text, at)
        if noun is None:
            return found
        end, name = noun
        found.append((entry.start if not found else at, end, name))
        joint = _AND_BY.match(text[end:])
        if joint is None:
            return found
        at = end + joint.end()


def _noun_at(text: str, at: int) -> tuple[int, str] | None:
    best: tuple[int, str] | None = None
    for name, pattern in WORDING["group"].patterns.items():
        match = pattern.match(text, at)
        if match and (best is None or match.end() > best[0]):
            best = (match.end(), name)
    return best


def _noun(word: str) -> str | None:
    for form in (word, word + "s", word + "e", word.removesuffix("s"), word.removesuffix("e")):
        for name, pattern in WORDING["group"].patterns.items():
            if pattern.fullmatch(form):
                return name
    return None


def lay_out(words: TextWords, what: str, atoms: Sequence[Atom]) -> Layout:
    """Groups, development, order, number and form that the text asks for."""
    layout = Layout(form=_form(words))
    layout.used.extend((entry.start, entry.end) for entry in words.of("form"))
    groups, used = find_groups(words, what)
    layout.used.extend(used)
    layout.laid.extend(used)
    order = _order(words, what)
    if order is not None:
        layout.order = order.value
        layout.used.append((order.start, order.end))
        layout.laid.append((order.start, order.end))
    if words.limit is not None:
        layout.limit = words.limit[2]
        layout.used.append(words.limit[:2])
    if layout.limit is not None and layout.order is None:
        layout.order = _order_of_top(words, what)
    layout.per = _development(words, layout)
    months = words.at("per", "month")
    if layout.per == "month" and months is not None and any(0 <= months.start - end <= 1 for _, end in used):
        layout.per, groups = None, (*(name for name in groups if name != "month"), "month")  # 'pr. regel pr. måned'
    if layout.per is not None:
        groups = tuple(name for name in groups if name != "month")
    _set_groups(words, what, atoms, groups, layout)
    return layout


def _order_of_top(words: TextWords, what: str) -> str:
    """'top 3 leverandører', 'bottom 3': the most, or the fewest; of money the dearest, or the cheapest."""
    last = words.limit is not None and _LAST_ONES.search(words.unmasked[slice(*words.limit[:2])]) is not None
    if what in _MONEY:
        return CHEAPEST if last else DEAREST
    return FEWEST if last else MOST


def _development(words: TextWords, layout: Layout) -> str | None:
    """A point for each week, month or quarter; 'udviklingen' alone is by month."""
    found = sorted(words.of("per"), key=lambda entry: entry.value == "any")
    if not found:
        return None
    layout.used.extend((entry.start, entry.end) for entry in found)  # 'en kurve uge for uge' says it twice
    layout.laid.append((found[0].start, found[0].end))
    return "month" if found[0].value == "any" else found[0].value


def _set_groups(words: TextWords, what: str, atoms: Sequence[Atom], groups: tuple[str, ...], layout: Layout) -> None:
    """The groups named, else those that a question word or names side by side ask for; and how many are wanted."""
    asked = None if groups or layout.order is None else _asked_for(words, what, layout)
    one = words.has("form", "who") or (asked is not None and asked.one)
    groups = groups or (() if asked is None else (asked.name,)) or _side_by_side(words, what, atoms)
    if what == "average":
        groups = tuple(name for name in groups if name != "caseworker")
    layout.group_by = groups[:2]
    if groups and layout.order == "earliest":
        layout.order = "most"  # 'hvem er værst'
    if not groups and layout.order in {MOST, FEWEST}:
        layout.order = None  # of single cases none is most
    if layout.limit is None and layout.order is not None and (one if groups else _ONE_CASE.search(words.text)):
        layout.limit = 1


class _Wanted(NamedTuple):
    name: str
    one: bool
    """One of them is wanted: 'hvilket team', but not 'hvilke teams'."""


def _asked_for(words: TextWords, what: str, layout: Layout) -> _Wanted | None:
    """The groups that a question with an order asks for: 'hvilket team har flest', 'hvem', 'top 3 leverandører'."""
    which = _WHICH.search(words.text)
    name = _noun(which["noun"].split()[0]) if which else None
    if which is not None and name is not None and GROUPS[name].fits(COUNTED[what]):
        layout.used.append(which.span("noun"))
        return _Wanted(name, not which.group().startswith(_SEVERAL) and not _PLURAL.search(which["noun"]))
    if words.has("form", "who"):
        if what == "cases" and layout.order in BY_COST:
            return None  # 'hvem er de dyreste sager'
        name = "supplier" if what in _MONEY and _SUPPLIER.search(words.text) else "caseworker"
        return _Wanted(name, one=True) if GROUPS[name].fits(COUNTED[what]) else None
    if layout.limit is None:
        return None
    named = (e for e in WORDING["group"].find(words.text) if e.value in _NAMED and GROUPS[e.value].fits(COUNTED[what]))
    noun, cases = next(named, None), words.at("what", "cases")
    if noun is None or (cases is not None and cases.start < noun.start and what == "cases"):
        return None
    layout.used.append((noun.start, noun.end))
    return _Wanted(noun.value, one=False)


def _side_by_side(words: TextWords, what: str, atoms: Sequence[Atom]) -> tuple[str, ...]:
    """Two people compared are two groups, and so are teams that are to be told 'hver især'."""
    each = _EACH_ONE.search(words.text) is not None
    several = {
        "caseworker": sum(atom.name == "staff" and not atom.denied for atom in atoms) > 1
        and (each or bool(words.of("compare")) or any(e.value in {MOST, FEWEST} for e in words.of("order"))),
        "team": sum(atom.name == "team" and not atom.denied for atom in atoms) > 1 and each,
    }
    return tuple(name for name, are in several.items() if are and GROUPS[name].fits(COUNTED[what]))[:1]


def _order(words: TextWords, what: str) -> Entry | None:
    found = words.of("order")
    if not found:
        return None
    money = [e for e in found if e.value in {"dearest", "cheapest"}]
    ranked = [e for e in found if e.value in {"most", "fewest"}]
    chosen = money[0] if money and not (ranked and what not in _MONEY) else ranked[0] if ranked else found[0]
    if what in {"cost", "spent"} and chosen.value in {"most", "fewest"}:
        return Entry(chosen.start, chosen.end, "dearest" if chosen.value == "most" else "cheapest")
    return chosen


def _form(words: TextWords) -> str | None:
    for form in ("share", "average", "who", "count", "list"):
        if words.has("form", form):
            return form
    return None
