"""The demo municipality stands in the proportions the seeds tell, with the persons and cases the README knows."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from pathlib import Path

import pytest

from storage.demo import CAST, write_demo
from storage.demo.people import ANNA, BO, CARL, DORTE, ERIK, FREJA, METTE
from storage.rules.deadlines.deadlines import RULES
from tests.storage.demo_folder import TODAY, Demo, is_day


def share(part: int, whole: int) -> float:
    """A share between 0 and 1."""
    return part / whole


class TestProportions:
    def test_the_department_is_as_large_as_f19_found_it(self, demo: Demo) -> None:
        assert 850 <= len(demo.open_cases) <= 950
        assert len({case["rådgiver"] for case in demo.open_cases} - {""}) == 28
        types = Counter(case["sagstype"] for case in demo.open_cases)
        assert types["handicap"] == 400
        assert share(types["ungestøtte"], len(demo.open_cases)) == pytest.approx(0.10, abs=0.01)

    def test_the_other_types_stand_to_each_other_as_f20_counted_them(self, demo: Demo) -> None:
        types = Counter(case["sagstype"] for case in demo.open_cases)
        counted = {"skoledagbehandling": 97, "anbringelse": 126, "forebyggende": 406}
        here = sum(types[case_type] for case_type in counted)
        for case_type, number in counted.items():
            assert share(types[case_type], here) == pytest.approx(number / sum(counted.values()), abs=0.01)

    def test_the_review_has_come_as_far_as_f20_reports(self, demo: Demo) -> None:
        reviewed: dict[str, list[bool]] = defaultdict(list)
        for case in demo.open_cases:
            if is_day(case["oprettet"]) < TODAY - dt.timedelta(120):
                reviewed[case["sagstype"]].append(bool(case["gennemgået"]))
        for case_type, expected in {"anbringelse": 1.0, "forebyggende": 0.96, "handicap": 0.65}.items():
            came = reviewed[case_type]
            assert share(sum(came), len(came)) == pytest.approx(expected, abs=0.06), case_type

    def test_seventy_cases_are_audited_and_twelve_need_more(self, demo: Demo) -> None:
        assert Counter(case["audit"] for case in demo.cases if case["audit"]) == {
            "godkendt": 58,
            "yderligere tiltag": 12,
        }

    def test_a_few_cases_are_urgent_or_protected_and_most_urgent_ones_reported_done(self, demo: Demo) -> None:
        urgent = [case for case in demo.open_cases if case["akut"] == "ja"]
        assert 0.05 < share(len(urgent), len(demo.open_cases)) < 0.12
        assert 0.6 < share(sum(bool(case["færdigmeldt"]) for case in urgent), len(urgent)) < 1
        assert 3 <= sum(case["beskyttet"] == "x" for case in demo.open_cases) <= 25

    def test_a_quarter_of_the_cases_lack_information(self, demo: Demo) -> None:
        lacking = [
            case
            for case in demo.open_cases
            if not (case["cpr"] and case["bekymringsgrad"] and case["rådgiver"] and case["sagsnr"] in demo.histories)
        ]
        assert share(len(lacking), len(demo.open_cases)) == pytest.approx(0.25, abs=0.04)
        assert any(not case["rådgiver"] for case in lacking)
        assert any(case["sagsnr"] not in demo.histories for case in lacking)

    def test_only_the_assessment_team_is_far_above_its_band(self, demo: Demo) -> None:
        bands = {row["team"]: (int(row["norm_fra"]), int(row["norm_til"])) for row in demo.teams}
        carried = Counter((case["team"], case["rådgiver"]) for case in demo.open_cases if case["rådgiver"])
        for team, (_, high) in bands.items():
            loads = [cases for (name, _), cases in carried.items() if name == team]
            mean = share(sum(loads), len(loads))
            assert (mean > 1.3 * high) == (team == "Undersøgelse"), (team, mean)

    def test_repeated_change_of_caseworker_gathers_in_the_assessment_team(self, demo: Demo) -> None:
        changes: Counter[str] = Counter()
        for row in demo.shifts:
            case = demo.by_number[row["sagsnr"]]
            later = row["fra"] != case["oprettet"] and is_day(row["fra"]) > TODAY - dt.timedelta(365)
            changes[row["sagsnr"]] += later and not case["lukket"]
        at_risk = Counter(demo.by_number[number]["team"] for number, count in changes.items() if count >= 2)
        assert at_risk["Undersøgelse"] > sum(at_risk.values()) / 2


class TestDeadlines:
    def test_every_rule_has_an_open_deadline_somewhere(self, demo: Demo) -> None:
        assert {rule for case in demo.open_cases for rule in demo.running(case["sagsnr"])} == set(RULES)

    def test_a_tenth_of_the_open_cases_has_something_overdue_the_worst_by_months(self, demo: Demo) -> None:
        assert 0.07 <= share(len(demo.overdue_numbers), len(demo.open_cases)) <= 0.13
        dues = [due for case in demo.open_cases for due in demo.running(case["sagsnr"]).values()]
        assert dt.timedelta(60) < TODAY - min(dues) < dt.timedelta(270)

    def test_the_assessment_team_has_the_largest_share_overdue(self, demo: Demo) -> None:
        overdue = Counter(demo.by_number[number]["team"] for number in demo.overdue_numbers)
        size = Counter(case["team"] for case in demo.open_cases)
        assert max(size, key=lambda team: overdue[team] / size[team]) == "Undersøgelse"

    def test_something_falls_due_in_each_of_the_next_eight_weeks(self, demo: Demo) -> None:
        weeks = Counter(
            (due - TODAY).days // 7 for case in demo.open_cases for due in demo.running(case["sagsnr"]).values()
        )
        assert all(weeks[week] >= 15 for week in range(8))

    def test_nine_in_ten_deadlines_were_met_in_time(self, demo: Demo) -> None:
        met = [row for rows in demo.deadlines.values() for row in rows if row.outcome == "met"]
        assert 0.88 < share(sum(bool(row.in_time) for row in met), len(met)) < 0.98

    def test_notifications_carry_their_time_of_day_and_some_follow_ups_their_own_next_date(self, demo: Demo) -> None:
        received = [event for events in demo.histories.values() for event in events]
        assert all(event.at for event in received if event.kind == "underretning modtaget")
        own_dates = [event for event in received if event.kind == "opfølgning afholdt" and event.next_day]
        assert len(own_dates) > 50


class TestCast:
    def test_the_main_persons_have_their_roles_and_places(self, demo: Demo) -> None:
        staff = {row["id"]: row for row in demo.staff}
        assert {member.email: staff[member.id]["roller"] for member in (ANNA, BO, CARL, DORTE, ERIK, FREJA)} == {
            "anna@sagspuls.example": "rådgiver",
            "bo@sagspuls.example": "leder",
            "carl@sagspuls.example": "rådgiver",
            "dorte@sagspuls.example": "koordinator",
            "erik@sagspuls.example": "økonom",
            "freja@sagspuls.example": "administrator",
        }
        assert staff[BO.id]["leder_af"] == "Team Nord"
        for member in CAST:
            row = staff[member.id]
            assert (row["navn"], row["teams_id"], row["team"]) == (member.name, member.entra_id, member.team or "")

    def test_there_are_two_mettes_and_one_of_them_is_in_team_nord(self, demo: Demo) -> None:
        mettes = [row for row in demo.staff if row["navn"].startswith("Mette ")]
        assert sorted(row["team"] for row in mettes) == ["Distrikt 1", "Team Nord"]
        assert METTE.id in {row["id"] for row in mettes}

    def test_two_are_newly_qualified_and_some_hold_several_roles(self, demo: Demo) -> None:
        assert sum(row["nyuddannet"] == "ja" for row in demo.staff) == 2
        assert any("+" in row["roller"] for row in demo.staff)

    def test_anna_has_something_overdue_at_any_size(self, tmp_path: Path, demo: Demo) -> None:
        write_demo(tmp_path, today=TODAY, cases=20)
        for written in (demo, Demo(tmp_path)):
            assert any(written.by_number[number]["rådgiver"] == ANNA.id for number in written.overdue_numbers)

    @pytest.mark.parametrize(
        ("number", "case_type", "rule", "days_left"),
        [
            ("2024-1183", "forebyggende", "assessment", 18),
            ("2023-0456", "anbringelse", "follow_up", 23),
            ("2022-0099", "handicap", "lost_earnings_review", 26),
        ],
    )
    def test_the_cases_of_the_sample_questions_are_annas(
        self, demo: Demo, number: str, case_type: str, rule: str, days_left: int
    ) -> None:
        case = demo.by_number[number]
        assert (case["sagstype"], case["team"], case["rådgiver"], case["lukket"]) == (
            case_type,
            "Team Nord",
            ANNA.id,
            "",
        )
        assert demo.running(number)[rule] == TODAY + dt.timedelta(days_left)
        assert [other for other in demo.by_number if other.endswith(number[5:])] == [number]
