"""Brings a database to the newest schema."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import URL, Connection, create_engine, text

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
            if revision != "head" or _revision_of(connection) != newest():
                _migrate(connection, revision)
    finally:
        engine.dispose()


def newest() -> str:
    """The revision of our last migration; their files are numbered in their order."""
    return max(path.name.split("_")[0] for path in (MIGRATIONS / "versions").glob("[0-9]*.py"))


def _revision_of(connection: Connection) -> str | None:
    """The database's revision; None where nothing of ours is there yet."""
    if connection.scalar(text("SELECT to_regclass('alembic_version')")) is None:
        return None
    found: str | None = connection.scalar(text("SELECT max(version_num) FROM alembic_version"))
    return found


def _migrate(connection: Connection, revision: str) -> None:
    # Alembic costs half a second that a database at its newest revision need not pay.
    from alembic import command  # noqa: PLC0415
    from alembic.config import Config  # noqa: PLC0415
    from alembic.util.exc import CommandError  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    try:
        command.upgrade(config, revision)
    except CommandError as error:
        raise NewerSchemaError(str(error)) from error
