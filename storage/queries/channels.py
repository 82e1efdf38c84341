"""Which place in Teams belongs to a team.

Work without case data: no Scope. Names are compared in Python, since PostgreSQL's `lower` leaves Æ, Ø and Å alone under
the C locale.
"""

from __future__ import annotations

from sqlalchemy import and_, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from storage.schema import Conversation


async def channel_of_team(session: AsyncSession, team_id: int, team_name: str) -> Conversation | None:
    """Where the team's messages go, or None.

    A conversation bound to the team goes before one not bound at all whose name in Teams is the team's; of several
    the one installed last, so that a word in another channel of the same Team moves nothing (`conversations.remember`).
    """
    rows = await session.scalars(
        select(Conversation)
        .where(
            Conversation.kind != "personal",
            Conversation.removed_at.is_(None),
            or_(Conversation.team_id == team_id, Conversation.team_id.is_(None)),
        )
        .order_by(Conversation.team_id.is_(None), Conversation.installed_at.desc(), Conversation.id)
    )
    return next((row for row in rows if row.team_id == team_id or alike(row.teams_team_name or "", team_name)), None)


async def bind(session: AsyncSession, conversation_id: str, team_id: int) -> bool:
    """Make a conversation (its Bot Framework id) the team's own and release the one it had; False: no such place.

    Personal chats cannot be bound.
    """
    found = await session.scalar(
        select(Conversation.id).where(
            Conversation.conversation_id == conversation_id,
            Conversation.kind != "personal",
            Conversation.removed_at.is_(None),
        )
    )
    if found is None:
        return False
    others = and_(Conversation.team_id == team_id, Conversation.id != found)
    await session.execute(update(Conversation).where(others).values(team_id=None))
    await session.execute(update(Conversation).where(Conversation.id == found).values(team_id=team_id))
    return True


def alike(name: str, other: str) -> bool:
    """Whether two names are the same but for case and outer spaces."""
    return name.strip().casefold() == other.strip().casefold()
