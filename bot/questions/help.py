"""What one can ask here."""

from __future__ import annotations

from bot.permission import by_role
from bot.question import Ask, Place
from storage.facts.setup.help import Help
from storage.rules.access import Role
from storage.rules.question_record import Offered, QuestionRecord
from storage.rules.questions import placed


async def answer(ask: Ask) -> Help:
    """The question ids that this person can ask in this place, the most asked first."""
    return Help(tuple(one.id for one in placed(lambda one: one.asked) if _is_offered(one, ask)))


def _is_offered(question: QuestionRecord, ask: Ask) -> bool:
    is_elsewhere = question.private and ask.place is not Place.PRIVATE
    if is_elsewhere or not by_role(ask.asker, question):
        return False
    offered = {
        Offered.EVERYONE: True,
        Offered.MEMBERS: ask.asker.team_id is not None,
        Offered.CHOOSERS: Role.ADMIN in ask.asker.roles or bool(ask.asker.leads_as_leader),
    }
    return offered[question.offered_to]
