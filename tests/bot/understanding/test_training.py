"""The model is trained once, kept as plain arrays, and served without scikit-learn."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from bot.understanding import classifier
from bot.understanding.classifier import Model, ModelError
from bot.understanding.phrases import FOLDER, LANGUAGES, Phrase, fingerprint, read_phrases
from bot.understanding.slots import QUESTION_IDS
from bot.understanding.training import FILE, ensure_model, train_from_phrases
from tests.bot.understanding.sentences import meaning_of

FEW = [
    Phrase("overdue", "da", "hvad er (overskredet|for sent)"),
    Phrase("overdue", "en", "what is [really] overdue"),
    Phrase("caseload", "da", "hvor mange sager har vi"),
    Phrase("caseload", "en", "how many cases are there"),
]


def test_every_question_has_phrases_in_both_languages() -> None:
    found = {(phrase.question, phrase.language) for phrase in read_phrases()}
    assert found == {(question, language) for question in QUESTION_IDS for language in LANGUAGES}


def test_a_phrase_unfolds_into_its_wordings() -> None:
    assert FEW[0].wordings() == ["hvad er overskredet", "hvad er for sent"]
    assert FEW[1].wordings() == ["what is overdue", "what is really overdue"]


def test_a_saved_model_answers_as_before(tmp_path: Path) -> None:
    trained = train_from_phrases(FEW)
    classifier.save(trained, tmp_path / FILE)
    loaded = classifier.load(tmp_path / FILE)
    for text in ("hvad er for sent", "how many cases"):
        before, after = meaning_of(text, trained), meaning_of(text, loaded)
        assert before.question == after.question
        assert before.confidence == pytest.approx(after.confidence, abs=0.01)


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 broken", b"no archive at all"])
def test_a_damaged_file_is_told_apart_from_a_model(content: bytes, tmp_path: Path) -> None:
    (tmp_path / FILE).write_bytes(content)
    with pytest.raises(ModelError):
        classifier.load(tmp_path / FILE)


def test_a_model_with_pickled_objects_is_not_loaded(tmp_path: Path) -> None:
    np.savez(tmp_path / FILE, questions=np.array([object()], dtype=object), weights=np.zeros((1, 1)))
    with pytest.raises(ModelError):
        classifier.load(tmp_path / FILE)


def test_a_stored_model_of_these_phrases_is_used_as_it_is(model: Model, shared: Path, tmp_path: Path) -> None:
    shutil.copy(shared / FILE, tmp_path / FILE)
    written = (tmp_path / FILE).stat().st_mtime_ns
    assert ensure_model(tmp_path).fingerprint == model.fingerprint
    assert (tmp_path / FILE).stat().st_mtime_ns == written


def test_a_changed_phrase_changes_the_fingerprint(tmp_path: Path) -> None:
    folder = tmp_path / "questions"
    shutil.copytree(FOLDER, folder)
    before = fingerprint(folder)
    with (folder / "overdue.da.txt").open("a", encoding="utf-8") as file:
        file.write("hvad er smuttet\n")
    assert fingerprint(folder) != before


def test_the_running_service_loads_no_scikit_learn(model: Model, shared: Path) -> None:
    code = (
        "import sys, datetime as dt; from pathlib import Path;"
        "from bot.understanding.training import ensure_model; from bot.understanding.understand import understand;"
        "from bot.understanding.names import Gazetteer;"
        f"model = ensure_model(Path({str(shared)!r}));"
        "understand('hvad er overskredet', model, Gazetteer(), today=dt.date(2026, 11, 23), asker=None);"
        "print(sorted({name.split('.')[0] for name in sys.modules} & {'sklearn', 'scipy', 'joblib'}))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
