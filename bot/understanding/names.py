"""People and teams named in a text, found through the municipality's own list of names."""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

from rapidfuzz.distance import DamerauLevenshtein

from bot.understanding.lexicon import LEXICA
from bot.understanding.text import Typed, fold
from storage.rules.dates.words import NUMBERS

_DATA = tomllib.loads((Path(__file__).parent / "names.toml").read_text(encoding="utf-8"))
GIVEN_NAMES = frozenset(fold(name) for name in _DATA["given"].split())
ALSO_WORDS = frozenset(_DATA["also_words"])
_SAID_OFTEN = frozenset(_DATA["said_often"])
"""Names that are everyday words too."""

_WORD = re.compile(r"[a-z0-9]+")
_LONG_ENOUGH = 5
_LETTER_WORDS = frozenset({"i", "a"})
_GENERIC = frozenset(_DATA["team_words"])
_COMMON_PARTS = frozenset(fold(word) for word in _DATA["common_parts"])
_BEFORE_INITIALS = frozenset(fold(word) for word in _DATA["before_initials"])
SUPPLIER_WORDS = frozenset(fold(word) for word in _DATA["supplier_words"])
"""Words of suppliers' names that tell what they are and not which."""
_ASKS_FOR_PERSON = frozenset(fold(word) for word in _DATA["asks_for_person"])
MEANT_OTHERWISE = frozenset({"rule", "requirement", "case_type", "measure", "account"})
"""The slots whose words a team may be called by: Undersøgelse, Handicap."""
_OWN_TEAM = re.compile(
    r"\b(?:vores|mit|min|eget|egen|our|my) (?:eget |egen |own )?(?:team|afdeling|distrikt|"
    r"gruppe|district|department)s?\b"
    r"|\b(?:mine kolleger|min kollegas|my colleagues)(?:s|nes|')?\b"
    r"|\b(?:teamet|teamets|teamets'|the team|the team's)\b|\bi teamet\b"
)
_UNKNOWN_TEAM = re.compile(
    r"\b(?:team|distrikt|district|gruppe) ?(?P<name>[a-z]+|\d{1,2})(?:'?s)?\b"
    r"|\b(?<=i )(?P<house>(?!alders|aars|maal)[a-z]+(?:huset|centeret|centret|gruppen))\b"
)
_DIRECTIONS = frozenset(["nord", "syd", "oest", "vest", "midt", "centrum", "north", "south", "east", "west"])
_AND_NUMBER = re.compile(r"(?:og|and|,|&|/|mod|vs|eller|or) ?(\d{1,2})\b")


@dataclass(frozen=True, slots=True)
class StaffName:
    """One member of staff as the readers know them."""

    id: str
    name: str
    team_id: int | None = None


@dataclass(frozen=True, slots=True)
class TeamName:
    """One team as the readers know it."""

    id: int
    name: str


@dataclass(frozen=True)
class Gazetteer:
    """The names of a municipality's staff (those who have not left), teams, plans and milestones, of the suppliers in
    its grants and of the areas in its plans.
    """

    staff: tuple[StaffName, ...] = ()
    teams: tuple[TeamName, ...] = ()
    plans: tuple[str, ...] = ()
    milestones: tuple[str, ...] = ()
    suppliers: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()

    def own_team(self, staff_id: str | None) -> str | None:
        """The name of the person's own team, or None."""
        team_id = next((s.team_id for s in self.staff if s.id == staff_id), None)
        return next((t.name for t in self.teams if t.id == team_id), None)

    @cached_property
    def staff_words(self) -> dict[str, frozenset[str]]:
        """Folded word of a name → the staff it may mean."""
        return _staff_words(self.staff)

    def called(self, letter: str) -> frozenset[str]:
        """The staff whose surname begins with a letter."""
        return frozenset(person.id for person in self.staff if fold(person.name).split()[-1:][0].startswith(letter))

    def in_team(self, staff: Iterable[str], team: str | None) -> tuple[str, ...]:
        """Those of the staff ids whose own team has that name."""
        ids = {t.id for t in self.teams if t.name == team}
        return tuple(person.id for person in self.staff if person.id in set(staff) and person.team_id in ids)

    @cached_property
    def staff_ids(self) -> dict[str, frozenset[str]]:
        """Ids and initials, folded → the staff they may mean."""
        return _staff_ids(self.staff)

    @cached_property
    def team_forms(self) -> dict[str, str]:
        """Folded spellings of a team → its name; spellings that fit two teams are left out."""
        return _forms_of_teams(self.teams)

    @cached_property
    def words(self) -> frozenset[str]:
        """Every word of every name: the speller leaves them alone."""
        teams = {w for t in self.teams for w in _WORD.findall(fold(t.name))}
        return frozenset(self.staff_words) | teams | _words_of_suppliers(self.suppliers)


