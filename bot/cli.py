"""`sagspuls …`: the command line. Exit codes: 0 done, 1 refused with reasons, 2 wrong use."""

from __future__ import annotations

from importlib import import_module
from typing import Any

import typer
from typer.core import TyperGroup

COMMANDS = {
    "demo": "demo:demo",
    "demo-data": "demo:demo_data",
    "serve": "service:serve",
    "check": "check:check",
    "train": "learned:train",
    "misses": "misses:misses",
    "migrate": "data:migrate",
    "import": "data:import_exports",
    "ask": "ask:ask",
    "chat": "ask:chat",
    "digest": "deliveries:digest",
    "send": "deliveries:send",
    "teams-package": "teams_package:teams_package",
    "forget": "rights:forget",
    "export-case": "rights:export_case",
    "export-person": "rights:export_person",
    "deliveries": "deliveries:app",
    "schedules": "schedules:app",
}
"""Each command, as module:function in bot/commands; `app` is a group of commands."""


class LateCommands(TyperGroup):
    """Loads only the command that is called: importing the Teams service costs seconds that a question need not pay."""

    def list_commands(self, _ctx: Any) -> list[str]:
        return list(COMMANDS)

    def get_command(self, _ctx: Any, cmd_name: str) -> Any:
        if cmd_name not in COMMANDS:
            return None
        module, name = COMMANDS[cmd_name].split(":")
        found = getattr(import_module(f"bot.commands.{module}"), name)
        if not isinstance(found, typer.Typer):
            alone = typer.Typer(add_completion=False)
            alone.command(cmd_name)(found)
            found = alone
        command = typer.main.get_command(found)
        command.name = cmd_name
        return command


app = typer.Typer(name="sagspuls", cls=LateCommands, pretty_exceptions_enable=False, add_completion=False)


@app.callback(no_args_is_help=True)
def sagspuls() -> None:
    """Sagspuls: the pulse of the cases. Ask in plain Danish; every Monday each team gets the week's truth."""


def main() -> None:
    """The console script's entry."""
    app()
