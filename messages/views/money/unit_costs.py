"""What a full-year citizen costs in each measure, internal against external."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from messages import danish
from messages.cards import Cell, Column, Element, card, heading, paged, plain, quiet, table
from messages.charts import BLUE, GREY, TEAL, Bar, bars, without_table
from messages.labels import subject, under_answer
from messages.parts import worked_out
from messages.setting import Setting
from messages.view import View
from messages.words import words
from storage.facts.money.unit_costs import PriceOrigin, UnitCosts, UnitPrice
from storage.rules.money.units import days_in_year

THOUSAND = 1000
COLOURS = {"intern": BLUE, "ekstern": TEAL, None: GREY}

Priced = tuple[UnitPrice, Decimal]
"""A measure with the price of one, if the reader may see that."""


def unit_costs(facts: UnitCosts, setting: Setting) -> View:
    """The dearest measure, and where internal and external differ most."""
    running, once = _running(facts.items), _priced([item for item in facts.items if item.is_paid_once])
    alone = len(running) + len(once) == 1
    context = {
        "one_measure": bool(setting.slots.measure),
        **subject(setting),
        "year": str(facts.year),
        "measures": len({item.measure for item in facts.items}),
        "only": _in_words(running, setting) if alone else None,
        "only_once": _in_words(once, setting) if alone else None,
        "dearest": None if alone else _in_words(running, setting),
        "dearest_once": None if alone else _in_words(once, setting),
        "pair": _pair(running),
    }
    return View("money/unit_costs", context, _card(facts, setting))


def _running(items: Sequence[UnitPrice]) -> list[Priced]:
    """The measures that citizens have for days and years: what is paid once has no price of a citizen."""
    return _priced([item for item in items if not item.is_paid_once])


def _priced(items: Sequence[UnitPrice]) -> list[Priced]:
    return [(item, item.price) for item in items if item.price is not None]


def _in_words(priced: Sequence[Priced], setting: Setting) -> dict[str, Any] | None:
    """The dearest."""
    if not priced:
        return None
    item, price = max(priced, key=lambda one: one[1])
    return {"name": _named(item.measure, item.performer, setting), "price": price}


def _pair(priced: Sequence[Priced]) -> dict[str, Any] | None:
    """The measure whose internal and external prices lie furthest apart."""
    prices = {(item.measure, item.performer): price for item, price in priced}
    both = [measure for measure, performer in prices if performer == "intern" and (measure, "ekstern") in prices]
    if not both:
        return None
    measure = max(both, key=lambda one: abs(prices[one, "intern"] - prices[one, "ekstern"]))
    internal, external = prices[measure, "intern"], prices[measure, "ekstern"]
    return {"measure": measure, "internal": internal, "external": external}


def _named(measure: str, performer: str | None, setting: Setting) -> str:
    said = performer_title(performer, setting.language)
    return f"{measure} ({danish.in_sentence(said)})" if performer else measure


def performer_title(word: str | None, language: str) -> str:
    """Who performs a measure: the municipality itself or another."""
    say = words(language).gettext
    return {"intern": say("Internal"), "ekstern": say("External")}.get(word or "", say("Not stated"))


def _card(facts: UnitCosts, setting: Setting) -> Element:
    say = words(setting.language).gettext
    page = paged(facts.items, setting)
    chart = _chart(facts.items, setting) if setting.page <= 1 else []
    listed = [*chart, _table(page.items, setting), *page.note, *_effects(facts, page.items, setting)]
    hidden = any(item.price is None for item in page.items)
    note = [quiet(say("The price of a measure that a single case has is not shown here"))] if hidden else []
    body = [*(listed if page.items else []), *note, *worked_out(_parts(facts, page.items, setting), {}, setting)]
    titled = under_answer(setting, str(facts.year))
    return card(say("Unit prices"), titled, body, setting, actions=page.actions, wide=True)


def _chart(items: Sequence[UnitPrice], setting: Setting) -> list[Element]:
    """Internal against external: the measures with both prices, the widest gap first; if none has both, all with one.

    The table below has the same prices. The bars are horizontal, since the names of measures are long.
    """
    say, language = words(setting.language).gettext, setting.language
    priced = _running(items)
    shown = _compared(priced) or priced
    if len(shown) < 2:
        return []
    said, unit = say("Price of a citizen a month"), say("1,000 kroner")
    title = f"{said}, {unit}"
    drawn = bars(
        title,
        [
            Bar(
                _short_name(item, language),
                round(float(price) / THOUSAND, 1),
                colour=COLOURS.get(item.performer, GREY),
            )
            for item, price in shown
        ],
        setting,
        x_title=say("Measure"),
        y_title=unit,
    )
    return [heading(title), without_table(drawn)] if drawn else []


def _compared(priced: Sequence[Priced]) -> list[Priced]:
    """The internal and the external price of each measure that has both, the widest gap first."""
    external = {item.measure: (item, price) for item, price in priced if item.performer == "ekstern"}
    internal = [one for one in priced if one[0].performer == "intern"]
    pairs = [(one, external[one[0].measure]) for one in internal if one[0].measure in external]
    pairs.sort(key=lambda pair: -abs(pair[0][1] - pair[1][1]))
    return [one for pair in pairs for one in pair]


def _short_name(item: UnitPrice, language: str) -> str:
    performer = danish.in_sentence(performer_title(item.performer, language))
    return f"{_title(item)}, {performer}" if item.performer else _title(item)


def _title(item: UnitPrice) -> str:
    return item.measure[:1].upper() + item.measure[1:]


def _table(items: Sequence[UnitPrice], setting: Setting) -> Element:
    say = words(setting.language).gettext
    columns = [
        Column(say("Measure"), 4),
        Column(say("Full-year citizens"), 3, right=True),
        Column(say("Kroner a month"), 3, right=True),
    ]
    return table(columns, [_row(item, setting) for item in items])


def _row(item: UnitPrice, setting: Setting) -> list[str | Cell]:
    language = setting.language
    named = Cell(plain(_title(item)), under=performer_title(item.performer, language))
    citizens = danish.count(item.citizens, "citizen", language)
    price = "–" if item.price is None else danish.kroner(item.price, language)
    if item.grants is not None:
        extent = danish.count(item.grants, "grant", language)
        price = words(language).gettext("%(price)s each, paid once", price=price)
    else:
        extent = danish.number(item.full_year or 0, language, 2)
    return [named, f"{extent} ({citizens})", price]


def _effects(facts: UnitCosts, items: Sequence[UnitPrice], setting: Setting) -> list[Element]:
    """What a changed price and a changed number of citizens have added to the cost since the year before."""
    changed = [item for item in items if item.price_effect is not None or item.volume_effect is not None]
    if not changed:
        return []
    say, language = words(setting.language).gettext, setting.language
    columns = [
        Column(f"{say('Measure')}, {say('1,000 kroner')}", 4),
        Column(say("Price effect"), 3, right=True),
        Column(say("Volume effect"), 3, right=True),
    ]
    rows: list[list[str | Cell]] = [
        [
            _short_name(item, language),
            *(_effect(effect, language) for effect in (item.price_effect, item.volume_effect)),
        ]
        for item in changed
    ]
    title = say("Change of the cost from %(before)s to %(year)s", before=str(facts.year - 1), year=str(facts.year))
    return [heading(title), table(columns, rows)]


def _effect(amount: Decimal | None, language: str) -> str:
    return "–" if amount is None else danish.signed(danish.in_thousands(amount), language)


def _parts(facts: UnitCosts, items: Sequence[UnitPrice], setting: Setting) -> list[dict[str, Any]]:
    """How each price on the page follows from the cost and the days of its grants."""
    parts = {(part.name, part.performer, part.paid_once): part for part in facts.parts}
    found = [(item, parts.get((item.measure, item.performer, item.is_paid_once))) for item in items]
    return [_part(item, part, facts.year, setting) for item, part in found if part is not None]


def _part(item: UnitPrice, part: PriceOrigin, year: int, setting: Setting) -> dict[str, Any]:
    say, language = words(setting.language).gettext, setting.language
    of = danish.count(part.count, "grant", language) if part.paid_once else danish.count(part.days, "day", language)
    if part.amount is None or item.price is None:
        return {"what": _short_name(item, language), "text": of}
    price = danish.kroner(item.price, language)
    if part.paid_once:
        worked = f"/ {of} = {price}"
    else:
        length = str(days_in_year(year))
        worked = say("/ %(days)s x %(length)s / 12 = %(price)s", days=of, length=length, price=price)
    return {"what": _short_name(item, language), "text": f"{danish.kroner(part.amount, language)} {worked}"}
