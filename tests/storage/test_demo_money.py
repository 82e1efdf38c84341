"""The demo's money obeys formats.md, stands in the proportions the seeds tell, and holds something for all to find."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from storage.clock import local_day
from storage.database import Store
from storage.demo import write_demo
from storage.demo.people import BO
from storage.imports.values import number
from storage.queries.money.budget import budget
from storage.rules.access import Scope
from storage.rules.calendar import add_months
from storage.rules.money.budget import forecast_miss_pct
from storage.rules.money.grant_cost import GrantTerms, committed, yearly_cost
from storage.rules.money.ladder import moves
from storage.rules.money.refund import refund
from storage.rules.money.unit_cost import Volume, full_year_citizens, price_effect, volume_effect
from storage.rules.money.units import PriceUnit
from storage.schema import ForecastKept
from storage.settings import Settings
from tests.reference.books import CasePosting, GrantAccount, is_idle, is_unmatched
from tests.reference.ladder import StepGrant, step_on
from tests.reference.unit_cost import grant_days
from tests.storage.demo_folder import TODAY, Demo, day_of, is_day
from tests.storage.imports.folders import NOW, Desk

A_YEAR_AGO = add_months(TODAY, -12)
LAST_YEAR_ENDED = dt.date(TODAY.year - 1, 12, 31)
Row = dict[str, str]


def terms_of(row: Row) -> GrantTerms:
    stop = day_of(row["slut"])
    return GrantTerms(
        PriceUnit(row["enhed"]), number(row["enhedspris"]), Decimal(row["antal"]), is_day(row["start"]), stop
    )


def running(rows: Iterable[Row], day: dt.date) -> list[Row]:
    return [row for row in rows if terms_of(row).runs_on(day)]


def posted(rows: Iterable[Row], day: dt.date) -> Fraction:
    """Kroner posted in the day's year, up to and with it."""
    first = day.replace(month=1, day=1)
    return sum((Fraction(number(row["beløb"])) for row in rows if first <= is_day(row["dato"]) <= day), Fraction(0))


def case_of(demo: Demo) -> dict[str, str]:
    """Voucher → case number, found by case, grant or CPR as the import finds it."""
    by_grant = {row["bevillingsnr"]: row["sagsnr"] for row in demo.grants}
    by_cpr = {case["cpr"]: case["sagsnr"] for case in demo.open_cases if case["cpr"]}
    return {
        row["bilagsnr"]: row["sagsnr"] or by_grant.get(row["bevillingsnr"], "") or by_cpr.get(row["cpr"], "")
        for row in demo.postings
    }


def team_of(demo: Demo, row: Row, cases: dict[str, str]) -> str:
    if row["team"] or not cases[row["bilagsnr"]]:
        return row["team"]
    return demo.by_number[cases[row["bilagsnr"]]]["team"]


def forecast(demo: Demo, team: str | None, day: dt.date) -> Fraction:
    cases = case_of(demo)
    postings = [row for row in demo.postings if team in (None, team_of(demo, row, cases))]
    grants = [row for row in demo.grants if team in (None, demo.by_number[row["sagsnr"]]["team"])]
    return posted(postings, day) + committed(map(terms_of, grants), day)


def budget_of(demo: Demo, team: str) -> Fraction:
    rows = [row for row in demo.budget if row["år"] == str(TODAY.year) and row["team"] == team]
    return sum((Fraction(row["korrigeret"] or row["vedtaget"]) for row in rows), Fraction(0))


