"""What a full-year citizen costs in each measure, internal against external."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from messages import danish
from messages.cards import Cell, Column, Element, card, heading, paged, plain, quiet, table
from messages.charts import BLUE, GREY, TEAL, Series, grouped_bars, told_below
from messages.labels import about, person, subject
from messages.parts import worked_out
from messages.setting import Setting
from messages.view import View
from messages.words import words

Facts = Mapping[str, Any]
COLOURS = {"intern": BLUE, "ekstern": TEAL, None: GREY}


def unit_costs(facts: Facts, setting: Setting) -> View:
    """The dearest measure, and where internal and external differ most."""
    priced = [item for item in facts["items"] if item["monthly_price"] is not None]
    context = {
        **subject(setting),
        "year": str(facts["year"]),
        "measures": len({item["measure"] for item in facts["items"]}),
        "only": _told(priced[0], setting) if len(priced) == 1 else None,
        "dearest": _told(max(priced, key=_monthly), setting) if len(priced) > 1 else None,
        "pair": _pair(priced),
    }
    return View("answers/unit_costs", context, _card(facts, setting))


def _monthly(item: Facts) -> Decimal:
    return Decimal(item["monthly_price"])


def _told(item: Facts, setting: Setting) -> dict[str, Any]:
    return {"name": _named(item["measure"], item["performer"], setting), "price": item["monthly_price"]}


def _pair(priced: Sequence[Facts]) -> dict[str, Any] | None:
    """The measure whose internal and external prices lie furthest apart."""
    prices = {(item["measure"], item["performer"]): _monthly(item) for item in priced}
    both = [measure for measure, performer in prices if performer == "intern" and (measure, "ekstern") in prices]
    if not both:
        return None
    measure = max(both, key=lambda one: abs(prices[one, "intern"] - prices[one, "ekstern"]))
    internal, external = prices[measure, "intern"], prices[measure, "ekstern"]
    return {"measure": measure, "internal": str(internal), "external": str(external)}


def _named(measure: str, performer: str | None, setting: Setting) -> str:
    said = performer_title(performer, setting.language)
    return f"{measure} ({danish.in_sentence(said)})" if performer else measure


def performer_title(word: str | None, language: str) -> str:
    """Who performs a measure: the municipality itself or another."""
    say = words(language).gettext
    return {"intern": say("Internal"), "ekstern": say("External")}.get(word or "", say("Not stated"))


def _card(facts: Facts, setting: Setting) -> Element:
    say, slots = words(setting.language).gettext, setting.slots or {}
    page = paged(facts["items"], setting)
    listed = [*_chart(page.items, setting), _table(page.items, setting), *page.note] if page.items else []
    hidden = any(item["monthly_price"] is None for item in page.items)
    note = [quiet(say("The price of a measure that a single case has is not shown here"))] if hidden else []
    parts = [_part(part, setting) for part in facts["parts"]]
    body = [*listed, *note, *worked_out(parts, {"measure": say("Cost and grant days")}, setting)]
    whose = person(slots["staff"], setting) if slots.get("staff") else ""
    under = [whose, slots.get("team") or "", *about(setting), str(facts["year"])]
    titled = [plain(part) for part in under if part]
    return card(say("Unit prices"), titled, body, setting, actions=page.actions, wide=True)


def _chart(items: Sequence[Facts], setting: Setting) -> list[Element]:
    """The prices of those measures on the page that have one."""
    say, language = words(setting.language).gettext, setting.language
    measures = list(dict.fromkeys(item["measure"] for item in items if item["monthly_price"] is not None))
    performers = list(dict.fromkeys(item["performer"] for item in items))
    series = [Series(performer_title(one, language), _prices(items, one), COLOURS.get(one, GREY)) for one in performers]
    title = say("Price of a citizen a month")
    drawn = grouped_bars(title, measures, series, setting, x_title=say("Measure"), y_title=say("Kroner a month"))
    return [heading(title), told_below(drawn)] if drawn else []


def _prices(items: Sequence[Facts], performer: str | None) -> list[tuple[str, float]]:
    return [
        (item["measure"], round(_monthly(item)))
        for item in items
        if item["performer"] == performer and item["monthly_price"] is not None
    ]


def _table(items: Sequence[Facts], setting: Setting) -> Element:
    say = words(setting.language).gettext
    columns = [
        Column(say("Measure"), 3),
        Column(say("Full-year citizens"), 2, right=True),
        Column(say("Kroner a month"), 2, right=True),
        Column(say("Price effect"), 2, right=True),
        Column(say("Volume effect"), 2, right=True),
    ]
    return table(columns, [_row(item, setting) for item in items])


def _row(item: Facts, setting: Setting) -> list[str | Cell]:
    language = setting.language
    named = Cell(plain(item["measure"]), under=performer_title(item["performer"], language))
    full_year = Cell(
        danish.number(item["full_year"], language, 2),
        under=danish.count(item["citizens"], "citizen", language),
    )
    amounts = [item[key] for key in ("monthly_price", "price_effect", "volume_effect")]
    return [named, full_year, *("–" if one is None else danish.kroner(one, language) for one in amounts)]


def _part(part: Facts, setting: Setting) -> dict[str, Any]:
    """The measure's cost and its days, with its performer in words."""
    days = danish.count(part["days"], "day", setting.language)
    named = _named(part["name"], part["performer"], setting)
    return {"what": part["what"], "name": named, "amount": part["amount"], "text": days}
