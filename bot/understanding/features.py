"""A masked text as numbers: letter groups, word stems, concepts and what it names, hashed into one long row."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from zlib import crc32

import numpy as np
import numpy.typing as npt
import snowballstemmer

from bot.understanding.courtesy import plainly
from bot.understanding.lexicon import LEXICA, read_concepts
from bot.understanding.mentions import Mentions

BUCKETS = 1 << 17
"""Length of the row; two features share a place seldom enough not to matter."""

CONCEPTS = read_concepts(Path(__file__).parent / "concepts.toml")
_WEIGHTS = {"letters": 1.2, "words": 1.0, "concepts": 0.9, "kinds": 0.5}
_TOKEN = re.compile(r"[\w§']+|[\ue000-\ue007]")
_MEANT = ("rule", "requirement", "case_type", "category", "measure", "urgent", "status")

Floats = npt.NDArray[np.float32]
FeatureRow = tuple[npt.NDArray[np.int32], Floats]
"""Places and values of a sparse row, places ascending and unique."""


def features(mentions: Mentions) -> FeatureRow:
    """The row of one text. Every block has the same length (L2) however long the text is."""
    text = plainly(mentions.masked)
    tokens = _TOKEN.findall(text)[:200]
    blocks = {
        "letters": _letters(tokens),
        "words": _words(tokens),
        "concepts": _concepts(text),
        "kinds": _kinds(mentions),
    }
    row: dict[int, float] = {}
    for name, found in blocks.items():
        unique = set(found)
        weight = _WEIGHTS[name] / max(len(unique), 1) ** 0.5
        for feature in unique:
            place = crc32(f"{name}:{feature}".encode()) % BUCKETS
            row[place] = row.get(place, 0.0) + weight
    places = np.fromiter(sorted(row), dtype=np.int32, count=len(row))
    return places, np.fromiter((row[p] for p in places.tolist()), dtype=np.float32, count=len(row))


def _letters(tokens: list[str]) -> list[str]:
    """Two to five letters in a row, within words and over their edges."""
    found: list[str] = []
    for token in tokens:
        padded = f" {token} "
        for size in (2, 3, 4, 5):
            found += [padded[i : i + size] for i in range(max(len(padded) - size + 1, 1))]
    return found


def _words(tokens: list[str]) -> list[str]:
    """Stems, pairs of neighbours, and the first word, which often is the question word."""
    stems = [stem(token) for token in tokens]
    pairs = [f"{a} {b}" for a, b in pairwise(stems)]
    return stems + pairs + [f"^{s}" for s in stems[:1]]


def _concepts(masked: str) -> list[str]:
    found = [name for name, lexicon in CONCEPTS.items() if lexicon.first(masked)]
    pairs = [f"{a}+{b}" for i, a in enumerate(found) for b in found[i + 1 :]]
    return found + pairs


def _kinds(mentions: Mentions) -> list[str]:
    """Which slots the text fills, singly and together."""
    meant = [f"{name}" for name in _MEANT if LEXICA[name].first(mentions.masked)]
    kinds = [*mentions.kinds, *meant]
    count = min(len(_TOKEN.findall(mentions.masked)), 12)
    return [*kinds, *(f"{a}&{b}" for i, a in enumerate(kinds) for b in kinds[i + 1 :]), f"length {count // 3}"]


_STEMMER = snowballstemmer.stemmer("danish")


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """The Danish stem of a folded word; English words are stemmed by the same rule, which is enough for features."""
    return str(_STEMMER.stemWord(word))
