"""The line that says what the figures are really of: every condition and form is in it, in both languages."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from messages.condition_words import in_words
from messages.understood import understood
from storage.rules.conditions import CONDITIONS, COUNTED, GROUPS, Between, Condition
from storage.rules.period import Period
from storage.rules.selection import ORDERS, PER, Selection
from tests.messages.samples import setting
from tests.storage.queries.model.drawn import EACH, conditions_on

OCTOBER = Period(dt.date(2026, 10, 1), dt.date(2026, 10, 31))
AUTUMN = Period(dt.date(2026, 10, 1), dt.date(2026, 12, 31))
RED = Condition("category", ("red",))
URGENT = Condition("urgent")
NORD = Condition("team", ("Team Nord",))
DAYS = {"from_event": "undersøgelse påbegyndt", "to_event": "undersøgelse afsluttet"}

LINES = [
    (Selection("cases"), "Åbne sager · 23. november 2026"),
    (
        Selection(
            "cases",
            (NORD, RED, Condition("case_type", ("anbringelse",), denied=True), Condition("overdue", ("follow_up",))),
        ),
        "Åbne sager · Team Nord · røde · ikke anbringelse · med overskredet frist (opfølgning) · 23. november 2026",
    ),
    (Selection("cases", (Condition("staff", ("anna",)),)), "Åbne sager · dine · 23. november 2026"),
    (
        Selection("cases", (Condition("staff", ("bo", "dorte"), denied=True), Condition("age", (Between(6, 12),)))),
        "Åbne sager · ikke Bo Lund eller Dorte Krogh · 6-12 år · 23. november 2026",
    ),
    (
        Selection("cases", (Condition("age", (Between(None, 17),)), Condition("cost", (Between(200_000, None),)))),
        "Åbne sager · under 18 år · med årsudgift over 200.000 kr. · 23. november 2026",
    ),
    (
        Selection("cases", (Condition("state", ("reported_done",), OCTOBER),)),
        "Sager, også lukkede · færdigmeldte i oktober 2026 · 23. november 2026",
    ),
    (
        Selection("cases", (Condition("state", ("not_reviewed",), denied=True),)),
        "Åbne sager · undtagen ikke gennemgåede · 23. november 2026",
    ),
    (Selection("cases", period=OCTOBER), "Åbne sager · 31. oktober 2026"),
    (Selection("cases", period=AUTUMN), "Åbne sager · 23. november 2026"),
    (
        Selection("deadlines", (Condition("overdue"), NORD), group_by=("rule",), order="fewest"),
        "Åbne frister · overskredne · Team Nord · 23. november 2026 · pr. frist · færrest først",
    ),
    (
        Selection("events", (Condition("event", ("underretning modtaget",)),), AUTUMN, per="month"),
        "Hændelser · underretning modtaget · 4. kvartal 2026 · måned for måned",
    ),
    (Selection("openings", compare=OCTOBER), "Oprettede sager · 1.-23. november 2026 · sammenlignet med oktober 2026"),
    (Selection("cases", compare=OCTOBER), "Åbne sager · 23. november 2026 · sammenlignet med 31. oktober 2026"),
    (
        Selection("cases", (NORD,), compare="Distrikt 1"),
        "Åbne sager · Team Nord · 23. november 2026 · sammenlignet med Distrikt 1",
    ),
    (
        Selection("days", period=OCTOBER, **DAYS),  # type: ignore[arg-type]
        "Dage fra undersøgelse påbegyndt til undersøgelse afsluttet · oktober 2026",
    ),
    (
        Selection("cases", (NORD, RED), form="share", share_of=(NORD,)),
        "Åbne sager · Team Nord · andel: røde · 23. november 2026",
    ),
    (Selection("in_time", form="share"), "Frister overholdt · 24. november 2025 - 23. november 2026 · i procent"),
    (
        Selection("cases", group_by=("caseworker", "category"), order="most", limit=3, form="who"),
        "Åbne sager · 23. november 2026 · pr. rådgiver og kategori · flest først · de første 3",
    ),
    (Selection("cost", (Condition("performer", ("ekstern",)),)), "Årsudgift · ekstern udfører · 2026"),
    (Selection("grants", period=AUTUMN), "Bevillinger · slutter 4. kvartal 2026"),
    (Selection("grants", (Condition("no_stop"),)), "Bevillinger · uden slutdato · 23. november 2026"),
    (
        Selection("complaints", (Condition("status", ("open",)),)),
        "Klager · uafgjorte · 1. januar - 23. november 2026",
    ),
    (
        Selection("actions", (Condition("overdue"), Condition("responsible", ("bo",)))),
        "Handlinger i planer · forsinkede · ansvarlig: Bo Lund · 23. november 2026",
    ),
]


@pytest.mark.parametrize(("selection", "line"), LINES)
def test_the_line_says_what_is_asked_for(selection: Selection, line: str) -> None:
    assert understood(selection, setting()) == line


def test_what_the_asker_sees_as_their_own_is_said_once() -> None:
    assert understood(Selection("cases"), setting(), own=True) == "Åbne sager · dine · 23. november 2026"
    mine = Selection("cases", (Condition("staff", ("anna",)),))
    assert understood(mine, setting(), own=True) == "Åbne sager · dine · 23. november 2026"


def test_the_line_is_in_the_readers_language() -> None:
    selection = Selection("cases", (NORD, Condition("overdue", denied=True)), order="earliest", limit=1)
    said = "Open cases · Team Nord · without an overdue deadline · 23 November 2026 · the earliest first · the first"
    assert understood(selection, setting("en")) == said


@st.composite
def asked(draw: st.DrawFn) -> Selection:
    """Any conditions that fit what is counted, in any form."""
    what = draw(st.sampled_from(sorted(COUNTED)))
    kind = COUNTED[what]
    groups = sorted(name for name, group in GROUPS.items() if group.fits(kind))
    fitting = any(one.kind.fits(kind) for one in EACH)
    selection = Selection(
        what,
        tuple(draw(st.lists(conditions_on(what), max_size=4, unique=True))) if fitting else (),
        draw(st.sampled_from([None, OCTOBER, AUTUMN])),
        tuple(draw(st.lists(st.sampled_from(groups), max_size=2, unique=True))),
        draw(st.sampled_from([None, *PER])),
        draw(st.sampled_from([None, *ORDERS])),
        draw(st.sampled_from([None, 1, 3])),
        draw(st.sampled_from([None, OCTOBER])),
        from_event=DAYS["from_event"] if what == "days" else None,
        to_event=DAYS["to_event"] if what == "days" else None,
        form=draw(st.sampled_from([None, "count", "list", "who"])),
    )
    if selection.unit in {"%", "days"} or what == "average":
        return selection
    whole = draw(st.booleans())
    return replace(selection, form="share", share_of=selection.conditions[:1]) if whole else selection


@given(asked(), st.sampled_from(["da", "en"]))
def test_every_condition_and_every_form_is_in_the_line(selection: Selection, language: str) -> None:
    told = setting(language)
    line = understood(selection, told)
    for one in selection.conditions:
        assert in_words(one, selection.kind, told).line in line
    for name in selection.group_by:
        assert GROUPS[name].title(language) in line
    shorter = [
        replace(selection, per=None),
        replace(selection, order=None),
        replace(selection, limit=None),
        replace(selection, compare=None),
    ]
    for without in shorter:
        assert without == selection or understood(without, told) != line


@pytest.mark.parametrize("one", EACH, ids=str)
def test_a_condition_and_its_denial_are_told_apart(one: Condition) -> None:
    what = next(name for name, kind in COUNTED.items() if one.kind.fits(kind))
    if CONDITIONS[one.name].denied:
        other = replace(one, denied=not one.denied)
        assert in_words(one, COUNTED[what], setting()) != in_words(other, COUNTED[what], setting())
