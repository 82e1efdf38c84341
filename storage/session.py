"""What the rooms above storage know of SQLAlchemy: the session they hand down, and what it raises.

They write no statement: those stand in storage, and a contract keeps SQLAlchemy itself out of them.
"""

from __future__ import annotations

from sqlalchemy.exc import OperationalError, ProgrammingError, SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncSession

__all__ = ["AsyncSession", "OperationalError", "ProgrammingError", "SQLAlchemyError"]
