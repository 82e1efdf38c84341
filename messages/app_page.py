"""What Teams shows of the app before anybody has talked to it."""

from __future__ import annotations

from dataclasses import dataclass

from messages.words import words


@dataclass(frozen=True, slots=True)
class AppPage:
    """The app's own page: `full_name` at most 100 characters, `short` at most 80, `full` at most 4,000."""

    full_name: str
    short: str
    full: str


def app_page(language: str) -> AppPage:
    """The page in one language."""
    say = words(language).gettext
    paragraphs = (
        say(
            "Sagspuls tells a family department how its cases, deadlines, milestones and money stand. Ask in plain "
            "words and get the answer at once."
        ),
        say("Every Monday the team's channel is told what is overdue, what falls due this week and what has changed."),
        say(
            "Everybody sees only what they may: a caseworker their own cases, a leader the team, a channel its team's "
            "case numbers without names. Every look-up is logged."
        ),
        say("Sagspuls reads the municipality's exports and changes nothing in the case system."),
    )
    return AppPage(
        full_name=say("Sagspuls: cases, deadlines and budget"),
        short=say("Ask about cases, deadlines and budget, and get the week's status on Mondays."),
        full="\n\n".join(paragraphs),
    )
