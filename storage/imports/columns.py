"""Which column of a file is which: folded headers, aliases, and a municipality's own names and words."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from storage.imports.kind import ExportColumn, ExportKind
from storage.imports.values import Vocabulary, match_key
from storage.settings import SettingsError


@dataclass(frozen=True, slots=True)
class OwnNames:
    """A municipality's own column names per kind, and its lists of words with its own spellings added."""

    columns: dict[str, dict[str, tuple[str, ...]]] = field(default_factory=dict)
    vocabularies: dict[str, Vocabulary] = field(default_factory=dict)

    def spellings(self, kind: ExportKind) -> dict[str, ExportColumn]:
        """Folded header → column of the kind. Raises SettingsError when one header would mean two columns."""
        own = self.columns.get(kind.name, {})
        known: dict[str, ExportColumn] = {}
        for column in kind.columns:
            for name in (column.name, *column.aliases, *own.get(column.name, ())):
                if known.setdefault(match_key(name), column) is not column:
                    raise SettingsError(f"SAGSPULS_COLUMNS_FILE: {name!r} would mean two columns of {kind.name}.")
        return known


@dataclass(frozen=True, slots=True)
class Header:
    """A file's header, understood: where each known column stands."""

    width: int
    places: tuple[tuple[int, ExportColumn], ...]
    unknown: tuple[str, ...]
    missing: tuple[str, ...]
    twice: tuple[str, ...]

    def has(self, name: str) -> bool:
        return any(column.name == name for _, column in self.places)


def read_header(cells: list[str], kind: ExportKind, names: OwnNames) -> Header:
    """Find the kind's columns among the header's cells, in any order. A column that comes twice keeps one place."""
    known = names.spellings(kind)
    never_stored = {match_key(name) for name in kind.never_stored}
    places: dict[str, tuple[int, ExportColumn]] = {}
    seen: set[str] = set()
    unknown, twice = [], []
    for index, cell in enumerate(cells):
        folded = match_key(cell)
        if not folded:
            continue
        column = known.get(folded)
        if folded in seen or (column is not None and column.name in places):
            twice.append(cell.strip())
        elif column is not None:
            places[column.name] = (index, column)
        elif folded not in never_stored:
            unknown.append(cell.strip())
        seen.add(folded)
    missing = tuple(column.name for column in kind.columns if column.required and column.name not in places)
    return Header(len(cells), tuple(places.values()), tuple(unknown), missing, tuple(twice))


def load_own_names(path: Path | None, kinds: Iterable[ExportKind]) -> OwnNames:
    """Read SAGSPULS_COLUMNS_FILE (TOML); without one, nothing is added.

        [kolonner.sager]                 # a kind
        sagsnr = ["journalnummer"]       # its column = more headers for it

        [ord.sagstype]                   # a column with a list of words
        anbringelse = ["plejefamilie"]   # its word = more spellings

        [nye_ord]                        # only for lists a municipality may extend: hændelse
        "hændelse" = ["netværksmøde"]

    Raises SettingsError naming the first entry that fits nothing.
    """
    if path is None:
        return OwnNames()
    given = _toml(path)
    listed = tuple(kinds)
    for section in given.keys() - {"kolonner", "ord", "nye_ord"}:
        raise _wrong(f"[{section}] is no section; write [kolonner.sager], [ord.sagstype] or [nye_ord]")
    vocabularies = _extended(given.get("nye_ord", {}), _vocabularies(listed))
    for name, words in given.get("ord", {}).items():
        if name not in vocabularies:
            raise _wrong(f"{name!r} has no list of words; lists are {', '.join(vocabularies)}")
        vocabularies[name] = _with_aliases(vocabularies[name], words)
    names = OwnNames(_own_columns(given.get("kolonner", {}), listed), vocabularies)
    for kind in listed:
        names.spellings(kind)
    return names


def _toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise SettingsError(f"SAGSPULS_COLUMNS_FILE: {path} cannot be read.") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise _wrong(f"no valid TOML ({error})") from error


def _vocabularies(kinds: tuple[ExportKind, ...]) -> dict[str, Vocabulary]:
    columns = [column for kind in kinds for column in kind.columns]
    return {column.read.name: column.read for column in columns if isinstance(column.read, Vocabulary)}


def _extended(new: dict[str, Any], vocabularies: dict[str, Vocabulary]) -> dict[str, Vocabulary]:
    for name, words in new.items():
        vocabulary = vocabularies.get(name)
        if vocabulary is None or not vocabulary.open:
            raise _wrong(f"{name!r} cannot have new words")
        added = {word.strip().lower(): word.strip().lower() for word in _texts(words)}
        vocabularies[name] = replace(vocabulary, words={**vocabulary.words, **added})
    return vocabularies


def _with_aliases(vocabulary: Vocabulary, words: dict[str, Any]) -> Vocabulary:
    spellings = vocabulary.spellings()
    aliases = dict(vocabulary.aliases)
    for word, own in words.items():
        if word not in vocabulary.words:
            raise _wrong(f"{word!r} is no word of {vocabulary.name}")
        for alias in _texts(own):
            stored = vocabulary.words[word]
            if spellings.setdefault(match_key(alias), stored) != stored:
                raise _wrong(f"{alias!r} already means {spellings[match_key(alias)]!r}")
            aliases[match_key(alias)] = stored
    return replace(vocabulary, aliases=aliases)


def _own_columns(given: dict[str, Any], kinds: tuple[ExportKind, ...]) -> dict[str, dict[str, tuple[str, ...]]]:
    columns = {kind.name: {column.name for column in kind.columns} for kind in kinds}
    for name, own in given.items():
        for column in own if name in columns else [name]:
            if name not in columns or column not in columns[name]:
                raise _wrong(f"{column!r} is no column that {name!r} has")
    return {name: {column: _texts(aliases) for column, aliases in own.items()} for name, own in given.items()}


def _texts(value: Any) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(text, str) and text.strip() for text in value):
        raise _wrong(f"{value!r} should be a list of texts")
    return tuple(value)


def _wrong(what: str) -> SettingsError:
    return SettingsError(f"SAGSPULS_COLUMNS_FILE: {what}.")