# A gazetteer is read anew for every question, but its names seldom change: what is worked out from them is kept.
@lru_cache(maxsize=4)
def _staff_words(staff: tuple[StaffName, ...]) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for person in staff:
        for word in _WORD.findall(fold(person.name)):
            if len(word) > 1:
                found[word].add(person.id)
    return {word: frozenset(ids) for word, ids in found.items()}


@lru_cache(maxsize=4)
def _words_of_suppliers(suppliers: tuple[str, ...]) -> frozenset[str]:
    """Their words but for short ones, of which everyday words are too easily made."""
    found = {word for name in suppliers for word in _WORD.findall(fold(name)) if len(word) >= _LONG_ENOUGH}
    return frozenset(found - SUPPLIER_WORDS)


@lru_cache(maxsize=4)
def _staff_ids(staff: tuple[StaffName, ...]) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for person in staff:
        found[fold(person.id)].add(person.id)
        for initials in _initials(_WORD.findall(fold(person.name))):
            found[initials].add(person.id)
    return {word: frozenset(ids) for word, ids in found.items()}


def _initials(words: list[str]) -> Iterable[str]:
    """Mette Krogh: MK, MKR, MEKR, the forms that municipalities use."""
    if len(words) > 1:
        first, last = words[0], words[-1]
        yield from {"".join(word[0] for word in words), first[0] + last[:2], first[:2] + last[:2]}


@lru_cache(maxsize=4)
def _forms_of_teams(teams: tuple[TeamName, ...]) -> dict[str, str]:
    found: dict[str, set[str]] = defaultdict(set)
    for team in teams:
        for form in _team_forms(team.name):
            found[form].add(team.name)
    return {form: next(iter(names)) for form, names in found.items() if len(names) == 1}


@lru_cache(maxsize=4)
def _pattern_of_teams(teams: tuple[TeamName, ...]) -> re.Pattern[str] | None:
    forms = sorted(_forms_of_teams(teams), key=len, reverse=True)
    if not forms:
        return None
    return re.compile(rf"(?<![\w-])({'|'.join(re.escape(f) for f in forms)})(?:'?s)?(?![\w-])")


@dataclass(frozen=True, slots=True)
class Named:
    """Spans of a folded text that name somebody or some team, and whom."""

    spans: tuple[tuple[int, int], ...] = ()
    ids: tuple[str, ...] = ()
    """Staff: the candidates for the one person named. Teams: the names of all teams named."""
    unknown: str | None = None
    own: bool = False


def _team_forms(name: str) -> Iterable[str]:
    """Team Nord: team nord, teamnord, nord, nordteamet, team nords. Distrikt 2: distrikt 2, d2, dist 2."""
    words = _WORD.findall(fold(name))
    whole = " ".join(words)
    core = [w for w in words if w not in _GENERIC]
    if not _is_also_a_word(whole):
        yield from (whole, whole.replace(" ", ""), "-".join(words))
    if not core:
        return
    tail = " ".join(core)
    yield from (
        f"team {tail}",
        f"tema {tail}",
        f"{tail}teamet",
        f"{tail}steamet",
        f"{tail} teamet",
        f"{tail}-teamet",
        f"{tail}-team",
        f"teamet {tail}",
        f"{tail}team",
        f"{tail} team",
    )
    yield from (f"afdeling {tail}", f"afdelingen {tail}", f"{tail}afdelingen")
    if core[-1].isdigit() and len(words) == 2:
        kind = words[0]
        spoken = next((word for word, n in NUMBERS.items() if n == int(core[-1])), core[-1])
        also = "et" if core[-1] == "1" else spoken
        yield from (f"{kind} {spoken}", f"{kind} {also}")
        yield from (f"{kind[0]}{core[-1]}", f"{kind[:4]} {core[-1]}", f"{kind[:5]} {core[-1]}", f"district {core[-1]}")
    elif not _is_also_a_word(tail) and len(tail) > 2:
        yield tail
    if words[0].endswith("teamet"):
        stem = words[0].removesuffix("teamet")
        yield from (f"{stem}team", f"team {stem}", f"{stem} teamet", f"{stem} team")
    elif whole.endswith(("en", "et")) and not _is_also_a_word(whole[:-2]):
        yield whole[:-2]


