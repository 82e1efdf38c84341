"""A selection composed from the words of one question (questions.md, 'Nothing of a question is dropped in silence')."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from bot.understanding.composing.against import Asked, times_asked
from bot.understanding.composing.atoms import Atom, find_atoms
from bot.understanding.composing.conditions import Drafted, draft
from bot.understanding.composing.coverage import unread_words
from bot.understanding.composing.expressions import expression
from bot.understanding.composing.governing import govern
from bot.understanding.composing.grouping import Layout, lay_out
from bot.understanding.composing.head import find_what
from bot.understanding.composing.segments import Span, background
from bot.understanding.composing.sharing import whole_of
from bot.understanding.composing.topics import EVENT
from bot.understanding.composing.wording import WORDING
from bot.understanding.composing.words import TextWords
from storage.rules.conditions import CONDITIONS, COUNTED, Condition, SelectionError
from storage.rules.selection import AVERAGE, SHARE, Selection

_WITH_STATUS = frozenset({"complaints", "actions"})
_SHARED = frozenset({"cases", "changes", "deadlines", "actions", "complaints", "grants"})
_SIDE_BY_SIDE = frozenset({"category", "case_type", "measure", "rule", "supplier"})
"""Conditions whose values are set side by side as groups: 'de gule i forhold til de røde'."""


@dataclass(frozen=True, slots=True)
class Composed:
    """What a text asks for, and the words that bear meaning and that nothing took up."""

    selection: Selection
    unread: tuple[str, ...]
    strength: int
    """How many things of the text the selection holds."""
    led: bool
    """Whether a noun says what is counted."""
    said: tuple[tuple[Condition, str], ...] = ()
    """Each condition with the words for it; names and times stand in none."""
    due: bool = False
    """Whether it speaks of what ends or falls due."""
    laid: tuple[str, ...] = ()
    """The words for how it is laid out."""


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asks: `me` where the text speaks of their own cases, `team` where it does of their own team, by its name."""

    me: str | None = None
    team: str | None = None


def compose(words: TextWords, asker: Asker, today: dt.date, what: str | None = None) -> Composed | None:
    """The selection that the words ask for; None where what they name cannot be asked together.

    `what`: what is counted, where that is known already.
    """
    try:
        return _composed(words, asker, today, what)
    except SelectionError:
        return None


def _composed(words: TextWords, asker: Asker, today: dt.date, wanted: str | None) -> Composed | None:
    of_status = wanted in _WITH_STATUS or bool(words.themes) or any(words.has("what", what) for what in _WITH_STATUS)
    atoms = find_atoms(words, of_status=of_status)
    if not of_status:
        atoms = _without_status(atoms)
    used = govern(words, atoms)
    what = wanted or find_what(words, atoms)
    if what not in _WITH_STATUS:
        atoms = _without_status(atoms)
    if what in _OF_MONEY:
        atoms = [atom for atom in atoms if atom.name != "overdue" or not _is_of_a_noun(atom, words)]
    told = background(words, atoms)
    atoms = [atom for atom in atoms if not _is_told(atom, told, words)]
    asked = times_asked(words, what, told, today)
    layout = lay_out(words, what, atoms)
    drafted = draft(what, words, atoms, asked.main, today, per=layout.per is not None)
    selection = _selection(what, words, atoms, drafted, layout, asked, asker)
    if selection is None:
        return None
    spans = [*used, *layout.used, *asked.used, *told, *((a.start, a.end) for a in atoms if a not in drafted.unused)]
    spans += _nouns_used(words, selection)
    spans += [match.span() for match in _HELD.finditer(words.text)] if what == "events" else []
    return Composed(
        selection,
        (*unread_words(words, spans), *_forms_left(words, selection), *drafted.left_out),
        _strength(selection),
        due=words.has("flag", "due") or words.has("flag", "no_stop"),
        led=bool(words.of("what")) or what in _LED_BY_EVENTS,
        said=tuple((one, _said(words, (atom.start, atom.end))) for atom, one in drafted.of_atoms),
        laid=tuple(filter(None, (_said(words, span) for span in (*layout.laid, *asked.used)))),
    )


_SAID_BY: Mapping[str, frozenset[str]] = {
    "deadlines": frozenset({"overdue", "due", "rule"}),
    "openings": frozenset({"opened", "new"}),
    "closings": frozenset({"closed"}),
    "complaints": frozenset({"event", "rule"}),
    "grants": frozenset({"no_stop", "measure", "performer", "supplier", "step"}),
}
"""The conditions that a noun names too, where it does not say what is counted."""
_MEASURED = frozenset({"in_time", "days", "average"})
_LED_BY_EVENTS = frozenset({"events", "days", "in_time", "openings", "closings"})
"""What is counted by the name of an event or a deadline, without a noun of its own: 'hvor mange er lukket'."""
_GENERAL = expression("compose.general")
_AGAIN = expression("compose.again")
_HELD = expression("head.held")
"""What happened to an event: it says no more than that it is counted."""
_EITHER = expression("compose.either")
_OF_MONEY = frozenset({"cost", "spent", "grants"})


def _nouns_used(words: TextWords, selection: Selection) -> list[Span]:
    """The nouns that say what is counted or narrow it; another one is a question that was left out."""
    names = {one.name for one in selection.conditions}
    money = selection.reads_cost or selection.what in _OF_MONEY
    used = []
    for entry in words.of("what"):
        of_money = money and entry.value in _OF_MONEY
        if entry.value in {selection.what, "cases"} or of_money or names & _SAID_BY.get(entry.value, frozenset()):
            used.append((entry.start, entry.end))
    return used


