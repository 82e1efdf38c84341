"""A municipality whose every free text would act: real exports, imported as any other."""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from storage.imports.kind import ExportColumn, ExportKind
from storage.imports.kinds import KINDS
from storage.imports.values import email, names, object_id, plain_text, reference

FREE = (plain_text, reference, names, email, object_id)
"""How a column is read that takes any text."""
SPEAKING = (
    "[{tag}](http://ondt.example/{tag}) **fed** <at>Alle</at> {{{{7*7}}}} %s \x1b[31m {{% x %}} &lt;b&gt; ~~s~~ `k`"
)

Text = Callable[[str], str]
"""A text of that name to put into an export."""
Day = Callable[[int], str]
"""The day so many days after today, as exports write it."""
Row = dict[str, str]


def acting(tag: str) -> str:
    """A text with everything in it that could act; it begins like a formula."""
    return "=" + SPEAKING.format(tag=tag)


def as_stored(text: str) -> str:
    """What the import keeps of it."""
    return " ".join(text.replace("\x1b", " ").split())


def exports(t: Text, today: dt.date) -> dict[str, list[Row]]:
    """The rows of every kind of export, with `t` in every column that takes a free text."""

    def day(days: int) -> str:
        return f"{today + dt.timedelta(days=days):%d-%m-%Y}"

    return _offices(t) | _cases(t, day) | _recovery(t, day) | _money(t, day)


def _offices(t: Text) -> dict[str, list[Row]]:
    """The teams, and who works in them."""
    nord = t("team")
    person = {"teams_id": "", "nyuddannet": "", "fratrådt": "", "leder_af": "", "team": nord}
    staff = [
        {
            "id": t("anna"),
            "navn": t("annas_name"),
            "email": t("annas_mail"),
            "teams_id": t("entra"),
            "roller": "rådgiver",
        },
        {"id": "bo", "navn": t("bos_name"), "email": "bo@x.example", "roller": "leder", "leder_af": nord},
        {"id": "erik", "navn": t("eriks_name"), "email": "erik@x.example", "roller": "økonom"},
        {"id": "freja", "navn": t("frejas_name"), "email": "freja@x.example", "roller": "administrator"},
    ]
    return {
        "teams": [
            {"team": nord, "afdeling": t("department"), "norm_fra": "1", "norm_til": "2"},
            {"team": t("other_team"), "afdeling": "", "norm_fra": "", "norm_til": ""},
        ],
        "medarbejdere": [{**person, **one} for one in staff],
    }


def _cases(t: Text, day: Day) -> dict[str, list[Row]]:
    """The cases, who had them, and what happened in them."""
    nord, case, second = t("team"), t("case"), t("second_case")
    return {
        "sager": [
            {"sagsnr": case, "sagstype": "anbringelse", "team": nord, "rådgiver": t("anna"), "oprettet": day(-400)},
            {
                "sagsnr": second,
                "sagstype": "forebyggende",
                "team": nord,
                "rådgiver": "",
                "oprettet": day(-90),
            },
        ],
        "rådgiverskift": [{"sagsnr": case, "rådgiver": t("anna"), "fra": day(-400), "til": ""}],
        "hændelser": [
            {"sagsnr": case, "hændelse": "underretning modtaget", "dato": day(-300), "næste": ""},
            {"sagsnr": case, "hændelse": "undersøgelse påbegyndt", "dato": day(-200), "næste": ""},
            {"sagsnr": second, "hændelse": "indsats iværksat", "dato": day(-85), "næste": day(3)},
        ],
    }


def _recovery(t: Text, day: Day) -> dict[str, list[Row]]:
    """The plan and its milestones, the complaints and the audits."""
    nord, case = t("team"), t("case")
    return {
        "handleplan": [
            {
                **{name: t(f"plan_{name}") for name in ("nr", "tema", "spor", "titel", "ansvarlig", "område")},
                "plan": t("plan"),
                "frist": t("plan_deadline"),
                "status": "igangsat",
            },
            {
                "plan": t("plan"),
                "nr": "2",
                "titel": t("plan_late"),
                "frist": day(-30),
                "status": "igangsat",
            },
        ],
        "milepæle": [
            {
                "milepæl": t("milestone"),
                "titel": t("milestone_title"),
                "indikator": "gennemgået",
                "teams": nord,
                "start": day(-300),
                "frist": day(100),
                "total": "",
            },
        ],
        "milepælsmål": [{"milepæl": t("milestone"), "dato": day(100), "mål": "2"}],
        "milepælstal": [{"milepæl": t("milestone"), "dato": day(-10), "antal": "1"}],
        "klager": [{"klagenr": t("complaint"), "sagsnr": case, "team": nord, "modtaget": day(-60), "type": "realitet"}],
        "ledelsestilsyn": [
            {"runde": t("round"), "sagsnr": case, "spørgsmål": t("audited"), "svar": "nej", "dato": day(-20)}
        ],
    }


def _money(t: Text, day: Day) -> dict[str, list[Row]]:
    """The accounts, their budget, the grants and the postings."""
    nord, acc, case = t("team"), t("account"), t("case")
    return {
        "konti": [{"konto": acc, "navn": t("account_name"), "funktion": t("function")}],
        "budget": [{"konto": acc, "år": "2026", "team": nord, "vedtaget": "1.000,00"}],
        "indsatser": [
            {
                "bevillingsnr": t("grant"),
                "sagsnr": case,
                "indsats": t("measure"),
                "paragraf": t("paragraph"),
                "trin": "3",
                "leverandør": t("supplier"),
                "enhed": "døgn",
                "enhedspris": "1.250,00",
                "start": day(-100),
                "slut": day(20),
                "konto": acc,
            }
        ],
        "posteringer": [
            {
                "bilagsnr": t("voucher"),
                "linje": t("voucher_line"),
                "dato": day(-20),
                "konto": acc,
                "team": nord,
                "sagsnr": case,
                "bevillingsnr": t("grant"),
                "beløb": "38.750,00",
                "tekst": t("posting_text"),
            },
            {"bilagsnr": t("voucher_2"), "linje": "1", "dato": day(-20), "konto": acc, "team": nord, "beløb": "5,00"},
        ],
    }


def write_exports(folder: Path, rows: Mapping[str, list[Row]]) -> None:
    """Each kind as a CSV file, quoted as spreadsheets do."""
    folder.mkdir(exist_ok=True)
    for kind, lines in rows.items():
        header = list(dict.fromkeys(name for line in lines for name in line))
        with (folder / f"{kind}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, header, restval="", delimiter=";")
            writer.writeheader()
            writer.writerows(lines)


def free_columns() -> Iterator[tuple[ExportKind, ExportColumn]]:
    """Every column of every kind that takes any text."""
    for kind in KINDS:
        for column in kind.columns:
            if column.read in FREE:
                yield kind, column