def _is_also_a_word(name: str) -> bool:
    """A team called Handicap or Undersøgelse: alone the word means cases or a deadline, beside 'team' the team."""
    found = (entry for kind in (*MEANT_OTHERWISE, "group_by") for entry in LEXICA[kind].find(name))
    return name in _COMMON_PARTS or any(entry.end - entry.start == len(name) for entry in found)


def find_teams(typed: Typed, text: str, gazetteer: Gazetteer) -> Named:
    """The teams a folded text names: by any spelling, misspelt beside 'team', or the asker's own."""
    spans, names = _known_teams(text, gazetteer)
    if not spans:
        spans, names = _teams_by_capital(typed, text, gazetteer)
    if spans:
        spans, names = _and_its_neighbours(text, gazetteer, spans, names)
        return Named(tuple(spans), tuple(dict.fromkeys(names)))
    own = _OWN_TEAM.search(text)
    if own:
        return Named((own.span(),), own=True)
    for match in _UNKNOWN_TEAM.finditer(text):
        if match["house"]:
            return Named((match.span(),), unknown=match.group())
        word = match["name"]
        if close := _closest_team(match.group(), gazetteer):
            return Named((match.span(),), (close,))
        if word.isdigit() or word in _DIRECTIONS or word in typed.capitals:
            return Named((match.span(),), unknown=match.group())
    return Named()


def team_alone(text: str, gazetteer: Gazetteer) -> str | None:
    """The one team that a folded text is the name of, without a word besides.

    >>> team_alone("distrikt 1s vaerste", Gazetteer(teams=(TeamName(1, "Distrikt 1"),)))
    """
    exact = [team.name for team in gazetteer.teams if fold(team.name) == text]
    if exact:
        return exact[0]
    spans, names = _known_teams(text, gazetteer)
    whole = len(spans) == 1 and spans[0][0] == 0 and text[spans[0][1] :] in {"", "s", "'s"}
    return names[0] if whole else None


def _known_teams(text: str, gazetteer: Gazetteer) -> tuple[list[tuple[int, int]], list[str]]:
    pattern = _pattern_of_teams(gazetteer.teams)
    if pattern is None:
        return [], []
    found = [(m.span(), gazetteer.team_forms[m[1]]) for m in pattern.finditer(text)]
    return [span for span, _ in found], [name for _, name in found]


def _teams_by_capital(typed: Typed, text: str, gazetteer: Gazetteer) -> tuple[list[tuple[int, int]], list[str]]:
    """'i Handicap' is the team Handicap, 'i handicap' the cases."""
    for team in gazetteer.teams:
        name = fold(team.name)
        if name in typed.capitals:
            match = re.search(rf"(?:\w|,) ({re.escape(name)})s?\b(?! ?sag)", text)
            if match:
                return [match.span(1)], [team.name]
    return [], []


def team_also_a_word(text: str, gazetteer: Gazetteer) -> str | None:
    """The team Handicap in 'ugebrev handicap': for a question that reads nothing else the word could stand for."""
    words = set(_WORD.findall(text))
    named = [team.name for team in gazetteer.teams if fold(team.name) in words]
    return named[0] if len(named) == 1 else None


