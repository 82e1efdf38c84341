"""What the desk says instead of an answer, and whom it turns away before it looks at the question."""

from __future__ import annotations

from dataclasses import dataclass, replace

from bot.buttons import texts_in
from bot.exchange import Incoming
from bot.other_message import Answered, OtherMessage
from bot.question import Place
from bot.understanding.text import clean
from bot.understanding.understand import Meaning
from messages.message import Message
from storage.facts.fact import NOTHING, Facts
from storage.facts.setup.refused import Refused
from storage.queries.sending import access_log
from storage.rules.access import Refusal
from storage.rules.cpr import has_cpr
from storage.rules.question_record import QuestionRecord
from storage.rules.questions import CHANNEL
from storage.rules.slots import Slots


@dataclass(frozen=True, slots=True)
class Told:
    """Facts and the message that tells them."""

    template: str
    facts: Facts = NOTHING
    outcome: str = access_log.ANSWERED
    message: Message | None = None
    """What was composed already, and is shown as it is; None = the facts are still to be told."""


def told_by(question: QuestionRecord, answered: Answered) -> Told:
    """What a question came to, in its own message or in the other that it names."""
    if isinstance(answered, OtherMessage):
        told = Told(answered.name, answered.facts, message=answered.composed)
    else:
        told = Told(f"answers/{question.id}", answered)
    refusal = told.facts.refusal()
    return told if refusal is None else replace(told, outcome=refusal.value)


def turned_away(incoming: Incoming, meaning: Meaning, *, is_known: bool) -> tuple[Told, Slots] | None:
    """What is not answered whatever the question: a stranger, a CPR, a judgement, a shared channel nobody confirmed."""
    if not is_known:
        facts = Refused(Refusal.NOT_YOUR_ROLE)
        return Told("answers/unknown_person", facts, access_log.UNKNOWN_PERSON), Slots()
    if _names_cpr(incoming):
        return _told(Refused(Refusal.CPR_IN_TEXT)), Slots()
    if meaning.judgement:
        return _told(Refused(Refusal.JUDGEMENT)), meaning.slots
    name = incoming.unconfirmed
    if name is not None and meaning.question != CHANNEL:
        return _told(Refused(Refusal.WRONG_PLACE, unconfirmed=name)), meaning.slots
    return None


def refused_in(incoming: Incoming, question: QuestionRecord, refusal: Refusal, *, of_no_team: bool) -> Told:
    """A refusal; in a channel that is no team's it says so, where a team's would have answered."""
    is_nobodys = incoming.place is Place.CHANNEL and of_no_team
    unbound = refusal is Refusal.WRONG_PLACE and is_nobodys and not question.private
    return _told(Refused(refusal, unbound=unbound or None))


def not_yours(question: QuestionRecord, slots: Slots) -> Told:
    """The one refusal for what is unknown and what is someone else's; where no case was named, it asks which."""
    asks_which = question.about_one_case and slots.case is None
    return _told(Refused(Refusal.NOT_YOURS), "answers/which_case" if asks_which else "answers/refused")


def _told(facts: Refused, template: str = "answers/refused") -> Told:
    return Told(template, facts, facts.refused.value)


def _names_cpr(incoming: Incoming) -> bool:
    """Whether a CPR stands anywhere in what was typed, as it is read too, or in what a button or form sent."""
    return any(map(has_cpr, (incoming.text, clean(incoming.text), *texts_in(incoming.button))))