def _is_told(atom: Atom, told: Sequence[Span], words: TextWords) -> bool:
    """Whether a thing belongs to the story alone; people and teams do not where 'hver især' speaks of them again."""
    spoken_of = atom.name in {"staff", "team"} and _AGAIN.search(words.text) is not None
    return not spoken_of and any(start <= atom.start < end for start, end in told)


def _forms_left(words: TextWords, selection: Selection) -> tuple[str, ...]:
    """The words for a share or an average that the figures are none of."""
    return tuple(
        words.text[entry.start : entry.end].split()[-1]
        for entry in words.of("form")
        if entry.value in {SHARE, AVERAGE} and selection.form != entry.value and selection.what not in _MEASURED
    )


def _said(words: TextWords, span: Span) -> str:
    """The words at a place, without what is blanked there: names, teams, times."""
    return "".join(letter for letter in words.text[slice(*span)] if letter.isalnum() or letter in " -'").strip()


def _is_of_a_noun(atom: Atom, words: TextWords) -> bool:
    """Whether it is part of what says that something is counted: 'røget til opholdssteder' is money spent."""
    return any(entry.start <= atom.start < entry.end for entry in words.of("what"))


def _without_status(atoms: Sequence[Atom]) -> list[Atom]:
    return [atom for atom in atoms if atom.name != "status"]


def _strength(selection: Selection) -> int:
    laid_out = (selection.per, selection.order, selection.compare, selection.share_of)
    return len(selection.conditions) + len(selection.group_by) + sum(part is not None for part in laid_out)


def _selection(
    what: str, words: TextWords, atoms: Sequence[Atom], drafted: Drafted, layout: Layout, asked: Asked, asker: Asker
) -> Selection | None:
    events = _events_of(words, atoms) if what == "days" else (None, None)
    if events is None:
        return None
    conditions = _with_asker(what, drafted.conditions, asker)
    compare = asked.compare or _other_team(words, conditions, layout)
    if isinstance(compare, str):
        layout = replace(layout, group_by=(), order=None, limit=None)
        conditions = tuple(replace(one, values=one.values[:1]) if _is_of_teams(one) else one for one in conditions)
    groups = layout.group_by or (_set_side_by_side(conditions) if words.of("compare") and compare is None else ())
    whole = whole_of(words, drafted.of_atoms, conditions) if what in _SHARED else None
    return Selection(
        what=what,
        conditions=conditions,
        period=drafted.period,
        group_by=groups,
        per=layout.per,
        order=layout.order,
        limit=layout.limit,
        compare=compare,
        from_event=events[0],
        to_event=events[1],
        form=_form(layout.form, what, is_share=whole is not None),
        share_of=whole,
    )


def _form(said: str | None, what: str, *, is_share: bool) -> str | None:
    if is_share:
        return SHARE
    if said == SHARE:
        return SHARE if what == "in_time" else None
    return said if said != AVERAGE or what in {"average", "days"} else None


def _with_asker(what: str, conditions: Sequence[Condition], asker: Asker) -> tuple[Condition, ...]:
    """The conditions, with the asker or their team where the text says so and names nobody else."""
    named = {one.name for one in conditions}
    whose = "responsible" if what == "actions" else "staff"
    own = [(name, value) for name, value in ((whose, asker.me), ("team", asker.team)) if value is not None]
    fits = [(name, value) for name, value in own if name not in named and CONDITIONS[name].fits(COUNTED[what])]
    return (*conditions, *(Condition(name, (value,)) for name, value in fits))


def _is_of_teams(condition: Condition) -> bool:
    return condition.name == "team" and not condition.denied


def _other_team(words: TextWords, conditions: Sequence[Condition], layout: Layout) -> str | None:
    """The second team, where two are compared and nothing is grouped, or where it is asked which of two is ahead."""
    teams = next((one for one in conditions if _is_of_teams(one)), None)
    if teams is None or len(teams.texts) != 2:
        return None
    compared = words.of("compare") and not layout.group_by
    return teams.texts[1] if compared or _which_of_two(words, layout) else None


def _which_of_two(words: TextWords, layout: Layout) -> bool:
    """'hvem har flest røde, Nord eller Distrikt 1': who has is the one team or the other, and no caseworker."""
    if len(words.teams) != 2 or not (layout.order or words.has("form", "who") or words.has("what", "days")):
        return False
    (_, end, _), (start, _, _) = sorted(words.teams)
    return set(layout.group_by) <= {"caseworker", "team"} and _EITHER.fullmatch(words.text[end:start]) is not None


def _set_side_by_side(conditions: Sequence[Condition]) -> tuple[str, ...]:
    several = [one for one in conditions if one.name in _SIDE_BY_SIDE and len(one.values) > 1 and not one.denied]
    return (several[0].name,) if several else ()


def _events_of(words: TextWords, atoms: Sequence[Atom]) -> tuple[str, str] | None:
    """The event days are counted from and the one they are counted to; None where the text names no process."""
    named = list(dict.fromkeys(atom.senses[EVENT] for atom in atoms if EVENT in atom.senses))
    if len(named) > 1:
        return named[0], named[1]
    pairs = WORDING["process"].find(words.text)
    if not pairs:
        return None
    # 'sagsbehandlingstid for underretninger' is about those, though the first word alone means applications.
    first, second = next((one for one in pairs if not _GENERAL.match(words.text, one.start)), pairs[0]).value.split("|")
    return first, second