def _and_its_neighbours(
    text: str, gazetteer: Gazetteer, spans: list[tuple[int, int]], names: list[str]
) -> tuple[list[tuple[int, int]], list[str]]:
    """'distrikt 1 og 2' names both."""
    start, end = spans[-1]
    kind = text[start:end].rstrip("0123456789 ")
    following = _AND_NUMBER.match(text[end:].lstrip())
    other = gazetteer.team_forms.get(f"{kind} {following[1]}") if following else None
    if following and other:
        spans = [*spans, (end, end + text[end:].index(following[1]) + len(following[1]))]
        names = [*names, other]
    return spans, names


def _closest_team(written: str, gazetteer: Gazetteer) -> str | None:
    """One letter wrong (two in a long name), digits right; None when that fits no team or several."""
    digits = re.findall(r"\d+", written)
    fitting = {
        name
        for form, name in gazetteer.team_forms.items()
        if re.findall(r"\d+", form) == digits
        and form[0] == written[0]
        and DamerauLevenshtein.distance(form, written) <= (1 if len(form) < 10 else 2)
    }
    return fitting.pop() if len(fitting) == 1 else None


def find_staff(typed: Typed, text: str, gazetteer: Gazetteer) -> Named:
    """The person a folded text names: full name, first name, surname, initials or id, with or without genitive.

    `ids` holds every candidate, those of both where two people are named; `unknown` a given name nobody here bears.
    """
    first, second = [*people_named(typed, text, gazetteer), Named(), Named()][:2]
    return _both(first, second) if second.spans else first


def people_named(typed: Typed, text: str, gazetteer: Gazetteer) -> Iterator[Named]:
    """Everybody a folded text names, each with the candidates for that one name."""
    tokens = [(m.group(), m.span()) for m in _WORD.finditer(text)]
    covered: set[tuple[int, int]] = set()
    for index, (token, span) in enumerate(tokens):
        if span in covered:
            continue
        before = tokens[index - 1][0] if index else ""
        named = _person(token, before, typed, gazetteer)
        if named:
            found = _with_surname(tokens, index, *named, gazetteer)
            covered.update(found.spans)
            yield found


def _both(first: Named, second: Named) -> Named:
    """'Anna og Mette' may be either: both are candidates, never the first alone. An unknown second is left out."""
    if first.unknown or second.unknown or set(second.ids) <= set(first.ids):
        return first
    return Named((*first.spans, *second.spans), tuple(sorted({*first.ids, *second.ids})))


def _person(token: str, before: str, typed: Typed, gazetteer: Gazetteer) -> tuple[frozenset[str], str | None] | None:
    """The candidates one word stands for, or a name unknown here; None when it is no name."""
    for word in (token, token.removesuffix("s")):
        genitive = word != token
        telling = genitive or bool({token, word} & typed.capitals) or before in _ASKS_FOR_PERSON
        shy = word in ALSO_WORDS or len(word) < 3
        if word in gazetteer.staff_words and (telling or not (word in _SAID_OFTEN or len(word) < 3)):
            return gazetteer.staff_words[word], None
        initials = gazetteer.staff_ids.get(word)
        announced = before in _BEFORE_INITIALS and len(word) > 2
        if initials and (announced or any(c.isdigit() for c in word) or _written_as_initials(word, typed)):
            return initials, None
        if word in GIVEN_NAMES and not (shy and not telling):
            return frozenset(), word
    return None


def _written_as_initials(word: str, typed: Typed) -> bool:
    return re.search(rf"(?<!\w){word.upper()}(?:s|'s)?(?!\w)", typed.clean) is not None and not typed.clean.isupper()


def _with_surname(
    tokens: list[tuple[str, tuple[int, int]]],
    index: int,
    ids: frozenset[str],
    unknown: str | None,
    gazetteer: Gazetteer,
) -> Named:
    """Further names right behind narrow the candidates: 'Mette Holm' is one Mette of two."""
    spans = [tokens[index][1]]
    for token, span in tokens[index + 1 :]:
        more = gazetteer.staff_words.get(token) or gazetteer.staff_words.get(token.removesuffix("s"))
        if more is None and len(token) == 1 and len(ids) > 1 and token not in _LETTER_WORDS:
            more = gazetteer.called(token)  # 'Mette K'
        if more is None or not (ids & more):
            break
        ids, spans = ids & more, [*spans, span]
    return Named(tuple(spans), tuple(sorted(ids)), unknown)
