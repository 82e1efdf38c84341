"""Charts that Teams draws itself, each with its figures as a table for clients that draw none.

Every function returns one element for a card's body, or None if there is nothing to draw: leave it out then.
Teams draws no title: put `heading(...)` above the chart unless the card's title says what it shows.
Pass names and labels in full: they are shortened here.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import count
from math import ceil
from typing import Any, TypeVar

from messages import danish
from messages.cards import Cell, Column, Element, plain, table
from messages.setting import Setting
from messages.words import words

Position = dt.date | float
Thinned = TypeVar("Thinned")

POINTS = 16
"""Days that a line shows: enough for its shape, and few enough for the table beside it."""
BARS = 12
"""Bars or groups of bars that a chart shows; the rest are left out, so pass those that matter first."""
SERIES = 5
"""Series that one can still distinguish; the rest are left out."""
ROOM = 2
"""Characters that fit beside the longest bar; Teams cuts off the rest, so that 100 would read as 10."""
STEPS = 4
"""Steps into which Teams divides an upright axis."""
LABEL = 30
"""Characters of a name in a chart."""

RED, YELLOW, GREEN, GREY = "attention", "warning", "good", "neutral"
CATEGORY_COLOURS = {"red": RED, "yellow": YELLOW, "green": GREEN, "none": GREY}
"""The colour of a category's series or bar; its name is always written beside it."""
BLUE, TEAL, VIOLET, ROSE = "categoricalLightBlue", "categoricalTeal", "sequential4", "divergingLightRed"
PALETTE = (BLUE, TEAL, VIOLET, ROSE, GREY)
"""The colours of other series; they have no meaning. Grey is faint on white, so it suits bars better than lines."""


