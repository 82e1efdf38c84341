"""What every table shares: the end of time, how constraints are named, how Python types are stored."""

from __future__ import annotations

import datetime as dt
from typing import Any, ClassVar

from sqlalchemy import ARRAY, Date, DateTime, LargeBinary, MetaData, Text, Time
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import DeclarativeBase

FOREVER = dt.date(9999, 12, 31)


class Base(DeclarativeBase):
    """Names every constraint, so that migrations can name them too."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: ClassVar = {
        str: Text,
        dt.datetime: DateTime(timezone=True),
        dt.date: Date,
        dt.time: Time,
        dict[str, Any]: JSONB,
        list[str]: ARRAY(Text),
        bytes: LargeBinary,
    }
