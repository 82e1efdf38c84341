"""What the desk says instead of an answer, and whom it turns away before it looks at the question."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

from bot.buttons import texts_in
from bot.exchange import Incoming
from bot.question import Place
from bot.understanding.text import clean
from bot.understanding.understand import Meaning
from messages.message import Message
from storage.facts.fact import Facts
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
    facts: Facts | dict[str, Any] = field(default_factory=dict)
    outcome: str = access_log.ANSWERED
    message: Message | None = None
    """What was composed already, and is shown as it is; None = the facts are still to be told."""

    def value(self, name: str) -> Any:
        """What the facts hold under that name; None where they have no such field."""
        return self.facts.get(name) if isinstance(self.facts, dict) else getattr(self.facts, name, None)


def turned_away(incoming: Incoming, meaning: Meaning, *, is_known: bool) -> tuple[Told, Slots] | None:
    """What is not answered whatever the question: a stranger, a CPR, a judgement, a shared channel nobody confirmed."""
    if not is_known:
        facts = {"refused": Refusal.NOT_YOUR_ROLE.value}
        return Told("answers/unknown_person", facts, access_log.UNKNOWN_PERSON), Slots()
    if _names_cpr(incoming):
        return refused(Refusal.CPR_IN_TEXT), Slots()
    if meaning.judgement:
        return refused(Refusal.JUDGEMENT), meaning.slots
    name = incoming.unconfirmed
    if name is not None and meaning.question != CHANNEL:
        told = refused(Refusal.WRONG_PLACE)
        return replace(told, facts={"refused": told.outcome, "unconfirmed": name}), meaning.slots
    return None


def refused_in(incoming: Incoming, question: QuestionRecord, refusal: Refusal, *, of_no_team: bool) -> Told:
    """A refusal; in a channel that is no team's it says so, where a team's would have answered."""
    told = refused(refusal)
    is_nobodys = incoming.place is Place.CHANNEL and of_no_team
    if refusal is Refusal.WRONG_PLACE and is_nobodys and not question.private:
        return replace(told, facts={"refused": told.outcome, "unbound": True})
    return told


def not_yours(question: QuestionRecord, slots: Slots) -> Told:
    """The one refusal for what is unknown and what is someone else's; where no case was named, it asks which."""
    told = refused(Refusal.NOT_YOURS)
    return replace(told, template="answers/which_case") if question.about_one_case and slots.case is None else told


def refused(refusal: Refusal) -> Told:
    """A refusal by the rules, without any facts but why."""
    return Told("answers/refused", {"refused": refusal.value}, refusal.value)


def _names_cpr(incoming: Incoming) -> bool:
    """Whether a CPR stands anywhere in what was typed, as it is read too, or in what a button or form sent."""
    return any(map(has_cpr, (incoming.text, clean(incoming.text), *texts_in(incoming.button))))
