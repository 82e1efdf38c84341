"""A command loads what it needs, and nothing that costs seconds for others."""

from __future__ import annotations

import subprocess
import sys

import pytest
import typer

from bot.cli import COMMANDS, app
from storage.database import Store
from storage.migrate import MIGRATIONS, newest

SERVES = frozenset({"botbuilder", "apscheduler", "azure", "PIL", "sklearn", "scipy", "alembic", "jwt", "cryptography"})
READS = frozenset({"botbuilder", "apscheduler", "azure", "PIL", "sklearn", "scipy", "alembic", "aiohttp", "numpy"})


def loaded(code: str) -> set[str]:
    """The packages that a fresh interpreter has loaded after the code."""
    told = "import sys; print(' '.join({name.partition('.')[0] for name in sys.modules}))"
    done = subprocess.run([sys.executable, "-c", f"{code}\n{told}"], capture_output=True, text=True, check=True)
    return set(done.stdout.split())


@pytest.mark.parametrize(
    ("command", "never"),
    [
        ("ask", SERVES),
        ("demo", SERVES),
        ("import", READS),
        ("forget", READS),
    ],
)
def test_a_command_loads_nothing_that_only_others_need(command: str, never: frozenset[str]) -> None:
    code = f"from bot.cli import app\nimport typer\ntyper.main.get_command(app).get_command(None, {command!r})"
    assert loaded(code) & never == set()


def test_the_command_line_itself_loads_no_command() -> None:
    assert loaded("import bot.cli") & {"sqlalchemy", "pydantic", "babel", "numpy"} == set()


@pytest.mark.parametrize("name", COMMANDS)
def test_each_command_is_there_by_its_name(name: str) -> None:
    group = typer.main.get_command(app)
    found = group.get_command(None, name)  # type: ignore[attr-defined]
    assert found.name == name
    assert found.help


def test_the_newest_revision_is_that_of_alembic() -> None:
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    assert ScriptDirectory.from_config(config).get_heads() == [newest()]


def test_a_store_at_its_newest_schema_is_opened_without_alembic(store: Store) -> None:
    url = store.engine.url.render_as_string(hide_password=False)
    code = f"from sqlalchemy import make_url\nfrom storage.migrate import upgrade\nupgrade(make_url({url!r}))"
    assert "alembic" not in loaded(code)
