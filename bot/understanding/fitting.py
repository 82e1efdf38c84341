"""Fitting the linear model: the only file that imports scikit-learn, loaded only while training."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix
from sklearn.svm import LinearSVC

from bot.understanding.features import BUCKETS, FeatureRow, Floats
from storage.rules.questions import OUTSIDE

Ints = npt.NDArray[np.int_]
FOLDS = 3
RESERVE = 0.3
"""A head start for `none`, the questions outside our field: a wrong answer misleads, an offer of questions does not.
On the development sets 0.3 catches 93 of 100 such questions and 0.2 catches 90; it costs a third of one in 100 others.
"""
SOFTNESS = 1.0
"""The SVM's C: chosen by cross-validation on whole phrase lines."""


@dataclass(frozen=True, slots=True)
class Fitted:
    """What a model needs of the fit; shapes as in classifier.Model."""

    questions: tuple[str, ...]
    weights: Floats
    bias: Floats
    temperature: float


def fit(
    rows: Sequence[FeatureRow], questions: Sequence[str], languages: Sequence[str], phrases: Sequence[int]
) -> Fitted:
    """One column of weights per question (one against the rest), one more for English, and the temperature.

    `phrases` numbers the phrase each row is a wording of: the temperature is measured on unseen phrases.
    """
    matrix = as_matrix(rows)
    names = tuple(sorted(set(questions)))
    labels = np.array([names.index(q) for q in questions])
    weights, bias = _columns(matrix, labels, len(names))
    if OUTSIDE in names:
        bias[names.index(OUTSIDE)] += RESERVE
    english = np.array([language == "en" for language in languages], dtype=int)
    tongue, tongue_bias = _columns(matrix, english, 2)
    return Fitted(
        questions=names,
        weights=np.hstack([weights, tongue[:, 1:]]),
        bias=np.append(bias, tongue_bias[1:]).astype(np.float32),
        temperature=_temperature(matrix, labels, len(names), np.array(phrases)),
    )


def as_matrix(rows: Sequence[FeatureRow]) -> csr_matrix:
    """The rows under each other."""
    ends = np.cumsum([0, *(len(places) for places, _ in rows)])
    places = np.concatenate([places for places, _ in rows])
    values = np.concatenate([values for _, values in rows])
    return csr_matrix((values, places, ends), shape=(len(rows), BUCKETS))


def _columns(matrix: csr_matrix, labels: Ints, count: int) -> tuple[Floats, Floats]:
    """Weights (BUCKETS x count) and bias of one-against-the-rest linear SVMs, all questions weighing alike."""
    machine = LinearSVC(C=SOFTNESS, class_weight="balanced", random_state=0)
    machine.fit(matrix, labels)
    weights = np.zeros((BUCKETS, count), dtype=np.float32)
    bias = np.full(count, -1.0, dtype=np.float32)
    if len(machine.classes_) == 2:
        weights[:, machine.classes_[1]], weights[:, machine.classes_[0]] = machine.coef_[0], -machine.coef_[0]
        bias[machine.classes_[1]], bias[machine.classes_[0]] = machine.intercept_[0], -machine.intercept_[0]
    else:
        weights[:, machine.classes_], bias[machine.classes_] = machine.coef_.T, machine.intercept_
    return weights, bias


def _temperature(matrix: csr_matrix, labels: Ints, count: int, phrases: Ints) -> float:
    """The divisor of the scores with which unseen phrases are right as often as the confidence says."""
    scores = scores_of_unseen(matrix, labels, count, phrases)
    tried: list[float] = np.geomspace(0.05, 2.0, 40).tolist()
    return min(tried, key=lambda t: _surprise(scores / t, labels))


def scores_of_unseen(matrix: csr_matrix, labels: Ints, count: int, phrases: Ints, folds: int = FOLDS) -> Floats:
    """Cross-validation: the scores of each row by a machine that saw no wording of its phrase (rows x count)."""
    fold_of = np.random.default_rng(0).permutation(int(phrases.max()) + 1)[phrases] % folds
    scores = np.zeros((len(labels), count), dtype=np.float32)
    for fold in range(folds):
        held = fold_of == fold
        weights, bias = _columns(matrix[~held], labels[~held], count)
        scores[held] = matrix[held] @ weights + bias
    return scores


def _surprise(scores: Floats, labels: Ints) -> float:
    """Mean negative log-likelihood of the right question."""
    shifted = scores - scores.max(axis=1, keepdims=True)
    log_sum = np.log(np.exp(shifted).sum(axis=1))
    return float(np.mean(log_sum - shifted[np.arange(len(labels)), labels]))
