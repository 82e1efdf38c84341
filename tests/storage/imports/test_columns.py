"""Columns are found by their folded names, and a municipality adds its own."""

from __future__ import annotations

from pathlib import Path

import pytest

from storage.imports.columns import OwnNames, load_own_names, read_header
from storage.imports.kinds import KINDS, cases, events
from storage.schema import CaseEvent
from storage.settings import Settings, SettingsError
from tests.storage.imports.folders import Desk


def own(folder: Path, content: str) -> Path:
    path = folder / "kolonner.toml"
    path.write_text(content, encoding="utf-8")
    return path


def test_headers_are_found_without_regard_to_spelling_and_order() -> None:
    header = read_header(["RAADGIVER", "Sags-nr.", " Færdig_meldt", "cpr-nr", "", "Bydel"], cases.KIND, OwnNames())
    assert [(index, column.name) for index, column in header.places] == [
        (0, "rådgiver"),
        (1, "sagsnr"),
        (2, "færdigmeldt"),
        (3, "cpr"),
    ]
    assert header.unknown == ("Bydel",)
    assert header.missing == ("sagstype", "team", "oprettet")


@pytest.mark.parametrize("twice", [["team", "Team"], ["sagsnr", "sagsnummer"], ["bydel", "Bydel"]])
def test_a_header_twice_is_told(twice: list[str]) -> None:
    assert read_header(twice, cases.KIND, OwnNames()).twice == (twice[1],)


def test_a_column_that_is_never_stored_is_not_unknown() -> None:
    assert read_header(["sagsnr", "bemærkning"], events.KIND, OwnNames()).unknown == ()


def test_no_kinds_own_names_collide() -> None:
    for kind in KINDS:
        assert OwnNames().spellings(kind)


async def test_a_municipalitys_own_names_words_and_event_types_are_read(desk: Desk, tmp_path: Path) -> None:
    path = own(
        tmp_path,
        """
        [kolonner."hændelser"]
        sagsnr = ["Journal nr."]
        [ord."hændelse"]
        "underretning modtaget" = ["bekymring ind"]
        "netværksmøde" = ["NVM"]
        [ord.sagstype]
        anbringelse = ["plejefamilie"]
        [nye_ord]
        "hændelse" = ["netværksmøde"]
        """,
    )
    desk.write(hændelser="journalnr;hændelse;dato\n2024-1;Bekymring ind;01-02-2024\n2024-1;nvm;02-02-2024\n")
    desk.edit("sager", ("anbringelse", "plejefamilie"))
    settings = Settings(home=desk.home, local=True, columns_file=path)
    await desk.takes(settings=settings)
    assert await desk.rows(CaseEvent, "kind") == [("netværksmøde",), ("underretning modtaget",)]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("[kolonner.sager\n", "no valid TOML"),
        ("[kolumner.sager]\n", "kolumner"),
        ("[kolonner.salg]\nsagsnr = ['x']\n", "salg"),
        ("[kolonner.sager]\nsags = ['x']\n", "sags"),
        ("[kolonner.sager]\nsagsnr = 'x'\n", "list of texts"),
        ("[kolonner.sager]\nsagsnr = ['team']\n", "two columns"),
        ("[ord.sagstype]\ndøgn = ['x']\n".replace("døgn", '"døgn"'), "døgn"),
        ("[ord.sagstype]\nhandicap = ['anbringelse']\n", "already means"),
        ("[ord.team]\nx = ['y']\n", "has no list of words"),
        ("[nye_ord]\nsagstype = ['x']\n", "cannot have new words"),
    ],
)
def test_a_mapping_that_fits_nothing_is_told(tmp_path: Path, content: str, reason: str) -> None:
    with pytest.raises(SettingsError, match=reason):
        load_own_names(own(tmp_path, content), KINDS)


def test_a_mapping_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="cannot be read"):
        load_own_names(tmp_path / "nowhere.toml", KINDS)
