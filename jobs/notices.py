"""Plans notices to administrators through the ledger: one run for each notice, one delivery for each administrator.

An administrator who has a chat with the bot gets it at the next tick; one without gets it after first writing to it.
"""

from __future__ import annotations

import datetime as dt
import logging
from dataclasses import replace

from jobs.planning import addressed
from jobs.target import Target, administrators
from messages.message import Setting, message
from storage.clock import local_day
from storage.database import Store
from storage.engine import JOB
from storage.queries.sending import imports, notices, recipients
from storage.queries.sending.ledger import lines, runs
from storage.queries.sending.ledger.runs import RunRow
from storage.queries.sending.notices import NoticeRow
from storage.rules.sending.reminder_kinds import NOTICE
from storage.session import AsyncSession
from storage.settings import Settings

log = logging.getLogger(__name__)


async def plan_notices(store: Store, settings: Settings, now: dt.datetime) -> None:
    """Settle notices that are over, note teams without a channel, and write the deliveries still missing."""
    async with store.working(JOB) as session:
        await notices.settle_what_is_over(session, now)
        await notices.tell_of_teams_without_channel(session, now)
        waiting = [notice.id for notice in await notices.open_notices(session)]
    for notice_id in waiting:
        try:
            async with store.working(JOB) as session:
                await _plan(session, settings, notice_id, now)
        except Exception:  # an error in one notice must not stop the others
            log.exception("notice %s could not be planned", notice_id)


async def _plan(session: AsyncSession, settings: Settings, notice_id: int, now: dt.datetime) -> None:
    notice = await notices.find(session, notice_id)
    if notice is None or not notice.is_open:
        return
    run = await _run_of(session, settings, notice, now)
    reached = await lines.targets_of(session, run.id)
    for target in await administrators(session, local_day(now, settings.zone)):
        assert target.reader is not None  # noqa: S101  # administrators are persons
        if target.name not in reached and await recipients.personal_chat(session, target.reader.person.id) is not None:
            content = await _content(session, settings, notice, target, now)
            new = replace(await addressed(session, target, content), team_id=notice.team_id)
            await lines.write(session, run, new, now)


async def _run_of(session: AsyncSession, settings: Settings, notice: NoticeRow, now: dt.datetime) -> RunRow:
    if notice.run_id is not None:
        return await runs.by_id(session, notice.run_id)
    run = await runs.begin_apart(session, NOTICE, local_day(now, settings.zone).isoformat(), now)
    await notices.carried_by(session, notice.id, run.id)
    return run


async def _content(
    session: AsyncSession, settings: Settings, notice: NoticeRow, target: Target, now: dt.datetime
) -> dict[str, object]:
    assert target.reader is not None  # noqa: S101  # administrators are persons
    setting = Setting(
        language=target.reader.language or settings.language,
        today=local_day(now, settings.zone),
        data_as_of=await imports.data_as_of(session),
        names={},
        zone=settings.zone,
        asker=target.reader.person.id,
    )
    return message("notices/channel", notice.facts, setting).as_json()
