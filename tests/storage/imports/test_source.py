"""Files become rows with their line numbers, whatever dialect they come in."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from storage.imports.source import BrokenRow, UnreadableError, open_source
from storage.rules.faults import Wrong
from tests.storage.imports.folders import write_workbook


def rows(path: Path) -> list[object]:
    known = {"sagsnr", "rådgiver", "dato"}
    return list(open_source(path, lambda cell: cell in known).rows(untold))


def untold(done: int, of: int) -> None:
    """Nobody is watching."""


def csv_file(folder: Path, content: str | bytes) -> Path:
    path = folder / "x.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


@pytest.mark.parametrize("separator", [";", ",", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_separator_line_ends_and_encoding_are_found(tmp_path: Path, separator: str, end: str, encoding: str) -> None:
    content = end.join([f"sagsnr{separator}rådgiver", f"2024-1{separator}Åse Ærø – 5 €", ""])
    path = csv_file(tmp_path, content.encode(encoding))
    assert rows(path) == [(1, ["sagsnr", "rådgiver"]), (2, ["2024-1", "Åse Ærø – 5 €"])]


def test_the_separator_is_the_one_that_shows_known_columns(tmp_path: Path) -> None:
    path = csv_file(tmp_path, "sagsnr;kategori (rød, gul, grøn, blank, andet);dato\n1;x;y\n")
    assert rows(path)[1] == (2, ["1", "x", "y"])


def test_a_quoted_cell_holds_separators_quotes_and_line_breaks_and_lines_count_on(tmp_path: Path) -> None:
    path = csv_file(tmp_path, 'sagsnr;rådgiver\n1;"a;b ""c""\r\nd\ne"\n\n2;x\n')
    assert rows(path)[1:] == [(2, ["1", 'a;b "c"\r\nd\ne']), (6, ["2", "x"])]


def test_excels_own_separator_line_is_passed_over(tmp_path: Path) -> None:
    assert rows(csv_file(tmp_path, "sep=;\nsagsnr;dato\n1;2\n")) == [(2, ["sagsnr", "dato"]), (3, ["1", "2"])]


def test_an_unclosed_quote_inside_a_line_is_one_broken_row(tmp_path: Path) -> None:
    found = rows(csv_file(tmp_path, 'sagsnr;dato\n1;"a" b\n2;x\n'))
    assert isinstance(found[1], BrokenRow)
    assert found[1].line == 2
    assert found[2] == (3, ["2", "x"])


@pytest.mark.parametrize(
    ("content", "line", "wrong"),
    [
        (b"", None, Wrong.EMPTY),
        (b"\xef\xbb\xbf\r\n\r\n", None, Wrong.EMPTY),
        (b"sagsnr;dato\n1;x\n2;\x81\n", 3, Wrong.NO_TEXT),
        ("sagsnr;rådgiver\n1;å\n2;".encode() + b"\xff\n", 3, Wrong.NO_TEXT),
        (b"\xef\xbb\xbfsagsnr\n1\n\n\xe5\n", 4, Wrong.NO_TEXT),
        ("sagsnr;dato\n1;2\n".encode("utf-16"), 1, Wrong.NO_TEXT),
        (b"sagsnr;dato\n1;a\x00b\n", 2, Wrong.NO_TEXT),
        (b'sagsnr;dato\n1;x\n2;"aa\n3;x\n', 3, Wrong.ENDS_IN_A_CELL),
        (b'sagsnr;dato\n1;"' + b"a" * 1_048_577 + b'"\n', 2, Wrong.CELL_TOO_LARGE),
    ],
)
def test_a_file_that_cannot_be_read_says_where_it_breaks(
    tmp_path: Path, content: bytes, line: int | None, wrong: Wrong
) -> None:
    with pytest.raises(UnreadableError, match=wrong) as caught:
        rows(csv_file(tmp_path, content))
    assert caught.value.line == line


def test_a_bad_byte_far_into_a_file_is_found_in_its_line(tmp_path: Path) -> None:
    lines = ["sagsnr;rådgiver".encode(), *(b"2024-%d;\xc3\xb8" % number for number in range(150_000))]
    lines[140_000] += b"\x81"
    with pytest.raises(UnreadableError) as caught:
        rows(csv_file(tmp_path, b"\n".join(lines)))
    assert caught.value.line == 140_001


def test_a_workbooks_first_sheet_is_read_with_its_row_numbers(tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    content: list[list[object]] = [
        ["sagsnr", "dato", "rådgiver"],
        ["2024-1", dt.date(2024, 3, 1), 1.234],
        [None, None, None],
        [20241183, dt.datetime.fromisoformat("2024-03-01 08:30"), True],
    ]
    write_workbook(path, content)
    assert rows(path) == [
        (1, ["sagsnr", "dato", "rådgiver"]),
        (2, ["2024-1", "2024-03-01", "1,234"]),
        (4, ["20241183", "2024-03-01 08:30:00", "ja"]),
    ]


def test_what_is_no_workbook_or_an_empty_one_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    path.write_text("sagsnr;dato")
    with pytest.raises(UnreadableError, match=Wrong.NO_WORKBOOK):
        rows(path)
    write_workbook(path, [])
    with pytest.raises(UnreadableError, match=Wrong.EMPTY):
        rows(path)


@pytest.mark.parametrize("sheet", ['<c r="XFD1048576"/>', '<c r="XFD1"/><c r="A1048576"/>'])
def test_a_cell_far_from_the_others_is_told_and_not_laid_out(tmp_path: Path, sheet: str) -> None:
    path = tmp_path / "x.xlsx"
    with ZipFile(path, "w") as parts:
        parts.writestr("xl/worksheets/sheet1.xml", f"<row>{sheet}</row>")
    with pytest.raises(UnreadableError, match=Wrong.FAR_CELL):
        rows(path)


def test_a_wide_workbook_of_few_rows_is_read(tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    write_workbook(path, [[f"k{number}" for number in range(800)]])
    assert len(rows(path)) == 1


def test_a_workbook_that_unpacks_without_end_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("storage.imports.workbook_size.LARGEST_WORKBOOK", 10_000)
    path = tmp_path / "x.xlsx"
    with ZipFile(path, "w", ZIP_DEFLATED) as parts:
        parts.writestr("xl/worksheets/sheet1.xml", " " * 10_001)
    with pytest.raises(UnreadableError, match=Wrong.WORKBOOK_TOO_LARGE):
        rows(path)
