"""Training at set-up, and again where a phrase or the reading of it has changed; several processes may ask at once."""

from __future__ import annotations

import asyncio
import datetime as dt
import os
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from bot.understanding import classifier
from bot.understanding.classifier import Model, ModelError
from bot.understanding.composing.wording import WORDING, Wordings
from bot.understanding.compounds import PLAIN_WORDS as WORDS_OF_COMPOUNDS
from bot.understanding.dialect import PLAIN_WORDS
from bot.understanding.features import CONCEPTS, FeatureRow, features
from bot.understanding.lexicon import LEXICA, Lexicon
from bot.understanding.mentions import find_mentions
from bot.understanding.names import GIVEN_NAMES, Gazetteer
from bot.understanding.phrases import Phrase, PhraseFileError, check_files, fingerprint, read_phrases
from bot.understanding.spelling import WORD, Speller
from bot.understanding.text import Typed
from storage.rules.dates.words import WORDS_OF_TIME

FILE = "understanding.npz"
TRAINED = Path(__file__).with_name(FILE)
"""The model that set-up trains on our own phrases, for every store."""
OWN_PHRASES = "phrases"
"""The folder beside it with a municipality's own phrase files, where there is one."""
_ANY_DAY = dt.date(2026, 11, 23)
"""Periods are masked before training, so the day does not matter; a fixed one keeps training reproducible."""


class TrainingError(Exception):
    """The phrases could not be learned; the text says why."""


async def ensure_model(home: Path) -> Model:
    """The model that set-up trained, where it fits; else the one in `home`, for a municipality with phrases of its own.

    The one in `home` is trained first (in a process of its own) when missing, damaged or out of date. Whoever cancels
    this ends that process.

    Raises TrainingError when training fails or one of the municipality's own phrase files cannot be used.
    """
    try:
        check_files(home / OWN_PHRASES)
    except PhraseFileError as error:
        raise TrainingError(str(error)) from error
    path, wanted = home / FILE, fingerprint(home / OWN_PHRASES)
    model = _usable(TRAINED, wanted) or _usable(path, wanted)
    if model is None:
        said = await _train_apart(path)
        model = _usable(path, wanted)
        if model is None:
            raise TrainingError(f"The phrases could not be learned: {said.strip()[-500:]}")
    return model


async def _train_apart(path: Path) -> str:
    """Train in a process of its own; gives what that one complained of."""
    await asyncio.to_thread(path.parent.mkdir, parents=True, exist_ok=True)
    command = (sys.executable, "-m", "bot.understanding.training", str(path))
    training = await asyncio.create_subprocess_exec(*command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    try:
        _, said = await training.communicate()
    finally:
        if training.returncode is None:
            training.kill()
            await training.wait()
    return said.decode(errors="replace")


def _usable(path: Path, wanted: str) -> Model | None:
    try:
        model = classifier.load(path)
    except ModelError:
        return None
    return model if model.fingerprint == wanted else None


def train_from_phrases(phrases: Sequence[Phrase]) -> Model:
    """A model of the phrases in all their wordings."""
    speller = Speller(vocabulary := known_words(phrases))
    labelled = [(wording, phrase, n) for n, phrase in enumerate(phrases) for wording in phrase.wordings()]
    return classifier.train(
        rows=[row_of(wording, speller) for wording, _, _ in labelled],
        questions=[phrase.question for _, phrase, _ in labelled],
        languages=[phrase.language for _, phrase, _ in labelled],
        phrases=[n for _, _, n in labelled],
        vocabulary=sorted(vocabulary),
    )


def row_of(text: str, speller: Speller) -> FeatureRow:
    """The features of a phrase, read as the service would read it, only without a municipality's names."""
    typed = Typed.of(text)
    return features(find_mentions(typed, speller.correct(typed.folded), _ANY_DAY, Gazetteer()))


def known_words(phrases: Iterable[Phrase]) -> set[str]:
    """The words of the lexica, the calendar and given names, and those that at least two phrases use."""
    lexica: list[Lexicon | Wordings] = [*LEXICA.values(), *CONCEPTS.values(), *WORDING.values()]
    counted = Counter(
        word
        for phrase in phrases
        for word in {w for text in phrase.wordings() for w in WORD.findall(Typed.of(text).folded)}
    )
    often = {word for word, count in counted.items() if count > 1} - misspelt(counted)
    plain = PLAIN_WORDS | WORDS_OF_COMPOUNDS
    return often.union(*(lexicon.words for lexicon in lexica), WORDS_OF_TIME, GIVEN_NAMES, plain) - {""}


def misspelt(counted: Mapping[str, int]) -> set[str]:
    """Long words that are a slip inside a far commoner one: phrases hold them as people type them, 'forebygende'.

    >>> misspelt({"forebygende": 2, "forebyggende": 40, "opfølgninger": 2, "opfølgning": 40})
    {'forebygende'}
    """
    common = [word for word, count in counted.items() if count >= _COMMON and len(word) >= _LONG_WORD]
    slips = {slip: word for word in common for slip in _slips_inside(word)}
    return {word for word, count in counted.items() if word in slips and count * _FAR_RARER <= counted[slips[word]]}


_LONG_WORD, _COMMON, _FAR_RARER = 8, 8, 4
_OUTER = 3
"""Letters at either end that inflection changes, and slips seldom do."""


def _slips_inside(word: str) -> Iterator[str]:
    """The word with one letter left out or two changed round."""
    for at in range(_OUTER, len(word) - _OUTER):
        yield word[:at] + word[at + 1 :]
        yield f"{word[:at]}{word[at + 1]}{word[at]}{word[at + 2 :]}"


def main() -> None:
    """Train and write the file named on the command line: beside it first, then in its place in one step."""
    target = Path(sys.argv[1])
    own = target.parent / OWN_PHRASES
    mark = fingerprint(own)
    model = replace(train_from_phrases(read_phrases(own)), fingerprint=mark)
    with tempfile.NamedTemporaryFile(dir=target.parent, suffix=".npz", delete=False) as file:
        beside = Path(file.name)
    try:
        classifier.save(model, beside)
        os.replace(beside, target)  # noqa: PTH105  (atomic on every platform)
    finally:
        beside.unlink(missing_ok=True)


if __name__ == "__main__":
    main()
