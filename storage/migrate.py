"""Brings a database to the newest schema."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.util.exc import CommandError
from sqlalchemy import URL, create_engine, text

from storage.engine import line_to

MIGRATIONS = Path(__file__).parent / "migrations"


class NewerSchemaError(Exception):
    """A newer version of Sagspuls has migrated the database; this one does not know its schema."""


def upgrade(url: URL, revision: str = "head") -> None:
    """Run the migrations up to `revision`; several processes may call it at once, one does the work.

    Raises NewerSchemaError.
    """
    engine = create_engine(url, connect_args=line_to(url))
    try:
        with engine.begin() as connection:
            connection.execute(text("SELECT pg_advisory_xact_lock(hashtext('sagspuls.migrate'))"))
            config = Config()
            config.set_main_option("script_location", str(MIGRATIONS))
            config.attributes["connection"] = connection
            command.upgrade(config, revision)
    except CommandError as error:
        raise NewerSchemaError(str(error)) from error
    finally:
        engine.dispose()