@dataclass(frozen=True, slots=True)
class Series:
    """One line, or one kind of bar: its name in the legend, its points, and a colour of Teams' names (None: any).

    The points of a line are (day or number, value); those of bars are (category, value).
    """

    name: str
    points: Sequence[tuple[dt.date | float | str, float]]
    colour: str | None = None


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar on its own; `note` says in words what its colour says, such as "over 20-25"."""

    label: str
    value: float
    note: str = ""
    colour: str | None = None


def line_chart(title: str, x_title: str, y_title: str, series: Sequence[Series], setting: Setting) -> Element | None:
    """Lines over days, or over numbers; None where they have fewer than two days between them.

    At most POINTS days, evenly spread, with both ends of every line; a short line keeps all its points.
    The legend says where each line ends. Pass a year as a day: Teams would write 2026 as 2k.
    Give the card `wide=True`. A narrow card cuts off the dates under the line, so its title names the period.
    """
    lines = [(one, _by_position(one)) for one in series if one.points][:SERIES]
    kept = _positions_kept([list(points) for _, points in lines])
    if len(kept) < 2:
        return None
    rows = [[_written(x, setting), *(_value(points.get(x), setting) for _, points in lines)] for x in kept]
    columns = [Column(x_title, 2), *(Column(plain(_label(one.name)), 1, right=True) for one, _ in lines)]
    data = [
        {
            "legend": f"{_label(one.name)} ({_value(list(points.values())[-1], setting)})",
            "values": [{"x": _on_axis(x), "y": _drawn(points[x])} for x in kept if x in points],
            "color": one.colour or PALETTE[i],
        }
        for i, (one, points) in enumerate(lines)
    ]
    axes = {"xAxisTitle": _span(x_title, kept, setting), "yAxisTitle": y_title, **_range(points for _, points in lines)}
    return _chart("Chart.Line", title, data, table(columns, rows), axes)


def stacked_bars(
    title: str, categories: Sequence[str], series: Sequence[Series], setting: Setting, *, x_title: str = ""
) -> Element | None:
    """One full-width bar for each category, divided among the series; its numbers and its sum stand above it in words.

    The bars compare shares, not sizes. An empty category stands only in the table.
    None if all are empty. `x_title` says what the categories are ("Case type").
    """
    shown, named = _series(series), _categories(categories)
    filled = [(category, label) for category, label in named if any(points.get(category) for _, points in shown)]
    data = [
        {
            "title": f"{label}: {_parts(category, shown, setting)}",
            "data": [
                {"legend": one.name, "value": _number(points[category]), "color": one.colour}
                for one, points in shown
                if points.get(category)
            ],
        }
        for category, label in filled
    ]
    fallback = _table_of(named, shown, setting, x_title or title, sums=True)
    return _chart("Chart.HorizontalBar.Stacked", title, data, fallback, {}) if data else None


def grouped_bars(
    title: str,
    categories: Sequence[str],
    series: Sequence[Series],
    setting: Setting,
    *,
    x_title: str = "",
    y_title: str = "",
) -> Element | None:
    """Upright bars side by side for each category, in the order of the legend; None if all are empty.

    For few categories with short names (years, quarters): a long name is cut off under its bars.
    """
    shown, named = _series(series), _categories(categories)
    if not any(points.get(category) for category, _ in named for _, points in shown):
        return None
    data = [
        {
            "legend": one.name,
            "values": [{"x": label, "y": _drawn(points.get(category, 0))} for category, label in named],
            "color": one.colour,
        }
        for one, points in shown
    ]
    fallback = _table_of(named, shown, setting, x_title or title)
    axes = {"xAxisTitle": x_title, "yAxisTitle": y_title, **_range(points for _, points in shown)}
    return _chart("Chart.VerticalBar.Grouped", title, data, fallback, {**axes, "showBarValues": True})


def bars(
    title: str, points: Sequence[Bar], setting: Setting, *, x_title: str = "", y_title: str = ""
) -> Element | None:
    """Horizontal bars with their values beside them, such as caseworkers against a band; None if all are 0.

    There is room for two digits beside a bar. If any value is longer, every value stands with its label instead, and
    the bars get an axis.
    `x_title` says what the bars are ("Caseworker"), `y_title` what they count ("Cases").
    """
    shown = [Bar(_label(bar.label), bar.value, _label(bar.note), bar.colour) for bar in points[:BARS]]
    if not any(bar.value for bar in shown):
        return None
    longest = max(len(str(_number(bar.value))) for bar in shown)
    names = [f"{bar.label}: {_value(bar.value, setting)}" if longest > ROOM else bar.label for bar in shown]
    mode = "AbsoluteWithAxis" if longest > ROOM else "AbsoluteNoAxis"
    labels = _distinct([f"{name} ({bar.note})" if bar.note else name for name, bar in zip(names, shown, strict=True)])
    data = [
        {"x": label, "y": _drawn(bar.value), "color": bar.colour or BLUE}
        for bar, label in zip(shown, labels, strict=True)
    ]
    columns = [Column(x_title or title, 3), Column(y_title, 1, right=True)]
    rows: list[list[str | Cell]] = [
        [Cell(plain(bar.label), under=plain(bar.note) or None), _value(bar.value, setting)] for bar in points[:BARS]
    ]
    return _chart("Chart.HorizontalBar", title, data, table(columns, rows), {"displayMode": mode})


def without_table(chart: Element) -> Element:
    """The chart without its own table, for a card whose next table has the same figures."""
    return {**chart, "fallback": "drop"}


def thinned(items: Sequence[Thinned], most: int) -> list[Thinned]:
    """At most `most` (two or more) of the items, evenly spread, always with the first and the last.

    >>> "".join(thinned("abcdefghi", 5))
    'acegi'
    """
    if len(items) <= most:
        return list(items)
    step = (len(items) - 1) / (most - 1)
    return [items[round(i * step)] for i in range(most)]


def _chart(kind: str, title: str, data: list[Element], fallback: Element, look: Element) -> Element:
    return {"type": kind, "title": _label(title), "spacing": "Medium", **look, "data": data, "fallback": fallback}


def _range(series: Iterable[Mapping[Any, float]]) -> dict[str, float]:
    """The range of the axis: from 0 to a number that Teams' four steps divide into whole ones.

    Small numbers with decimals, such as millions, get steps of a tenth. Below 0, Teams finds its own range.
    """
    values = [value for points in series for value in points.values()]
    if min(values) < 0:
        return {}
    if max(values) <= STEPS / 2 and any(value % 1 for value in values):
        return {"yMin": 0, "yMax": ceil(10 * max(values) / STEPS) * STEPS / 10}
    step = max(1, ceil(max(values) / STEPS))
    unit = 10 ** max(0, len(str(step)) - 2)
    return {"yMin": 0, "yMax": ceil(step / unit) * unit * STEPS}


def _span(x_title: str, kept: Sequence[Position], setting: Setting) -> str:
    """The title under a line with its first and last day, since Teams cuts the years off on a narrow card."""
    first, last = kept[0], kept[-1]
    if not (isinstance(first, dt.date) and isinstance(last, dt.date)):
        return x_title
    return f"{x_title}: {danish.period(first, last, setting.language)}"


def _by_position(one: Series) -> dict[Position, float]:
    return {x: y for x, y in sorted(one.points, key=lambda point: _place(point[0])) if not isinstance(x, str)}


def _place(x: dt.date | float | str) -> float:
    if isinstance(x, str):
        raise TypeError(f"a line stands over days or numbers, not over {x!r}")
    return x.toordinal() if isinstance(x, dt.date) else x


def _positions_kept(lines: Sequence[Sequence[Position]]) -> list[Position]:
    """The positions where the lines show points: short lines keep all of theirs, long lines share the rest."""
    kept: set[Position] = set()
    for served, positions in enumerate(sorted(lines, key=len)):
        kept.update(thinned(positions, max(2, (POINTS - len(kept)) // (len(lines) - served))))
    return sorted(kept, key=_place)


def _series(series: Sequence[Series]) -> list[tuple[Series, dict[str, float]]]:
    """The series that are shown, with name and colour ready, and their values by category."""
    return [
        (Series(_label(one.name), one.points, one.colour or PALETTE[i]), {str(x): y for x, y in one.points})
        for i, one in enumerate(series[:SERIES])
    ]


def _categories(categories: Sequence[str]) -> list[tuple[str, str]]:
    """The categories that are shown, each with its label."""
    shown = categories[:BARS]
    return list(zip(shown, _distinct([_label(category) for category in shown]), strict=True))


def _parts(category: str, shown: Sequence[tuple[Series, dict[str, float]]], setting: Setting) -> str:
    """The parts of a bar in words: rød 12, gul 30; a number never breaks away from its name."""
    named = [(danish.in_sentence(one.name), points[category]) for one, points in shown if points.get(category)]
    return ", ".join(f"{name}\N{NO-BREAK SPACE}{_value(value, setting)}" for name, value in named)


def _table_of(
    named: Sequence[tuple[str, str]],
    shown: Sequence[tuple[Series, dict[str, float]]],
    setting: Setting,
    x_title: str,
    *,
    sums: bool = False,
) -> Element:
    columns = [Column(x_title, 2), *(Column(plain(one.name), 1, right=True) for one, _ in shown)]
    columns += [Column(words(setting.language).gettext("Total"), 1, right=True)] if sums else []
    rows: list[list[str | Cell]] = []
    for category, _ in named:
        values = [points.get(category) for _, points in shown]
        total = [_value(sum(value or 0 for value in values), setting)] if sums else []
        rows.append([plain(category), *(_value(value, setting) for value in values), *total])
    return table(columns, rows)


def _label(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= LABEL else line[: LABEL - 1].rstrip() + "…"


def _distinct(labels: Sequence[str]) -> list[str]:
    """Distinct labels: Teams draws two bars with the same name as one."""
    written: list[str] = []
    for label in labels:
        names = (label if n == 1 else f"{label} ({n})" for n in count(1))
        written.append(next(name for name in names if name not in written))
    return written


def _number(value: float) -> float:
    """A number as people read it: whole, or with one decimal under a thousand."""
    return round(value) if value == int(value) or abs(value) >= 1000 else round(float(value), 1)


def _drawn(value: float) -> float:
    """A number as Teams gets it: small ones have more decimals than people read, so that a few millions differ."""
    return round(float(value), 2) if abs(value) < 10 and value != int(value) else _number(value)


def _value(value: float | None, setting: Setting) -> str:
    if value is None:
        return "–"
    number = _number(value)
    return danish.number(number, setting.language, 0 if isinstance(number, int) else 1)


def _on_axis(x: Position) -> str | float:
    return x.isoformat()[:10] if isinstance(x, dt.date) else x


def _written(x: Position, setting: Setting) -> str:
    return danish.short_day(x, setting.language, setting.today) if isinstance(x, dt.date) else _value(x, setting)
