"""The model is trained once, kept as plain arrays, and served without scikit-learn."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from bot.understanding import classifier, phrases, training
from bot.understanding.classifier import Model, ModelError
from bot.understanding.phrases import LANGUAGES, Phrase, fingerprint, read_phrases
from bot.understanding.training import FILE, OWN_PHRASES, TrainingError, train_from_phrases
from storage.rules.question_record import QuestionRecordError, phrases_of
from storage.rules.questions import RECORDS
from tests.bot.understanding.sentences import meaning_of
from tests.bot.understanding.trained import trained

FIRST_LINES = 20
FEW = [
    Phrase("overdue", "da", "hvad er (overskredet|for sent)"),
    Phrase("overdue", "en", "what is [really] overdue"),
    Phrase("caseload", "da", "hvor mange sager har vi"),
    Phrase("caseload", "en", "how many cases are there"),
]


def test_every_question_has_phrases_in_both_languages() -> None:
    found = {(phrase.question, phrase.language) for phrase in read_phrases()}
    assert found == {(question, language) for question in RECORDS for language in LANGUAGES}


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


def test_a_stored_model_of_these_phrases_is_used_as_it_is(
    model: Model, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(training, "TRAINED", tmp_path / "nowhere")
    classifier.save(model, tmp_path / FILE)
    written = (tmp_path / FILE).stat().st_mtime_ns
    assert trained(tmp_path).fingerprint == model.fingerprint
    assert (tmp_path / FILE).stat().st_mtime_ns == written


def test_the_model_of_the_set_up_serves_a_store_that_has_none(
    model: Model, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    at_setup, home = tmp_path / "setup.npz", tmp_path / "home"
    classifier.save(model, at_setup)
    monkeypatch.setattr(training, "TRAINED", at_setup)
    assert trained(home).fingerprint == model.fingerprint
    assert not home.exists()


def own_phrases(home: Path, name: str, text: str | bytes) -> Path:
    """A municipality's own phrase file in its home."""
    file = home / OWN_PHRASES / name
    file.parent.mkdir(exist_ok=True)
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return file


