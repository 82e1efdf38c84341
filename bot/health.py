"""GET /health: can this process answer, how old is the data, does the scheduler tick?"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError

from jobs.tick import HEARTBEAT
from storage import clock
from storage.database import Store
from storage.queries.imports import STALE_AFTER, data_as_of
from storage.schema import StoreSetting

HEARTBEAT_STALE = dt.timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Health:
    """Old data is told but does not make the service ill: it answers, and says how old its data is."""

    database: bool
    runs_jobs: bool
    """Whether the scheduler runs in this process, so that a silent one is this process's fault."""
    data_as_of: dt.datetime | None = None
    data_age: dt.timedelta | None = None
    heartbeat_age: dt.timedelta | None = None

    @property
    def scheduler(self) -> str | None:
        """ok, late, or None: it has never ticked."""
        if self.heartbeat_age is None:
            return None
        return "ok" if self.heartbeat_age <= HEARTBEAT_STALE else "late"

    @property
    def well(self) -> bool:
        return self.database and not (self.runs_jobs and self.scheduler == "late")

    def as_json(self) -> dict[str, Any]:
        return {
            "status": "ok" if self.well else "unavailable",
            "database": "ok" if self.database else "unavailable",
            "data_as_of": self.data_as_of.isoformat() if self.data_as_of else None,
            "data_age_hours": round(self.data_age.total_seconds() / 3600, 1) if self.data_age else None,
            "data_stale": self.data_age is None or self.data_age > STALE_AFTER,
            "scheduler": self.scheduler,
            "scheduler_heartbeat_age": round(self.heartbeat_age.total_seconds()) if self.heartbeat_age else None,
        }


async def health(store: Store, *, runs_jobs: bool) -> Health:
    """The state of this store; never raises for a database that does not answer."""
    try:
        async with store.working() as session:
            moment = await clock.now(session)
            imported = await data_as_of(session)
            beat = await session.scalar(select(StoreSetting.value).where(StoreSetting.name == HEARTBEAT))
    except (SQLAlchemyError, OSError):
        return Health(database=False, runs_jobs=runs_jobs)
    return Health(
        database=True,
        runs_jobs=runs_jobs,
        data_as_of=imported,
        data_age=moment - imported if imported else None,
        heartbeat_age=moment - dt.datetime.fromisoformat(beat["at"]) if beat else None,
    )
