"""The budget asked for by command is, row by row, what was imported: from the files to `ask --json`."""

from __future__ import annotations

import datetime as dt
import json
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import URL, create_engine, func, select
from typer.testing import CliRunner

from bot.cli import app
from bot.understanding.classifier import Model
from storage.demo.people import ERIK
from storage.rules.money.budget import spent
from storage.rules.money.grant_cost import GrantTerms, committed
from storage.rules.money.units import PriceUnit
from storage.rules.rounding import rounded
from storage.schema import BudgetLine, Grant, Posting

DAY = dt.date(2026, 11, 23)


@pytest.fixture
def told(
    database: URL, shared: Path, model: Model, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> dict[str, dict[str, Any]]:
    """What a controller is answered, of the whole department and team by team."""
    monkeypatch.setenv("SAGSPULS_DATABASE_URL", database.render_as_string(hide_password=False))
    monkeypatch.setenv("SAGSPULS_HOME", str(shared))
    monkeypatch.setenv("SAGSPULS_LOCAL", "1")
    command = CliRunner()
    for words in (f"demo-data --out {tmp_path} --cases 60 --on {DAY}", f"import {tmp_path}"):
        assert command.invoke(app, words).exit_code == 0
    answers = {}
    slots: dict[str, str]
    for asked, slots in (("whole", {}), ("teams", {"group_by": "team"})):
        question = json.dumps({"question": "budget", "slots": slots})
        result = command.invoke(app, ["ask", question, "--as", ERIK.email, "--on", str(DAY), "--json"])
        answers[asked] = json.loads(result.stdout)["facts"]
    return answers


def exact(database: URL) -> dict[str, Fraction]:
    """The figures of the department, from every row by the pure rules."""
    engine = create_engine(database)
    with engine.connect() as connection:
        postings = [(day, amount) for day, amount in connection.execute(select(Posting.day, Posting.amount))]
        columns = (Grant.unit, Grant.unit_price, Grant.quantity, Grant.start, Grant.stop)
        grants = [
            GrantTerms(PriceUnit(unit), price, quantity, start, stop)
            for unit, price, quantity, start, stop in connection.execute(select(*columns))
        ]
        held = func.sum(func.coalesce(BudgetLine.corrected, BudgetLine.adopted))
        budget = Fraction(connection.execute(select(held).where(BudgetLine.year == DAY.year)).scalar_one())
    engine.dispose()
    used, ahead = spent(postings, DAY), committed(grants, DAY)
    assert used > 0
    assert ahead > 0
    deviation = used + ahead - budget
    return {"budget": budget, "spent": used, "committed": ahead, "forecast": used + ahead, "deviation": deviation}


def test_the_figures_are_what_every_posting_and_grant_comes_to_and_the_teams_add_up(
    told: dict[str, dict[str, Any]], database: URL
) -> None:
    groups = told["teams"].pop("groups")
    assert told["teams"] == told["whole"]
    for name, figure in exact(database).items():
        assert told["whole"][name] == str(rounded(figure)), name
        added = sum((Fraction(group[name]) for group in groups), Fraction(0))
        assert abs(added - figure) <= Fraction(len(groups), 200), name
