"""What the desk says instead of an answer, and whom it turns away before it looks at the question."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from bot.applied import Applied
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
class QuestionAnswer:
    """What a question came to: the facts, and the name of the message that shows them."""

    template: str
    facts: Facts = NOTHING
    outcome: str = access_log.ANSWERED
    message: Message | None = None
    """A finished message, shown as it is; None = the message is made from the facts."""
    applied: Applied = field(default_factory=Applied)
    """What the facts are really of."""


def answer_from(question: QuestionRecord, result: Answered) -> QuestionAnswer:
    """The answer of a question, shown by the question's own message or by the other one that the result names."""
    if isinstance(result, OtherMessage):
        answer = QuestionAnswer(result.name, result.facts, message=result.composed)
    else:
        answer = QuestionAnswer(f"answers/{question.id}", result)
    refusal = answer.facts.refusal()
    return answer if refusal is None else replace(answer, outcome=refusal.value)


def turned_away(incoming: Incoming, meaning: Meaning, *, is_known: bool) -> tuple[QuestionAnswer, Slots] | None:
    """The refusals that hold for any question: a stranger, a CPR, a judgement, a shared channel not yet confirmed."""
    if not is_known:
        facts = Refused(Refusal.NOT_YOUR_ROLE)
        return QuestionAnswer("answers/unknown_person", facts, access_log.UNKNOWN_PERSON), Slots()
    if _names_cpr(incoming):
        return _refusal(Refused(Refusal.CPR_IN_TEXT)), Slots()
    if meaning.judgement:
        return _refusal(Refused(Refusal.JUDGEMENT)), meaning.slots
    name = incoming.unconfirmed
    if name is not None and meaning.question != CHANNEL:
        return _refusal(Refused(Refusal.WRONG_PLACE, unconfirmed=name)), meaning.slots
    return None


def refused_in(incoming: Incoming, question: QuestionRecord, refusal: Refusal, *, of_no_team: bool) -> QuestionAnswer:
    """A refusal. In a channel that belongs to no team it says so, if a team's channel would have got an answer."""
    is_nobodys = incoming.place is Place.CHANNEL and of_no_team
    unbound = refusal is Refusal.WRONG_PLACE and is_nobodys and not question.private
    return _refusal(Refused(refusal, unbound=unbound or None))


def not_yours(question: QuestionRecord, slots: Slots) -> QuestionAnswer:
    """The same refusal for the unknown and for what is someone else's; it asks which case if none was named."""
    asks_which = question.about_one_case and slots.case is None
    return _refusal(Refused(Refusal.NOT_YOURS), "answers/which_case" if asks_which else "answers/refused")


def _refusal(facts: Refused, template: str = "answers/refused") -> QuestionAnswer:
    return QuestionAnswer(template, facts, facts.refused.value)


def _names_cpr(incoming: Incoming) -> bool:
    """Whether a CPR stands in the text, as typed or as we read it, or anywhere in what a button or form sent."""
    return any(map(has_cpr, (incoming.text, clean(incoming.text), *texts_in(incoming.button))))