class TestObeysFormats:
    def test_grants_refer_to_known_cases_and_run_forwards_at_a_price(self, demo: Demo) -> None:
        numbers = [row["bevillingsnr"] for row in demo.grants]
        assert len(numbers) == len(set(numbers))
        known = {row["konto"] for row in demo.accounts}
        for row in demo.grants:
            terms = terms_of(row)
            assert row["sagsnr"] in demo.by_number
            assert terms.unit_price > 0
            assert terms.quantity > 0
            assert terms.stop is None or terms.start <= terms.stop
            assert is_day(demo.by_number[row["sagsnr"]]["oprettet"]) <= terms.start <= TODAY
            assert row["konto"] in known
            assert row["trin"] in ("", "1", "2", "3", "4", "5", "6", "7")
            assert row["udfører"] in ("", "intern", "ekstern")

    def test_every_unit_step_and_performer_occurs(self, demo: Demo) -> None:
        assert {row["enhed"] for row in demo.grants} == {unit.value for unit in PriceUnit}
        assert {row["trin"] for row in demo.grants} == {"", "1", "2", "3", "4", "5", "6", "7"}
        assert {row["udfører"] for row in demo.grants} == {"", "intern", "ekstern"}

    def test_postings_have_one_key_each_and_lie_in_last_year_and_this_year(self, demo: Demo) -> None:
        keys = [(row["bilagsnr"], row["linje"]) for row in demo.postings]
        assert len(keys) == len(set(keys))
        assert {row["linje"] for row in demo.postings} > {"1", "2"}
        teams = {row["team"] for row in demo.teams} | {""}
        for row in demo.postings:
            assert dt.date(TODAY.year - 1, 1, 1) <= is_day(row["dato"]) <= TODAY
            assert row["team"] in teams
            assert row["sagsnr"] in {"", *demo.by_number}
            number(row["beløb"])

    def test_the_budget_has_one_line_for_a_key_and_known_accounts_and_teams(self, demo: Demo) -> None:
        keys = [(row["år"], row["konto"], row["team"], row["måned"]) for row in demo.budget]
        assert len(keys) == len(set(keys))
        assert {row["konto"] for row in demo.budget} <= {row["konto"] for row in demo.accounts}
        assert {row["team"] for row in demo.budget} <= {row["team"] for row in demo.teams}
        assert {row["år"] for row in demo.budget} == {str(TODAY.year - 1), str(TODAY.year)}
        assert {row["måned"] for row in demo.budget} == {"", *map(str, range(1, 13))}

    @pytest.mark.parametrize("cases", [10, 40])
    @pytest.mark.parametrize("today", [dt.date(2025, 1, 1), dt.date(2028, 2, 29), dt.date(2034, 12, 31)])
    def test_any_size_and_any_day_will_do(self, tmp_path: Path, cases: int, today: dt.date) -> None:
        summary = write_demo(tmp_path, today=today, cases=cases)
        small = Demo(tmp_path)
        assert summary.grants == len(small.grants)
        assert summary.postings == len(small.postings)
        assert max(is_day(row["dato"]) for row in small.postings) <= today


class TestProportions:
    def test_a_third_of_the_spend_is_not_tied_to_a_citizen(self, demo: Demo) -> None:
        loose = [row for row in demo.postings if not (row["sagsnr"] or row["cpr"] or row["bevillingsnr"])]
        assert posted(loose, TODAY) / posted(demo.postings, TODAY) == pytest.approx(0.32, abs=0.025)

    def test_last_years_accounts_ended_six_per_cent_above_the_forecast_of_the_same_day(self, demo: Demo) -> None:
        accounts = posted(demo.postings, LAST_YEAR_ENDED)
        assert forecast_miss_pct(forecast(demo, None, A_YEAR_AGO), accounts) == pytest.approx(-6.0, abs=0.3)

    def test_one_team_will_overspend_one_underspend_and_the_others_nearly_fit(self, demo: Demo) -> None:
        over = {}
        for team in (row["team"] for row in demo.teams):
            budget = budget_of(demo, team)
            over[team] = float((forecast(demo, team, TODAY) - budget) / budget)
        assert 0.025 < over.pop("Team Nord") < 0.045
        assert -0.05 < over.pop("Distrikt 2") < -0.03
        assert all(abs(share) < 0.02 for share in over.values()), over

    def test_contact_persons_of_its_own_are_cheap_as_f19_found_and_external_ones_dear(self, demo: Demo) -> None:
        prices: dict[str, set[Decimal]] = defaultdict(set)
        for row in demo.grants:
            if row["indsats"] == "kontaktperson" and row["start"].endswith(str(TODAY.year)):
                prices[row["udfører"]].add(number(row["enhedspris"]))
        assert prices["intern"] == {Decimal(4835)}
        assert min(prices["ekstern"]) >= 8_500
        assert max(prices["ekstern"]) <= 25_000

    def test_price_and_volume_have_changed_since_last_year(self, demo: Demo) -> None:
        volumes: dict[tuple[str, str, int], Volume] = {}
        for year in (TODAY.year - 1, TODAY.year):
            for measure, performer in {(row["indsats"], row["udfører"]) for row in demo.grants}:
                rows = [row for row in demo.grants if (row["indsats"], row["udfører"]) == (measure, performer)]
                terms = [terms_of(row) for row in rows]
                days = (grant_days(grant.start, grant.stop, year) for grant in terms)
                volumes[measure, performer, year] = Volume(yearly_cost(terms, year), full_year_citizens(days, year))
        for measure, performer in (("plejefamilie", "intern"), ("kontaktperson", "ekstern")):
            before, now = (volumes[measure, performer, year] for year in (TODAY.year - 1, TODAY.year))
            assert price_effect(before, now) != 0
            assert volume_effect(before, now) != 0

    def test_cases_move_up_and_down_the_ladder(self, demo: Demo) -> None:
        steps: dict[str, list[StepGrant]] = defaultdict(list)
        for row in demo.grants:
            step = int(row["trin"]) if row["trin"] else None
            steps[row["sagsnr"]].append(StepGrant(step, is_day(row["start"]), day_of(row["slut"])))
        before, now = (
            {case: step_on(grants, day) for case, grants in steps.items()} for day in (dt.date(TODAY.year, 1, 1), TODAY)
        )
        moved = moves(before, now)
        assert moved.up >= 5
        assert moved.down >= 2


