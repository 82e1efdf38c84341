"""The demo municipality is repeatable, obeys formats.md, and holds nobody real."""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from itertools import pairwise
from pathlib import Path

import pytest

from storage.demo import CAST, write_demo
from storage.demo.cpr import passes_modulus_11
from tests.storage.demo_folder import TODAY, Demo, Rows, birth_of, day_of, is_day

VOCABULARY = {
    "underretning modtaget",
    "underretning vurderet",
    "kvittering sendt",
    "undersøgelse påbegyndt",
    "undersøgelse afsluttet",
    "indsats besluttet",
    "anbringelse besluttet",
    "plan udarbejdet",
    "indsats iværksat",
    "indsats afsluttet",
    "opfølgning afholdt",
    "anbringelse iværksat",
    "anbringelse ophørt",
    "tilsynsbesøg",
    "merudgift afgjort",
    "merudgift revurderet",
    "tabt arbejdsfortjeneste afgjort",
    "tabt arbejdsfortjeneste fulgt op",
    "klage modtaget",
    "genvurdering foretaget",
    "aktindsigt modtaget",
    "aktindsigt besvaret",
    "ansøgning modtaget",
    "afgørelse",
    "klagevejledning",
    "børnesamtale",
    "partshøring",
    "målgruppeafklaring",
    "udmåling",
    "genberegning",
    "journal ajourført",
    "overgang påbegyndt",
    "ungestøtte besluttet",
}
"""formats.md, event vocabulary."""


class TestRepeatable:
    def test_the_same_seed_size_and_day_give_the_same_bytes(self, tmp_path: Path, demo: Demo) -> None:
        write_demo(tmp_path, today=TODAY)
        for file in demo.folder.iterdir():
            assert (tmp_path / file.name).read_bytes() == file.read_bytes(), file.name

    def test_another_seed_gives_another_municipality_with_the_same_cast(self, tmp_path: Path, demo: Demo) -> None:
        write_demo(tmp_path, today=TODAY, seed=7)
        other = Demo(tmp_path)
        assert other.events != demo.events
        assert other.staff[: len(CAST)] == demo.staff[: len(CAST)]

    @pytest.mark.parametrize("cases", [10, 20, 300, pytest.param(2500, marks=pytest.mark.e2e)])
    def test_any_size_can_be_asked_for(self, tmp_path: Path, cases: int) -> None:
        summary = write_demo(tmp_path, today=TODAY, cases=cases)
        small = Demo(tmp_path)
        assert len(small.cases) == summary.cases == cases
        assert len(small.open_cases) == summary.open_cases == pytest.approx(cases * 896 / 1100, abs=1)
        assert summary.caseworkers == pytest.approx(max(9, cases * 28 / 1100), abs=4)
        assert {"2024-1183", "2023-0456", "2022-0099"} <= set(small.by_number)
        assert {row["id"] for row in small.staff} >= {member.id for member in CAST}

    @pytest.mark.parametrize("today", [dt.date(2025, 1, 1), dt.date(2028, 2, 29), dt.date(2034, 12, 31)])
    def test_any_day_from_2025_on_will_do(self, tmp_path: Path, today: dt.date) -> None:
        write_demo(tmp_path, today=today, cases=60)
        assert max(is_day(row["dato"]) for row in Demo(tmp_path).events) <= today

    def test_too_few_cases_and_too_early_a_day_are_refused(self, tmp_path: Path) -> None:
        with pytest.raises(ValueError, match="at least 10 cases"):
            write_demo(tmp_path, today=TODAY, cases=9)
        with pytest.raises(ValueError, match="from 2025-01-01 on"):
            write_demo(tmp_path, today=dt.date(2024, 12, 31))


