"""What a text about schedules wants done, in the words people use."""

from __future__ import annotations

import datetime as dt
from typing import Any, cast

import pytest

from bot.admin.schedules import wish_of
from bot.admin.wish import Do
from bot.question import Ask, Place
from bot.understanding.particulars import particulars
from bot.understanding.text import Typed
from storage.rules.access import Person, Scope
from storage.rules.calendar import Calendar
from storage.rules.slots import Slots

DAY = dt.date(2026, 11, 23)


def read(text: str, form: dict[str, Any] | None = None) -> Any:
    nobody = Person("x", "X", None, frozenset())
    moment = dt.datetime.combine(DAY, dt.time(8), dt.UTC)
    asked = Ask(
        session=cast("Any", None),
        asker=nobody,
        scope=Scope(day=DAY),
        slots=Slots(),
        today=DAY,
        now=moment,
        calendar=Calendar(),
        language="da",
        place=Place.PRIVATE,
        particulars=particulars(Typed.of(text).folded),
        form=form or {},
    )
    return wish_of(asked)


@pytest.mark.parametrize(
    ("text", "do"),
    [
        ("vis mine påmindelser", None),
        ("hvilke ugebreve er der sat op?", None),
        ("hvornår kommer ugebrevet næste gang", None),
        ("hvem får ugebrevet", None),
        ("påmindelser", None),
        ("which reminders are set", None),
        ("opret ugebrev hver mandag kl 8", Do.FORM),
        ("lav et ugebrev fredag kl 7.30 til Team Nord", Do.FORM),
        ("sæt et ugebrev op til Distrikt 1", Do.FORM),
        ("send ugebrevet hver mandag", Do.FORM),
        ("ugebrev til mit team mandag morgen tak", Do.FORM),
        ("set up a digest every Monday at 8", Do.FORM),
        ("stop ugebrev i uge 29-31", Do.PAUSE),
        ("slå ugebrevet fra i juleferien", Do.PAUSE),
        ("sæt ugebrevet på pause i juli", Do.PAUSE),
        ("hold pause med påmindelser i ferien", Do.PAUSE),
        ("pause the digest", Do.PAUSE),
        ("genoptag ugebrevet", Do.RESUME),
        ("start ugebrevet igen", Do.RESUME),
        ("slet ugebrevet til Team Nord", Do.REMOVE),
        ("fjern påmindelsen", Do.REMOVE),
        ("slå budgetvarsel til", Do.FORM),
        ("slå budgetvarsel fra", Do.PAUSE),
        ("flyt ugebrevet til tirsdag", Do.EDIT),
        ("ret tidspunktet til kl. 7", Do.EDIT),
        ("kan ugebrevet komme om tirsdagen i stedet", Do.EDIT),
        ("prøv ugebrevet", Do.PREVIEW),
        ("vis et eksempel på påmindelsen", Do.PREVIEW),
        ("hvordan ser ugebrevet ud", Do.PREVIEW),
    ],
)
def test_a_text_says_what_is_to_be_done(text: str, do: Do | None) -> None:
    wish = read(text)
    assert (wish.do if wish else None) is do


@pytest.mark.parametrize(
    ("text", "weekday", "time"),
    [
        ("lav ugebrev mandag kl 8", "0", "08:00"),
        ("lav ugebrev om fredagen kl. 7.30", "4", "07:30"),
        ("opret ugebrev hver onsdag klokken 14:15", "2", "14:15"),
        ("lav ugebrev lordag", None, None),
        ("opret ugebrev LØRDAG kl 9", "5", "09:00"),
        ("lav ugebrev kl 99", None, None),
        ("add a digest on Tuesday at 10", "1", "10:00"),
    ],
)
def test_weekday_and_time_are_read_from_the_text(text: str, weekday: str | None, time: str | None) -> None:
    wish = read(text)
    assert (wish.weekday, wish.time) == (weekday, time)


def test_a_button_without_anything_to_do_only_shows_the_schedules() -> None:
    assert read("", {"do": "explode"}) is None
    assert read("", {"schedule": 4}) is None
    assert read("", {"do": ["add"]}) is None


@pytest.mark.parametrize(
    ("text", "kind", "monthly"),
    [
        ("opret ugebrev hver mandag", "weekly_digest", None),
        ("send milepælsrapport hver måned", "milestone_report", "first"),
        ("opret månedlig påmindelse om overgange", "transition_watch", "first"),
        ("opret milepælsrapport den 1. i måneden kl 8", "milestone_report", "1"),
        ("lav en milepælsrapport sidste fredag i måneden", "milestone_report", "last"),
        ("skift milepælsrapporten til hver uge", "milestone_report", "week"),
        ("add a milestone report on the 15th of the month", "milestone_report", "15"),
        ("opret ugebrev til Ungeteamet", "weekly_digest", None),
        ("opret en påmindelse", None, None),
        ("opret budgetvarsel", "budget_alert", None),
        ("opret budgetvarsel hver hverdag kl 7", "budget_alert", "day"),
        ("slå budgetvarslet til for Team Nord", "budget_alert", None),
        ("lav et dagligt budgetvarsel", "budget_alert", "day"),
        ("lav en varsling om budgettet hver arbejdsdag", "budget_alert", "day"),
        ("add a budget alert every working day at 7", "budget_alert", "day"),
        ("opret budgetstatus hver måned", "budget_status", "first"),
        ("opret budgetstatus klar senest den 10.", "budget_status", "before 10"),
        ("opret budgetstatus, den skal være klar inden den 12. i måneden", "budget_status", "before 12"),
        ("add a budget status ready by the 10th", "budget_status", "before 10"),
        ("opret budgetstatus den 10. i måneden", "budget_status", "10"),
        ("opret ugebrev hver mandag kl 8", "weekly_digest", None),
        ("opret logkontrol hver måned", "log_control", "first"),
        ("send mig en stikprøve af opslag hver måned", "log_control", "first"),
        ("lav en månedlig kontrol af loggen", "log_control", "first"),
        ("slå logkontrollen fra", "log_control", None),
        ("add a log review every month", "log_control", "first"),
    ],
)
def test_kind_and_rhythm_are_read_from_the_text(text: str, kind: str | None, monthly: str | None) -> None:
    wish = read(text)
    assert (wish.kind, wish.monthly) == (kind, monthly)


@pytest.mark.parametrize(
    ("text", "limit"),
    [
        ("opret budgetvarsel ved 3 % over budgettet", "3"),
        ("opret budgetvarsel fra 2,5 procent", "2,5"),
        ("add a budget alert at 1.5 percent", "1.5"),
        ("opret budgetvarsel kl 7", None),
    ],
)
def test_the_limit_is_read_from_the_text(text: str, limit: str | None) -> None:
    assert read(text).limit == limit


@pytest.mark.parametrize("sent", ["2,5", "2.5", 2.5])
def test_a_form_sends_the_limit_as_text_or_number(sent: object) -> None:
    assert read("", {"do": "add", "limit": sent}).limit == str(sent)