def test_a_changed_phrase_of_ours_changes_the_fingerprint(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = Path(shutil.copytree(phrases.FOLDER, tmp_path / "records"))
    monkeypatch.setattr(phrases, "FOLDER", folder)
    before = fingerprint()
    record = (folder / "overdue.toml").read_text(encoding="utf-8")
    (folder / "overdue.toml").write_text(record.replace("restanceliste", "restancelisten"), encoding="utf-8")
    assert fingerprint() != before


def test_a_record_lacks_no_language(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "meals.toml").write_text("[phrases]\nda = 'hvad spiser vi'\n", encoding="utf-8")
    monkeypatch.setattr(phrases, "FOLDER", tmp_path)
    with pytest.raises(QuestionRecordError, match=r"meals\.toml: phrases: .* must be a text in da and one in en"):
        read_phrases()


def test_a_changed_phrase_changes_the_fingerprint(tmp_path: Path) -> None:
    folder = tmp_path / OWN_PHRASES
    before = fingerprint(folder)
    own_phrases(tmp_path, "overdue.da.txt", "hvad er smuttet\n")
    with_own = fingerprint(folder)
    own_phrases(tmp_path, "overdue.da.txt", "hvad er røget sig en tur\n")
    assert len({before, with_own, fingerprint(folder)}) == 3
    assert before == fingerprint()


@pytest.fixture
def few_phrases(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first phrases of every question: learned in two seconds, where all of them take half a minute."""
    folder = tmp_path / "few"
    folder.mkdir()
    for file in phrases.FOLDER.glob("*.toml"):
        first = {language: text.splitlines()[:FIRST_LINES] for language, text in phrases_of(file).items()}
        record = [f"{language} = '''\n{chr(10).join(lines)}'''" for language, lines in first.items()]
        (folder / file.name).write_text("\n".join(["[phrases]", *record]), encoding="utf-8")
    monkeypatch.setattr(phrases, "FOLDER", folder)


def learn(home: Path, monkeypatch: pytest.MonkeyPatch) -> Model:
    """What the training process does, and what the service then finds: it takes no model of other phrases."""
    with monkeypatch.context() as called:
        called.setattr(sys, "argv", ["training", str(home / FILE)])
        training.main()
    return trained(home)


@pytest.mark.e2e
@pytest.mark.usefixtures("few_phrases")
def test_a_municipality_teaches_its_own_words(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = "vis skammekrogen"
    before = learn(home, monkeypatch)
    lines = "# fra sagspuls misses\n\nvis skammekrogen\n[vis] alt det i skammekrogen\n"
    own_phrases(home, "overdue.da.txt", b"\xef\xbb\xbf" + lines.encode())
    learned = learn(home, monkeypatch)
    assert before.fingerprint != learned.fingerprint
    assert meaning_of(text, before).question != "overdue"
    assert meaning_of(text, learned).question == "overdue"
    assert meaning_of("hvor mange sager har vi", learned).question == "caseload"


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("overdu.da.txt", "hvad er smuttet", "there is no question 'overdu'"),
        ("overdue.sv.txt", "vad är sent", "the name must end in .da.txt or .en.txt"),
        ("overdue.txt", "hvad er smuttet", "the name must end in .da.txt or .en.txt"),
        ("overdue.da.txt.txt", "hvad er smuttet", "the name must end in .da.txt or .en.txt"),
        ("overdue.da.txt", "hvad er røget".encode("latin-1"), "save the file as UTF-8"),
        ("overdue.da.txt", "hvad er sent\n" + "[a] " * 20, "line 2: this stands for more than 1000 sentences"),
    ],
)
def test_an_own_phrase_file_that_cannot_be_used_is_named(
    name: str, text: str | bytes, said: str, tmp_path: Path
) -> None:
    file = own_phrases(tmp_path, name, text)
    with pytest.raises(TrainingError) as refused:
        trained(tmp_path)
    assert str(refused.value).startswith(str(file))
    assert said in str(refused.value)


def test_a_file_of_no_question_is_told_which_questions_there_are(tmp_path: Path) -> None:
    own_phrases(tmp_path, "overdu.da.txt", "hvad er smuttet")
    own_phrases(tmp_path, "overdue.da.doc", "not a phrase file at all")
    with pytest.raises(TrainingError) as refused:
        trained(tmp_path)
    (line,) = str(refused.value).splitlines()
    assert all(question in line for question in RECORDS)


def test_the_running_service_loads_no_scikit_learn(model: Model, shared: Path) -> None:
    code = (
        "import sys, datetime as dt; from pathlib import Path;"
        "import asyncio; from bot.understanding.training import ensure_model;"
        "from bot.understanding.understand import understand;"
        "from bot.understanding.names import Gazetteer;"
        f"model = asyncio.run(ensure_model(Path({str(shared)!r})));"
        "understand('hvad er overskredet', model, Gazetteer(), today=dt.date(2026, 11, 23), asker=None);"
        "print(sorted({name.split('.')[0] for name in sys.modules} & {'sklearn', 'scipy', 'joblib'}))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_what_set_up_learned_as_root_is_read_by_the_user_that_the_service_runs_as() -> None:
    told = subprocess.run(
        ["make", "--dry-run", "--always-make", "setup"],
        cwd=Path(__file__).parents[3],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    learned = told.index("-m bot.understanding.training bot/understanding/understanding.npz")
    assert "chmod a+r bot/understanding/understanding.npz" in told[learned:]


def test_a_word_that_phrases_misspell_on_purpose_is_no_known_word() -> None:
    counted = {"forebygende": 2, "forebyggende": 40, "opfoelgninger": 3, "opfoelgning": 40, "sager": 90}
    assert training.misspelt(counted) == {"forebygende"}
