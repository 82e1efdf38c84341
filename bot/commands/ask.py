"""`sagspuls ask` and `sagspuls chat`: the same desk as in Teams, at the terminal."""

from __future__ import annotations

import datetime as dt
import json
import os
import sys
import tempfile
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console

from bot.commands.learned import desk_at
from bot.commands.office import console, day_of_ours, refuse, run
from bot.desk import Desk, Incoming, Reply
from bot.question import Place
from bot.understanding.courtesy import leaves
from bot.understanding.text import fold
from messages.list_file import as_csv
from messages.terminal import as_text, buttons
from storage.database import Store
from storage.rules.cpr import mask_cpr
from storage.rules.questions import RECORDS
from storage.settings import Settings

TEAM_PLACE = "team:"
"""How `--in` names a team's channel: this, then the team's name."""

As = Annotated[str, typer.Option("--as", help="The e-mail of the person who asks.", metavar="EMAIL")]


def ask(
    question: Annotated[str | None, typer.Argument(help="The question, in plain Danish or English.")] = None,
    email: Annotated[str | None, typer.Option("--as", help="The e-mail of the person who asks.")] = None,
    on: Annotated[str | None, typer.Option("--on", help="The day asked about, YYYY-MM-DD.")] = None,
    place: Annotated[str, typer.Option("--in", help="team:NAME for a team's channel.")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="Print the answer with its facts as JSON.")] = False,
    batch: Annotated[Path | None, typer.Option(help="Many questions: email<TAB>date<TAB>place<TAB>question.")] = None,
    dialogue: Annotated[Path | None, typer.Option(help="Like --batch, a blank line between dialogues.")] = None,
    csv: Annotated[
        Path | None,
        typer.Option("--csv", help="Save the list behind the answer, all of it, as a CSV file.", metavar="FILE"),
    ] = None,
) -> None:
    """Ask one question, or many from a file, through the very same path as the chat."""
    file = batch or dialogue
    if file is not None:
        try:
            text = file.read_text(encoding="utf-8-sig")
        except (OSError, UnicodeDecodeError) as error:
            refuse(f"{file} cannot be read as UTF-8 text: {error}")
        bad = run(lambda store, settings: _ask_all(store, settings, text, keeps_context=dialogue is not None))
        raise typer.Exit(1 if bad else 0)
    if question is None or email is None:
        raise typer.BadParameter("give a question and --as EMAIL, or --batch FILE, or --dialogue FILE")
    try:
        line = Line(email, _day(on), place, question)
    except ValueError as error:
        raise typer.BadParameter(str(error)) from error
    reply = run(lambda store, settings: _ask_once(store, settings, line, whole=csv is not None))
    if csv is not None:
        _save(reply, csv)
    if as_json:
        _print_json(reply.as_json())
    else:
        console().print(as_text(reply.said))


def _save(reply: Reply, path: Path) -> None:
    """Write the answer's list and say how much of it; no file for an empty list, a refusal or a list not shown."""
    facts = reply.message.facts
    if facts.get("refused") or facts.get("withheld"):
        refuse(reply.message.text)
    items = facts.get("items")
    if not isinstance(items, list):
        refuse("This answer holds no list; ask for one, as in: Hvilke posteringer mangler sag?")
    if not items:
        sys.stderr.write(f"The list is empty: {path} is not written\n")
        return
    try:
        _write(path, as_csv(items, reply.language, reply.names))
    except OSError as error:
        refuse(f"{path} cannot be written: {error}")
    # A log longer than what is kept of it tells its total; other lists are whole.
    cut = RECORDS[reply.question].list_may_be_cut and len(items) < facts["total"]
    sys.stderr.write(f"{path}: {len(items)} of {facts['total'] if cut else len(items)} rows\n")


