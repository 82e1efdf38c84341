"""The store itself."""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Mapped, mapped_column

from storage.schema.base import Base


class StoreSetting(Base):
    """Facts about this store: the clock's start, the CPR key's fingerprint, the demo's seed and day, heartbeats."""

    __tablename__ = "store_setting"

    name: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[dict[str, Any]]
