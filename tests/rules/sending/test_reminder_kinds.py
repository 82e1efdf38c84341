"""The file of reminders: what it must say and how a mistake in it is named."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from storage.rules.access import Role
from storage.rules.sending.reminder_kinds import ReminderKindError, load_kinds

RECORD = """
[[kind]]
id = "letters"
danish = "Breve"
english = "Letters"
words = ["brev*", "post … bakken", "letters"]
view = "sending/letters"
readers = ["leader"]
rhythm = "before 10"
limit_pct = 2.5
"""
SHORT = """
[[kind]]
id = "short"
danish = "Kort"
english = "Short"
words = ["kort"]
view = "sending/short"
"""


def written(tmp_path: Path, text: str) -> Path:
    file = tmp_path / "reminders.toml"
    file.write_text(text, encoding="utf-8")
    return file


def test_a_record_says_who_gets_it_how_often_and_from_which_limit(tmp_path: Path) -> None:
    kinds = load_kinds(written(tmp_path, RECORD + SHORT))
    letters, short = kinds["letters"], kinds["short"]
    assert list(kinds) == ["letters", "short"]
    assert (letters.title("da"), letters.title("en")) == ("Breve", "Letters")
    assert (letters.readers, letters.monthly, letters.daily) == (frozenset({Role.LEADER}), "before 10", False)
    assert (letters.limit(None), letters.limit(Decimal(4))) == (Decimal("2.5"), Decimal(4))
    assert (short.readers, short.monthly, short.daily) == (None, None, False)
    with pytest.raises(ValueError, match="short has no limit"):
        short.limit(None)


def test_a_working_days_reminder_is_daily(tmp_path: Path) -> None:
    kind = load_kinds(written(tmp_path, RECORD.replace("before 10", "day")))["letters"]
    assert (kind.monthly, kind.daily) == (None, True)


@pytest.mark.parametrize(
    ("readers", "alone"), [('["admin"]', True), ('["admin", "leader"]', False), ('["leader"]', False)]
)
def test_what_administrators_alone_get_is_theirs_to_set_up(tmp_path: Path, readers: str, alone: bool) -> None:
    kind = load_kinds(written(tmp_path, RECORD.replace('["leader"]', readers)))["letters"]
    assert kind.is_for_administrators is alone


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ('danish = "Breve"', 'dansk = "Breve"', "unknown dansk"),
        ('danish = "Breve"', "", "missing danish"),
        ('danish = "Breve"', 'danish = ""', "a title in both languages"),
        ('words = ["brev*", "post … bakken", "letters"]', "", "missing words"),
        ('words = ["brev*", "post … bakken", "letters"]', "words = []", "a word that people use"),
        ('words = ["brev*", "post … bakken", "letters"]', 'words = "brev"', "is no list"),
        ('"brev*"', '"brev.+"', "a word is letters"),
        ('"brev*"', '"… brev"', "a word is letters"),
        ('"letters"]', '"BREV*"]', "'brev*' names letters already"),
        ("sending/letters", "letters", "subject/file"),
        ('["leader"]', '["boss"]', "'boss' is not a valid Role"),
        ('["leader"]', "[]", "has readers but no role"),
        ("before 10", "before 32", "is no rhythm"),
        ("before 10", "fortnightly", "is no rhythm"),
        ("limit_pct = 2.5", "limit_pct = 0", "a limit is above 0"),
        ("limit_pct = 2.5", 'limit_pct = "much"', "cannot be read"),
    ],
)
def test_a_mistake_in_a_record_is_named(tmp_path: Path, old: str, new: str, complaint: str) -> None:
    with pytest.raises(ReminderKindError, match=r"The reminder letters") as refusal:
        load_kinds(written(tmp_path, RECORD.replace(old, new)))
    assert complaint in str(refusal.value)


def test_an_id_in_another_form_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ReminderKindError, match="small letters"):
        load_kinds(written(tmp_path, RECORD.replace('"letters"\ndanish', '"Letters-2"\ndanish')))


@pytest.mark.parametrize("taken", ["short", "notice"])
def test_an_id_that_is_taken_is_refused(tmp_path: Path, taken: str) -> None:
    twice = RECORD.replace('"letters"\ndanish', f'"{taken}"\ndanish')
    with pytest.raises(ReminderKindError, match=f"The reminder {taken} stands twice"):
        load_kinds(written(tmp_path, SHORT + twice))


def test_a_word_that_names_another_reminder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ReminderKindError, match="The reminder short: 'letters' names letters already"):
        load_kinds(written(tmp_path, RECORD + SHORT.replace('"kort"', '"Letters"')))