class TestSomethingToFind:
    def test_some_running_grants_have_no_stop_and_a_few_run_on_closed_cases(self, demo: Demo) -> None:
        now = running(demo.grants, TODAY)
        assert 0.05 < sum(not row["slut"] for row in now) / len(now) < 0.14
        assert 2 <= sum(demo.by_number[row["sagsnr"]]["lukket"] != "" for row in now) <= 25

    def test_a_few_grants_are_idle_and_a_few_postings_unmatched(self, demo: Demo) -> None:
        cases = case_of(demo)
        posted_on: dict[tuple[str, str], list[dt.date]] = defaultdict(list)
        for row in demo.postings:
            posted_on[cases[row["bilagsnr"]], row["konto"]].append(is_day(row["dato"]))
        by_case: dict[str, list[GrantAccount]] = defaultdict(list)
        idle = 0
        for row in demo.grants:
            grant = GrantAccount(row["konto"], is_day(row["start"]), day_of(row["slut"]))
            by_case[row["sagsnr"]].append(grant)
            case_open = demo.by_number[row["sagsnr"]]["lukket"] == ""
            idle += is_idle(grant, posted_on[row["sagsnr"], row["konto"]], TODAY, case_open=case_open)
        unmatched = 0
        for row in demo.postings:
            case = cases[row["bilagsnr"]]
            posting = CasePosting(is_day(row["dato"]), row["konto"], case or None)
            unmatched += is_unmatched(posting, by_case[case], TODAY)
        assert 2 <= idle <= 25
        assert 3 <= unmatched <= 40

    def test_income_and_postings_known_by_grant_or_cpr_only_are_among_them(self, demo: Demo) -> None:
        assert any(row["beløb"].endswith("-") and row["sagsnr"] for row in demo.postings)
        assert any(row["konto"] == "5.22.07" and row["beløb"].endswith("-") for row in demo.postings)
        assert any(row["bevillingsnr"] and not row["sagsnr"] for row in demo.postings)
        cprs = {case["cpr"] for case in demo.open_cases} - {""}
        by_cpr = {row["cpr"] for row in demo.postings} - {""}
        assert by_cpr
        assert by_cpr <= cprs

    def test_a_mistyped_account_and_unknown_grants_wait_to_be_found(self, demo: Demo) -> None:
        accounts = {row["konto"] for row in demo.accounts}
        grants = {row["bevillingsnr"] for row in demo.grants} | {""}
        assert Counter(row["konto"] not in accounts for row in demo.postings)[True] == 1
        assert Counter(row["bevillingsnr"] not in grants for row in demo.postings)[True] == 3

    def test_bos_team_has_a_case_far_above_the_refund_threshold(self, demo: Demo) -> None:
        costs: dict[str, list[GrantTerms]] = defaultdict(list)
        for row in demo.grants:
            costs[row["sagsnr"]].append(terms_of(row))
        dearest = max(costs, key=lambda case: yearly_cost(costs[case], TODAY.year))
        assert demo.by_number[dearest]["team"] == BO.team
        assert refund(yearly_cost(costs[dearest], TODAY.year), TODAY.year) > 1_000_000

    @pytest.mark.parametrize(
        ("case", "measure", "days_left"),
        [
            ("2024-1183", "familiebehandling", 17),
            ("2023-0456", "aflastning", 25),
            ("2022-0099", "tabt arbejdsfortjeneste", 28),
        ],
    )
    def test_a_grant_ends_soon_in_each_of_annas_cases(
        self, demo: Demo, case: str, measure: str, days_left: int
    ) -> None:
        ending = {row["indsats"]: day_of(row["slut"]) for row in running(demo.grants, TODAY) if row["sagsnr"] == case}
        assert ending[measure] == TODAY + dt.timedelta(days_left)
        assert len(ending) == 2


async def test_the_import_takes_it_all_and_finds_nothing_new_the_second_time(store: Store, home: Path) -> None:
    desk = Desk(store, home, home / "eksport")
    write_demo(desk.folder, today=TODAY, cases=60)
    first, second = await desk.takes(), await desk.takes()
    money = {"indsatser.csv", "posteringer.csv", "budget.csv", "konti.csv"}
    assert {file.name for file in first.files if file.new == file.read > 0} >= money
    assert all(file.unchanged == file.read for file in second.files)


async def test_the_import_keeps_the_days_forecast_as_it_leaves_it(store: Store, home: Path) -> None:
    desk = Desk(store, home, home / "eksport")
    write_demo(desk.folder, today=TODAY, cases=60)
    await desk.takes()
    async with store.working() as session:
        told = await budget(session, Scope(day=local_day(NOW, Settings().zone), all_teams=True))
    kept = await desk.rows(ForecastKept, "day", "forecast")
    assert {day for day, _ in kept} == {told.day}
    assert abs(sum(forecast for _, forecast in kept) - told.forecast) < 1