class TestObeysFormats:
    def test_cases_close_after_they_open_and_the_review_goes_forward(self, demo: Demo) -> None:
        for case in demo.cases:
            life = [case["oprettet"], case["gennemgået"], case["genoprettet"], case["færdigmeldt"], case["auditeret"]]
            days = [day for day in map(day_of, [*life, case["lukket"]]) if day]
            assert days == sorted(days), case["sagsnr"]
            assert days[-1] <= TODAY
            assert bool(case["audit"]) == bool(case["auditeret"])
            assert case["kategori"] in ("", "rød", "gul", "grøn")
            assert bool(case["kategori"]) == bool(case["gennemgået"])

    def test_keys_are_unique(self, demo: Demo) -> None:
        assert len(demo.by_number) == len(demo.cases)
        assert all(re.fullmatch(r"\d{4}-\d{4,}", number) for number in demo.by_number)
        shifts = [(row["sagsnr"], row["fra"]) for row in demo.shifts]
        events = [(row["sagsnr"], row["hændelse"], row["dato"]) for row in demo.events]
        assert len(shifts) == len(set(shifts))
        assert len(events) == len(set(events))
        for column in ("id", "email", "teams_id"):
            assert len({row[column].casefold() for row in demo.staff}) == len(demo.staff)

    def test_a_case_number_begins_with_the_year_it_was_opened(self, demo: Demo) -> None:
        assert all(case["sagsnr"][:4] == case["oprettet"][-4:] for case in demo.cases)

    def test_every_reference_exists(self, demo: Demo) -> None:
        teams = {row["team"] for row in demo.teams}
        staff = {row["id"] for row in demo.staff}
        assert {row["team"] for row in demo.staff} <= teams | {""}
        assert {team for row in demo.staff for team in row["leder_af"].split(",")} == teams | {""}
        assert {case["team"] for case in demo.cases} == teams
        assert {case["rådgiver"] for case in demo.cases} <= staff | {""}
        assert {row["rådgiver"] for row in demo.shifts} <= staff
        assert {row["sagsnr"] for row in [*demo.shifts, *demo.events]} <= set(demo.by_number)

    def test_events_speak_the_vocabulary_within_the_life_of_their_case(self, demo: Demo) -> None:
        assert {row["hændelse"] for row in demo.events} == VOCABULARY
        for number, events in demo.histories.items():
            case = demo.by_number[number]
            last = day_of(case["lukket"]) or TODAY
            assert all(is_day(case["oprettet"]) <= event.day <= last for event in events), number
            assert all(event.next_day > event.day for event in events if event.next_day)

    def test_shifts_follow_on_each_other_and_end_with_the_caseworker_of_the_case(self, demo: Demo) -> None:
        by_case: dict[str, Rows] = defaultdict(list)
        for row in demo.shifts:
            by_case[row["sagsnr"]].append(row)
        for number, rows in by_case.items():
            case = demo.by_number[number]
            assert rows[0]["fra"] == case["oprettet"]
            for row, following in pairwise(rows):
                assert is_day(row["til"]) + dt.timedelta(1) == is_day(following["fra"])
                assert row["rådgiver"] != following["rådgiver"]
            if case["rådgiver"]:
                assert rows[-1]["rådgiver"] == case["rådgiver"]
                assert rows[-1]["til"] == (case["lukket"] or "31-12-9999")
            assert all((day_of(row["til"]) or TODAY) <= TODAY for row in rows)

    def test_somebody_who_has_left_had_no_case_afterwards(self, demo: Demo) -> None:
        left = {row["id"]: is_day(row["fratrådt"]) for row in demo.staff if row["fratrådt"]}
        assert len(left) == 1
        had = [row for row in demo.shifts if row["rådgiver"] in left]
        assert had
        assert all(is_day(row["til"]) <= left[row["rådgiver"]] for row in had)
        assert not any(case["rådgiver"] in left for case in demo.cases)

    def test_the_files_show_several_traits_of_exports(self, demo: Demo) -> None:
        staff = (demo.folder / "medarbejdere.csv").read_bytes()
        assert staff.startswith(b"\xef\xbb\xbf")
        assert b"\r\n" in staff
        with pytest.raises(UnicodeDecodeError):
            (demo.folder / "rådgiverskift.csv").read_bytes().decode()


class TestNobodyReal:
    def test_no_cpr_passes_modulus_11_and_nobody_is_born_on_1_january(self, demo: Demo) -> None:
        for case in demo.cases:
            if case["cpr"]:
                assert not passes_modulus_11(case["cpr"].replace("-", "").zfill(10))
                birth = birth_of(case["cpr"])
                assert (birth.month, birth.day) != (1, 1)

    def test_modulus_11_is_told_from_a_known_made_up_number(self) -> None:
        # 4·0 + 3·7 + 2·0 + 7·7 + 6·6 + 5·1 + 4·4 + 3·2 + 2·8 + 1·5 = 154 = 14 · 11
        assert passes_modulus_11("0707614285")
        assert not passes_modulus_11("0707614286")

    def test_cprs_come_in_three_spellings_and_in_no_other_column(self, demo: Demo) -> None:
        lengths = {len(case["cpr"]) for case in demo.cases if case["cpr"]}
        assert lengths == {11, 10, 9}
        assert all("-" in case["cpr"] for case in demo.cases if len(case["cpr"]) == 11)
        cpr = re.compile(r"\b\d{6}[- ]?\d{4}\b")
        others = [{**case, "cpr": ""} for case in demo.cases]
        for row in [*others, *demo.teams, *demo.staff, *demo.shifts, *demo.events]:
            assert not any(cpr.search(cell.replace(row.get("teams_id") or "-", "")) for cell in row.values()), row

    def test_ages_fit_the_case_type(self, demo: Demo) -> None:
        for case in demo.open_cases:
            if case["cpr"]:
                birth = birth_of(case["cpr"])
                age = TODAY.year - birth.year - ((TODAY.month, TODAY.day) < (birth.month, birth.day))
                low, high = (18, 22) if case["sagstype"] == "ungestøtte" else (0, 17)
                assert low <= age <= high, case["sagsnr"]
                assert birth < is_day(case["oprettet"])

    def test_mail_can_reach_nobody(self, demo: Demo) -> None:
        assert all(re.fullmatch(r"[a-z0-9.]+@sagspuls\.example", row["email"]) for row in demo.staff)
