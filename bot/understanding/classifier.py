"""Which question a text asks: a linear model over hashed features, fitted beforehand, predicted with numpy alone."""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np

from bot.understanding.features import BUCKETS, FeatureRow, Floats
from bot.understanding.spelling import Speller

LANGUAGE_MARGIN = 0.15
"""Below this margin the words do not show the language, and the asker's own setting counts."""


class ModelError(Exception):
    """The stored model cannot be read; it must be trained anew."""


@dataclass(frozen=True, slots=True)
class Guess:
    """The likeliest question, how sure that is (0-1, calibrated), and all questions by likelihood."""

    question: str
    confidence: float
    ranked: tuple[tuple[str, float], ...]

    @property
    def margin(self) -> float:
        """How far the likeliest question is ahead of the next."""
        return self.ranked[0][1] - self.ranked[1][1] if len(self.ranked) > 1 else 1.0


@dataclass(frozen=True)
class Model:
    """The trained arrays.

    `weights`: BUCKETS x (questions + 1), `bias`: questions + 1; the last column tells English (above 0) from Danish.
    `temperature` makes the scores probabilities that are right as often as they say.
    """

    questions: tuple[str, ...]
    weights: Floats
    bias: Floats
    temperature: float
    vocabulary: tuple[str, ...]
    fingerprint: str = ""

    @cached_property
    def speller(self) -> Speller:
        """Corrects words by those of the phrases and lexica."""
        return Speller(self.vocabulary)

    def predict(self, row: FeatureRow) -> Guess:
        """The questions by likelihood for one row of features."""
        scores = self._scores(row)[:-1] / self.temperature
        odds = np.exp(scores - scores.max())
        chances = odds / odds.sum()
        order = np.argsort(-chances, kind="stable")
        ranked = tuple((self.questions[i], float(chances[i])) for i in order)
        return Guess(ranked[0][0], ranked[0][1], ranked)

    def language(self, row: FeatureRow, fallback: str) -> str:
        """`da` or `en` by the words; `fallback` if they do not show it."""
        score = float(self._scores(row)[-1])
        if abs(score) < LANGUAGE_MARGIN:
            return fallback
        return "en" if score > 0 else "da"

    def _scores(self, row: FeatureRow) -> Floats:
        places, values = row
        scores: Floats = values @ self.weights[places] + self.bias
        return scores


def train(
    rows: Sequence[FeatureRow],
    questions: Sequence[str],
    languages: Sequence[str],
    phrases: Sequence[int],
    vocabulary: Sequence[str],
) -> Model:
    """A model of the labelled rows; `phrases` numbers the phrase each is a wording of.

    Loads scikit-learn, which takes a second and much memory: not for the running service.
    """
    from bot.understanding import fitting  # noqa: PLC0415  (keeps scikit-learn out of the running service)

    fitted = fitting.fit(rows, questions, languages, phrases)
    return Model(
        questions=fitted.questions,
        weights=fitted.weights,
        bias=fitted.bias,
        temperature=fitted.temperature,
        vocabulary=tuple(vocabulary),
    )


def save(model: Model, path: Path) -> None:
    """Write the arrays as npz, without pickle."""
    used = np.flatnonzero(np.any(model.weights != 0, axis=1)).astype(np.int32)
    np.savez_compressed(
        path,
        questions=np.array(model.questions),
        places=used,
        weights=model.weights[used].astype(np.float16),
        bias=model.bias,
        temperature=np.array(model.temperature),
        vocabulary=np.array(model.vocabulary or ("",)),
        fingerprint=np.array(model.fingerprint),
    )


def load(path: Path) -> Model:
    """Read a model that `save` wrote.

    Raises ModelError when there is none or the file is damaged.
    """
    try:
        with path.open("rb") as file, np.load(file, allow_pickle=False) as arrays:
            weights = np.zeros((BUCKETS, arrays["weights"].shape[1]), dtype=np.float32)
            weights[arrays["places"]] = arrays["weights"]
            return Model(
                questions=tuple(arrays["questions"].tolist()),
                weights=weights,
                bias=arrays["bias"].astype(np.float32),
                temperature=float(arrays["temperature"]),
                vocabulary=tuple(arrays["vocabulary"].tolist()),
                fingerprint=str(arrays["fingerprint"]),
            )
    except (OSError, ValueError, KeyError, EOFError, IndexError, zipfile.BadZipFile) as error:
        raise ModelError(f"{path.name} cannot be read: {error}") from error
