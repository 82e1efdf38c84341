"""A workbook made to harm is told, and costs neither the memory nor the file system of whoever imports it."""

from __future__ import annotations

import struct
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from storage.imports.source import BrokenRow, UnreadableError, open_source
from storage.rules.faults import Wrong
from tests.storage.imports.folders import write_workbook

SHEET = "xl/worksheets/sheet1.xml"


def workbook(path: Path, old: str, new: str) -> Path:
    """A workbook of two rows, with something else written in its sheet."""
    write_workbook(path, [["team", "afdeling"], ["Nord", "x"]])
    with ZipFile(path) as parts:
        content = {name: parts.read(name) for name in parts.namelist()}
    assert old.encode() in content[SHEET]
    content[SHEET] = content[SHEET].replace(old.encode(), new.encode())
    with ZipFile(path, "w", ZIP_DEFLATED) as parts:
        for name, data in content.items():
            parts.writestr(name, data)
    return path


def rows(path: Path) -> list[list[str]]:
    records = open_source(path, lambda _: True).rows(lambda _done, _of: None)
    return [record[1] for record in records if not isinstance(record, BrokenRow)]


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('r="A2"', 'r="A4000000000"', Wrong.FAR_CELL),
        ('r="A2"', 'r="A99999999"', Wrong.FAR_CELL),
        ('r="A2"', "r='XFD1048576'", Wrong.FAR_CELL),
        ('r="A2"', 'r="xfd1048576"', Wrong.FAR_CELL),
        ('r="A2"', 'r = "XFD1048576"', Wrong.FAR_CELL),
        ('r="A2"', 'r="XFE2"', Wrong.FAR_CELL),
        ('r="A2"', 'r="AAAAAAA2"', Wrong.FAR_CELL),
        ('<row r="2"', '<row r="4000000000"', Wrong.FAR_CELL),
        ('<row r="2">', '<row r="2">' + "<c/>" * 20_000 + "</row><row>", Wrong.FAR_CELL),
        ('<row r="2">', '<row r="2">' + "<x:c/>" * 20_000 + "</row><row>", Wrong.FAR_CELL),
        ('r="A2"', "r=" + " " * (2 << 20) + '"XFD1048576"', Wrong.NO_WORKBOOK),
        ("<sheetData>", '<!DOCTYPE x [<!ENTITY a "b">]><sheetData>', Wrong.NO_SPREADSHEET),
        ("<t>Nord</t>", '<!ENTITY a SYSTEM "file:///etc/passwd"><t>&a;</t>', Wrong.NO_SPREADSHEET),
    ],
)
def test_a_sheet_that_would_take_all_memory_is_told(tmp_path: Path, old: str, new: str, told: Wrong) -> None:
    with pytest.raises(UnreadableError, match=told):
        rows(workbook(tmp_path / "x.xlsx", old, new))


def test_what_a_sheet_says_of_its_own_size_is_not_believed(tmp_path: Path) -> None:
    path = workbook(tmp_path / "x.xlsx", 'ref="A1:B2"', 'ref="A1:XFD1048576"')
    assert rows(path) == [["team", "afdeling"], ["Nord", "x"]]


def test_an_archive_that_lies_about_what_it_unpacks_to_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("storage.imports.workbook_size.LARGEST_WORKBOOK", 1_000_000)
    path = workbook(tmp_path / "x.xlsx", "<t>Nord</t>", f"<t>{'N' * 2_000_000}</t>")
    with ZipFile(path) as parts:
        size = struct.pack("<I", parts.getinfo(SHEET).file_size)
    path.write_bytes(path.read_bytes().replace(size, struct.pack("<I", 900)))
    with pytest.raises(UnreadableError, match=Wrong.WORKBOOK_TOO_LARGE):
        rows(path)


def test_a_formula_is_read_as_what_it_showed(tmp_path: Path) -> None:
    cell = '<c r="B2" t="str"><f>HYPERLINK("http://ondt.example","x")</f><v>vist</v></c>'
    path = workbook(tmp_path / "x.xlsx", '<c r="B2" t="inlineStr"><is><t>x</t></is></c>', cell)
    assert rows(path)[1] == ["Nord", "vist"]
