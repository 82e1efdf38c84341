"""Suppliers, and areas of plans, that a text names as the exports do: 'hos Solgården', 'på børneområdet'."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from functools import lru_cache

from bot.understanding.lexicon import LEXICA
from bot.understanding.names import GIVEN_NAMES, MEANT_OTHERWISE, SUPPLIER_WORDS, Gazetteer
from bot.understanding.text import Typed, fold

_WORD = re.compile(r"[^\W_]+")
_LEGAL_FORM = re.compile(r"[ ,]+(?:aps|ivs|amba|[aikp]/s)\.?$")
_LONG_ENOUGH = 5
"""From this many letters on a name needs no capital letter."""
_SHORTEST = 3
_ANNOUNCED = re.compile(r"\b(?:hos|leverandoer(?:en)?|udbyder(?:en)?|supplier|provider)[ :]+$")
"""What stands before a supplier whose name is a word of everyday life: 'hos Familieplejen'."""
_AREA = r"omraade(?:r|t|ts)?|area"
_STEMS = {"voksne": "voksen", "unge": "ungdoms"}

NameAt = tuple[int, int, str]
"""Where something is named in a folded text, and its name as the exports write it."""


def find_suppliers(
    typed: Typed, text: str, gazetteer: Gazetteer, is_known: Callable[[str], bool] | None
) -> tuple[NameAt, ...]:
    """Every supplier named by its whole name or a word that only it has.

    A word that people use otherwise (`is_known` tells of those in our phrases) counts only behind 'hos' and the like.
    """
    if not gazetteer.suppliers:
        return ()
    pattern, forms, _ = _suppliers(gazetteer.suppliers)
    found = (
        (match.start(), match.end(), forms[" ".join(_WORD.findall(match["form"]))])
        for match in pattern.finditer(text)
        if _is_meant(match, typed, gazetteer, is_known)
    )
    return tuple(found)


def _is_meant(match: re.Match[str], typed: Typed, gazetteer: Gazetteer, is_known: Callable[[str], bool] | None) -> bool:
    form = match["form"]
    if len(_WORD.findall(form)) > 1 or _ANNOUNCED.search(match.string[: match.start()]):
        return True
    if form in gazetteer.staff_words or form in gazetteer.team_forms or _is_a_kind(form):
        return False
    whole = form in _suppliers(gazetteer.suppliers)[2]
    is_everyday = not whole and is_known is not None and is_known(form)
    return not is_everyday and (len(form) >= _LONG_ENOUGH or form in typed.capitals)


def _is_a_kind(word: str) -> bool:
    """'Familieplejen' may be a supplier, but mostly is a measure."""
    found = (entry for kind in MEANT_OTHERWISE for entry in LEXICA[kind].find(word))
    return word in SUPPLIER_WORDS or any(entry.end - entry.start == len(word) for entry in found)


@lru_cache(maxsize=4)
def _suppliers(suppliers: tuple[str, ...]) -> tuple[re.Pattern[str], dict[str, str], frozenset[str]]:
    """All ways to name the suppliers, whom each names (its words parted by one space), and which are whole names."""
    holders = Counter(word for name in suppliers for word in set(_words(name)))
    forms: dict[str, str] = {}
    for name in suppliers:
        for word in _telling(name):
            if holders[word] == 1:
                forms.setdefault(word, name)
    whole = {" ".join(_words(name)): name for name in suppliers if _words(name)}
    forms |= whole
    ways = (r"[\W_]+".join(form.split()) for form in sorted(forms, key=len, reverse=True))
    return re.compile(rf"(?<![\w-])(?P<form>{'|'.join(ways)})(?:'?s)?(?![\w-])"), forms, frozenset(whole)


def _words(name: str) -> list[str]:
    return _WORD.findall(_LEGAL_FORM.sub("", fold(name)))


def _telling(name: str) -> Iterator[str]:
    """The words that may tell a supplier from others: its first one, and those with a capital letter."""
    written = [word for word in _WORD.findall(name) if fold(word) not in SUPPLIER_WORDS]
    for at, word in enumerate(written):
        folded = fold(word)
        if (at == 0 or word[0].isupper()) and len(folded) >= _SHORTEST and folded not in GIVEN_NAMES:
            yield folded


def find_areas(text: str, gazetteer: Gazetteer) -> tuple[NameAt, ...]:
    """Every area of a plan named with the word for it: 'børneområdet', 'området voksne'; its bare name means people."""
    pattern, areas = _areas(gazetteer.areas)
    if pattern is None:
        return ()
    return tuple((match.start(), match.end(), areas[match["a"] or match["b"]]) for match in pattern.finditer(text))


@lru_cache(maxsize=4)
def _areas(names: tuple[str, ...]) -> tuple[re.Pattern[str] | None, dict[str, str]]:
    areas: dict[str, str] = {}
    for name in names:
        core = re.sub(rf"[ -]?(?:{_AREA})$", "", fold(name))
        areas |= dict.fromkeys((core, _STEMS.get(core, core)), name)
    if not areas:
        return None, areas
    ways = "|".join(re.escape(form) for form in sorted(areas, key=len, reverse=True))
    return (
        re.compile(rf"(?<!\w)(?:(?P<a>{ways})[es]?[ -]?(?:{_AREA})|(?:{_AREA})(?: for)? (?P<b>{ways}))(?!\w)"),
        areas,
    )
