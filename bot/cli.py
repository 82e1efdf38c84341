"""`sagspuls …`: the command line. Exit codes: 0 done, 1 refused with reasons, 2 wrong use."""

from __future__ import annotations

import typer

from bot.commands import ask, check, data, deliveries, demo, misses, rights, schedules, service, teams_package

app = typer.Typer(
    name="sagspuls",
    help="Sagspuls: the pulse of the cases. Ask in plain Danish; every Monday each team gets the week's truth.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)

app.command("demo")(demo.demo)
app.command("demo-data")(demo.demo_data)
app.command("serve")(service.serve)
app.command("check")(check.check)
app.command("train")(service.train)
app.command("misses")(misses.misses)
app.command("migrate")(data.migrate)
app.command("import")(data.import_exports)
app.command("ask")(ask.ask)
app.command("chat")(ask.chat)
app.command("digest")(deliveries.digest)
app.command("send")(deliveries.send)
app.command("teams-package")(teams_package.teams_package)
app.command("forget")(rights.forget)
app.command("export-case")(rights.export_case)
app.command("export-person")(rights.export_person)
app.add_typer(deliveries.app, name="deliveries")
app.add_typer(schedules.app, name="schedules")


def main() -> None:
    """The console script's entry."""
    app()
