"""Every kind of reminder has what its record promises: titles, words that name it, a message and a preview."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import jobs.reminders
from jobs.reminder import Work
from jobs.reminders import REMINDERS
from messages.labels import schedule_kind
from messages.literal import seen
from messages.preview import preview
from messages.words import LANGUAGES
from storage.database import Store
from storage.queries.teams import all_teams
from storage.rules.calendar import Calendar
from storage.rules.sending.reminder_kinds import KINDS, NOTICE
from storage.settings import Settings
from tests.bot.admin.test_schedules import ask
from tests.bot.admin.test_wish import read
from tests.conftest import TODAY, Office

MARKS = {"da": "Forhåndsvisning med opdigtede tal", "en": "Preview with made-up figures"}


@pytest.mark.parametrize("kind", KINDS)
async def test_a_reminder_has_titles_words_a_sample_and_a_preview(store: Store, office: Office, kind: str) -> None:
    titles = {language: schedule_kind(kind, language) for language in LANGUAGES}
    assert len(set(titles.values())) == len(LANGUAGES)
    for word in KINDS[kind].words:
        assert read("opret " + word.replace("*", "").replace("…", "på")).kind == kind, word
    async with store.working() as session:
        teams = await all_teams(session)
        for language in LANGUAGES:
            work = Work(session, teams[:1], TODAY, Settings().zone, Calendar(), language)
            sample = await REMINDERS[kind].sample(work)
            assert sample.text
            assert titles[language] in words_of(sample.card)
            shown = preview(sample, kind, [teams[0].name], language, made_up=True)
            assert teams[0].name in shown.text
            assert [line for line in lines_of(shown.card) if line not in lines_of(sample.card)] == [MARKS[language]]
    form = {"do": "preview", "kind": kind, "team": "Team Nord"}
    facts = await ask(store, office.freja, form=form)
    assert facts["kind"] == kind
    assert facts.get("nothing_to_tell") or facts["made_up"]
    assert kind in (await ask(store, office.freja, "opret en ny påmindelse"))["kinds"]


def words_of(card: dict[str, Any] | None) -> str:
    return " ".join(lines_of(card))


def lines_of(card: dict[str, Any] | None) -> list[str]:
    """The lines of a card's own body, as people read them."""
    assert card is not None
    return [seen(part) for part in card["body"] if part["type"] in {"TextBlock", "RichTextBlock"}]


def test_nothing_composes_a_reminder_that_has_no_record() -> None:
    folder = Path(jobs.reminders.__file__).parent
    composing = {path.stem for path in folder.glob("*.py") if "\nREMINDER = " in path.read_text(encoding="utf-8")}
    assert composing == set(KINDS)


def test_what_asks_administrators_has_a_title_and_is_no_reminder() -> None:
    assert NOTICE not in KINDS
    assert [schedule_kind(NOTICE, language) for language in LANGUAGES] == [
        "Besked til administratorer",
        "Question to administrators",
    ]


def test_a_kind_that_there_is_no_more_keeps_its_name_readable() -> None:
    assert schedule_kind("quarterly_letter", "da") == "Quarterly letter"