def _write(path: Path, text: str) -> None:
    """Write a file that only its owner may read, since it may name people; an existing file gets that mode too."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "w", encoding="utf-8-sig") as file:
            file.write(text)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


@dataclass(frozen=True, slots=True)
class Line:
    """One question of a file; raises ValueError when its place is unknown to us."""

    email: str
    on: dt.date | None
    place: str
    question: str

    def __post_init__(self) -> None:
        if self.place and not self.place.startswith(TEAM_PLACE):
            raise ValueError("the place is empty for a private chat, or team:NAME for a team's channel")

    def incoming(self, conversation_id: str) -> Incoming:
        """What the desk gets; a JSON object with a question id is what a card's button sends."""
        button = _button(self.question)
        return Incoming(
            text="" if button else self.question,
            conversation_id=conversation_id,
            place=Place.CHANNEL if self.place else Place.PRIVATE,
            email=self.email,
            channel_team_name=self.place.removeprefix(TEAM_PLACE) or None,
            button=button,
            on=self.on,
        )


def _button(text: str) -> dict[str, Any] | None:
    if not text.lstrip().startswith("{"):
        return None
    try:
        value = json.loads(text)
    except ValueError:
        return None
    return value if isinstance(value, dict) and isinstance(value.get("question"), str) else None


def _day(text: str | None) -> dt.date | None:
    if not text:
        return None
    try:
        day = dt.date.fromisoformat(text)
    except ValueError as error:
        raise ValueError(f"{mask_cpr(text)!r} is no date; write YYYY-MM-DD") from error
    return day_of_ours(day)


async def _ask_once(store: Store, settings: Settings, line: Line, *, whole: bool) -> Reply:
    desk = await desk_at(store, settings)
    return await desk.answer(replace(line.incoming(_new_conversation()), whole=whole))


def _new_conversation() -> str:
    return f"terminal:{uuid.uuid4()}"


async def _ask_all(store: Store, settings: Settings, text: str, *, keeps_context: bool) -> int:
    """Answer every line in order, one JSON line each; returns how many lines could not be read."""
    desk = await desk_at(store, settings)
    bad = 0
    for number, conversation_id, raw in _lines(text, keeps_context=keeps_context):
        try:
            incoming = _parse(raw).incoming(conversation_id)
        except ValueError as error:
            bad += 1
            _print_json({"error": f"line {number}: {error}"})
            continue
        _print_json((await desk.answer(incoming)).as_json())
    return bad


def _lines(text: str, *, keeps_context: bool) -> Iterator[tuple[int, str, str]]:
    """(line number, conversation id, line): in a dialogue file a blank line starts a new conversation."""
    conversation_id = _new_conversation()
    for number, raw in enumerate(text.split("\n"), 1):
        line = raw.removesuffix("\r")
        if not line.strip():
            conversation_id = _new_conversation()
            continue
        yield number, conversation_id if keeps_context else _new_conversation(), line


def _parse(raw: str) -> Line:
    parts = raw.split("\t", 3)
    if len(parts) != 4:
        raise ValueError("write email<TAB>date<TAB>place<TAB>question")
    email, on, place, question = parts
    return Line(email.strip(), _day(on.strip()), place.strip(), question)


def _print_json(value: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(value, ensure_ascii=False) + "\n")
    sys.stdout.flush()


def chat(email: As) -> None:
    """Chat in the terminal as one person; an empty line or a goodbye ends it, a number presses a button."""
    run(lambda store, settings: converse(store, settings, email))


async def converse(store: Store, settings: Settings, email: str) -> None:
    """Read questions from the terminal until an empty line, a goodbye or end of input."""
    desk = await desk_at(store, settings)
    terminal = console()
    conversation_id = _new_conversation()
    choices: list[tuple[str, dict[str, Any]]] = []
    while True:
        try:
            typed = terminal.input("\n[bold]> [/bold]").strip()
        except EOFError:
            return
        if not typed or leaves(fold(typed)):
            return
        choices = await _say(desk, terminal, _typed(typed, choices, email, conversation_id))


def _typed(typed: str, choices: list[tuple[str, dict[str, Any]]], email: str, conversation_id: str) -> Incoming:
    chosen = choices[int(typed) - 1][1] if typed.isdecimal() and 1 <= int(typed) <= len(choices) else None
    return Incoming(
        text="" if chosen else typed,
        conversation_id=conversation_id,
        place=Place.PRIVATE,
        email=email,
        button=chosen,
    )


async def _say(desk: Desk, terminal: Console, incoming: Incoming) -> list[tuple[str, dict[str, Any]]]:
    """Print the answer; returns its buttons."""
    reply = await desk.answer(incoming)
    terminal.print(as_text(reply.said))
    return buttons(reply.said)
