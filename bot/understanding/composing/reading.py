"""The people, teams and everything else of one text, as the composer takes them."""

from __future__ import annotations

import datetime as dt

from bot.understanding.composing.expressions import expression
from bot.understanding.composing.wording import WORDING
from bot.understanding.composing.words import PersonNamed, TextWords, ThingNamed, read_words
from bot.understanding.exported import find_areas
from bot.understanding.mentions import Mentions
from bot.understanding.names import Gazetteer, people_named
from bot.understanding.numbers import THEME, find_account
from bot.understanding.text import Typed

_BESIDE = expression("reading.beside")


def words_of(mentions: Mentions, typed: Typed, gazetteer: Gazetteer, today: dt.date) -> TextWords:
    """Everything the text names, in the words of the composer."""
    teams = _teams(mentions, gazetteer)
    themes = [(*found.span(), found["name"].upper()) for found in THEME.finditer(mentions.text)]
    people = _people(mentions, typed, gazetteer)
    return read_words(mentions.text, people, teams, themes, today, _things(mentions, gazetteer, bool(themes)))


def _things(mentions: Mentions, gazetteer: Gazetteer, is_of_a_plan: bool) -> list[ThingNamed]:
    """Suppliers and accounts; areas where actions of plans are asked about, since elsewhere they are types of cases."""
    found = [(*place, "supplier") for place in mentions.suppliers]
    account = find_account(mentions.text) if mentions.account is not None else None
    found += [(account.start, account.end, account.value, "account")] if account is not None else []
    areas = find_areas(mentions.text, gazetteer)
    if areas and (is_of_a_plan or any(one.value == "actions" for one in WORDING["what"].find(mentions.text))):
        found += [(*place, "area") for place in areas]
    return [ThingNamed(*one) for one in found]


def _teams(mentions: Mentions, gazetteer: Gazetteer) -> list[tuple[int, int, str]]:
    """Each place where a team is named with its name; the asker's own team is no name."""
    if mentions.teams.own:
        return []
    names = [_team_at(mentions, span, gazetteer) for span in mentions.teams.spans]
    named = [(*span, name) for span, name in zip(mentions.teams.spans, names, strict=True)]
    return [*named, *_beside(mentions, named, gazetteer)] if len(named) == 1 else named


def _beside(mentions: Mentions, named: list[tuple[int, int, str]], gazetteer: Gazetteer) -> list[tuple[int, int, str]]:
    """The team whose name is a type of case as well, beside another: 'Team Nord eller Handicap'."""
    end = named[0][1]
    found = _BESIDE.match(mentions.text, end)
    team = None if found is None else gazetteer.team_forms.get(f"team {found['team']}")
    return [] if found is None or team is None else [(*found.span("team"), team)]


def _team_at(mentions: Mentions, span: tuple[int, int], gazetteer: Gazetteer) -> str:
    written = mentions.text[slice(*span)]
    for form in (written, written.removesuffix("s").removesuffix("'")):
        if form in gazetteer.team_forms:
            return gazetteer.team_forms[form]
    at = mentions.teams.spans.index(span)
    if at < len(mentions.teams.ids):
        return mentions.teams.ids[at]
    return mentions.teams.unknown or mentions.teams.ids[-1]


def _people(mentions: Mentions, typed: Typed, gazetteer: Gazetteer) -> list[PersonNamed]:
    if mentions.staff.unknown and mentions.staff.spans:
        first, last = mentions.staff.spans[0], mentions.staff.spans[-1]
        return [PersonNamed(first[0], last[1], (), mentions.staff.unknown)]
    text = mentions.text
    for start, end in (*mentions.teams.spans, *((one[0], one[1]) for one in mentions.suppliers)):
        text = f"{text[:start]}{' ' * (end - start)}{text[end:]}"
    if not mentions.staff.spans:
        return []
    named = people_named(typed, text, gazetteer)
    return [PersonNamed(one.spans[0][0], one.spans[-1][1], one.ids, one.unknown) for one in named]
