"""A message in the terminal: its sentence, its card as a box, its buttons as numbers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import count
from typing import Any

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from messages.cards import Element, is_chart
from messages.literal import as_written, seen
from messages.message import Message

STYLES = {"Attention": "red", "Good": "green", "Accent": "cyan"}


def as_text(message: Message, width: int | None = None) -> RenderableType:
    """The message for `rich` to print; `width` in characters, None = the console's.

    Each button stands with its number, counted as `buttons` lists them.
    """
    if message.card is None:
        return Text(message.text)
    drawing = _Drawing()
    parts: list[RenderableType] = [Text(message.text)]
    parts.append(Panel(drawing.all_of(message.card["body"]), width=width, padding=(0, 1), border_style="dim"))
    if message.card.get("actions"):
        parts.append(drawing.actions(message.card["actions"]))
    return Group(*parts)


def buttons(message: Message) -> list[tuple[str, dict[str, Any]]]:
    """Label and data of each button, in the order of the numbers that `as_text` shows.

    A form's button carries what its fields start with, as a client sends them.
    """
    card = message.sent_card
    if card is None:
        return []
    fields = {field["id"]: field["value"] for field in card["body"] if "id" in field and "value" in field}
    actions = [*_actions(card["body"]), *card.get("actions", [])]
    actions = [action for action in actions if not _opens(action)]
    return [(action["title"], _sent(action, fields)) for action in actions]


def _sent(action: Element, fields: dict[str, Any]) -> dict[str, Any]:
    data: dict[str, Any] = action["data"]
    return dict(data) if action.get("associatedInputs") == "none" else {**fields, **data}


def _opens(action: Element) -> bool:
    """Whether the button only opens a part of its own card (in a terminal everything stands open) or an address."""
    return action["type"] in {"Action.ToggleVisibility", "Action.OpenUrl"}


def _named(action: Element) -> str:
    return f"{action['title']}: {action['url']}" if "url" in action else str(action["title"])


def _actions(elements: Iterable[Element]) -> Iterator[Element]:
    for element in elements:
        if element["type"] == "ActionSet":
            yield from element["actions"]
        yield from _actions(element.get("items", []))


class _Drawing:
    """One card being drawn; it numbers the buttons as it meets them."""

    def __init__(self) -> None:
        self._numbers = count(1)
        self._drawers = {
            "TextBlock": _line,
            "RichTextBlock": _line,
            "Table": _table,
            "ColumnSet": _columns,
            "FactSet": _facts,
            "Container": lambda element: _apart(self.all_of(element["items"])),
            "ActionSet": lambda element: self.actions(element["actions"]),
            "Input.ChoiceSet": _choices,
            "Input.Time": _field,
            "Input.Number": _field,
        }

    def all_of(self, elements: Iterable[Element]) -> Group:
        # A terminal draws no charts: it shows what any other client shows that cannot.
        shown = (element["fallback"] if is_chart(element) else element for element in elements)
        return Group(*(self._drawers[element["type"]](element) for element in shown if element != "drop"))

    def actions(self, actions: Sequence[Element]) -> RenderableType:
        opening = [Text(_named(action), style="bold") for action in actions if _opens(action)]
        asking = [action for action in actions if not _opens(action)]
        return _apart(Group(*opening)) if opening else self.row_of_buttons(asking)

    def row_of_buttons(self, actions: Iterable[Element]) -> RenderableType:
        # No line break inside a label, so that a number stays with its words.
        labels = [f"[{next(self._numbers)}] {action['title']}".replace(" ", "\N{NO-BREAK SPACE}") for action in actions]
        return Text("   ".join(labels), style="cyan")


def _line(element: Element) -> RenderableType:
    line = _words(element)
    return _apart(line) if element.get("spacing") in ("Medium", "Large") else line


def _apart(drawn: RenderableType) -> RenderableType:
    return Padding(drawn, (1, 0, 0, 0))


def _words(element: Element) -> Text:
    runs = element.get("inlines")
    return Text(seen(element), style=_style(element)) if runs is None else Text.assemble(*map(_run, runs))


def _run(run: Element) -> tuple[str, str]:
    return as_written(run["text"]), _style(run)


def _style(look: Element) -> str:
    marks = [STYLES.get(look.get("color", ""), "")]
    marks += ["bold"] if look.get("weight") == "Bolder" else []
    marks += ["dim"] if look.get("isSubtle") else []
    return " ".join(mark for mark in marks if mark)


def _table(element: Element) -> RenderableType:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    header, *rows = [[cell["items"] for cell in row["cells"]] for row in element["rows"]]
    for title, *_ in header:
        right = title.get("horizontalAlignment") == "Right"
        table.add_column(_words(title), justify="right" if right else "left")
    for row in rows:
        table.add_row(*(Text("\n").join(_words(line) for line in lines) for lines in row))
    return _apart(table)


def _columns(element: Element) -> RenderableType:
    grid = Table.grid(padding=(0, 4, 0, 0))
    grid.add_row(*(Group(*(_words(item) for item in column["items"])) for column in element["columns"]))
    return _apart(grid)


def _facts(element: Element) -> RenderableType:
    grid = Table.grid(padding=(0, 2, 0, 0))
    for fact in element["facts"]:
        grid.add_row(Text(as_written(fact["title"]), style="bold"), Text(as_written(fact["value"])))
    return grid


def _choices(element: Element) -> RenderableType:
    titles = ", ".join(choice["title"] for choice in element["choices"])
    return Text.assemble((element["label"], "bold"), f": {titles}")


def _field(element: Element) -> RenderableType:
    return Text.assemble((element["label"], "bold"), f": {element['value']}")
