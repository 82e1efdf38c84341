"""The demo's export files as the town of known_town.py: read from the files alone, without the import."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from storage.rules.deadlines.ownership import AssignmentRow, ownership_rows
from storage.rules.money.grant_cost import GrantTerms
from storage.rules.money.units import PriceUnit
from storage.rules.recovery.legality import Recovery
from tests.reference.known_town import (
    KnownAction,
    KnownCase,
    KnownComplaint,
    KnownGrant,
    KnownPosting,
    KnownTown,
)
from tests.storage.demo_folder import Demo, birth_of, day_of, is_day

_CATEGORIES = {"rød": "red", "gul": "yellow", "grøn": "green", "": None}
_OUTCOMES = {"godkendt": "approved", "yderligere tiltag": "more_action", "": None}


def town_of(demo: Demo) -> KnownTown:
    """Every case of the demo that is not protected, and who has left."""
    assignments, grants = _assignments(demo), _grants(demo)
    return KnownTown(
        tuple(
            _case(row, demo, assignments[row["sagsnr"]], grants[row["sagsnr"]])
            for row in demo.cases
            if not row["beskyttet"]
        ),
        {row["id"]: is_day(row["fratrådt"]) for row in demo.staff if row["fratrådt"]},
        tuple(_postings(demo)),
        tuple(_complaint(row) for row in demo.complaints),
        tuple(_action(row) for row in demo.actions),
    )


def _complaint(row: dict[str, str]) -> KnownComplaint:
    received, decided = is_day(row["modtaget"]), day_of(row["afgjort"])
    return KnownComplaint(row["klagenr"], row["team"], row["sagsnr"] or None, received, decided, row["udfald"] or None)


def _action(row: dict[str, str]) -> KnownAction:
    return KnownAction(
        row["nr"],
        row["plan"],
        row["tema"],
        row["ansvarlig"],
        day_of(row["frist"]),
        row["status"] or None,
        row["område"],
    )


def _case(row: dict[str, str], demo: Demo, assignments: list[AssignmentRow], grants: list[KnownGrant]) -> KnownCase:
    number = row["sagsnr"]
    dates = (day_of(row[name]) for name in ("gennemgået", "genoprettet", "færdigmeldt", "auditeret"))
    return KnownCase(
        number=number,
        team=row["team"],
        case_type=row["sagstype"],
        opened=is_day(row["oprettet"]),
        closed=day_of(row["lukket"]),
        urgent=row["akut"] == "ja",
        concern=int(row["bekymringsgrad"]) if row["bekymringsgrad"] else None,
        recovery=Recovery(_CATEGORIES[row["kategori"]], *dates),
        audit_outcome=_OUTCOMES[row["audit"]],
        birth=birth_of(row["cpr"]) if row["cpr"] else None,
        owners=tuple(ownership_rows(row["rådgiver"] or None, assignments)),
        assignments=tuple(assignments),
        events=tuple(demo.histories.get(number, ())),
        deadlines=tuple(demo.deadlines[number]),
        grants=tuple(grants),
    )


def _assignments(demo: Demo) -> defaultdict[str, list[AssignmentRow]]:
    found: defaultdict[str, list[AssignmentRow]] = defaultdict(list)
    for row in demo.shifts:
        found[row["sagsnr"]].append(AssignmentRow(is_day(row["fra"]), day_of(row["til"]), row["rådgiver"]))
    return found


def _grants(demo: Demo) -> defaultdict[str, list[KnownGrant]]:
    found: defaultdict[str, list[KnownGrant]] = defaultdict(list)
    for row in demo.grants:
        start, stop = is_day(row["start"]), day_of(row["slut"])
        terms = GrantTerms(
            PriceUnit(row["enhed"]), _number(row["enhedspris"]), _number(row["antal"] or "1"), start, stop
        )
        found[row["sagsnr"]].append(
            KnownGrant(
                number=row["bevillingsnr"],
                measure=row["indsats"].lower(),
                performer=row["udfører"] or None,
                supplier=row["leverandør"] or None,
                step=int(row["trin"]) if row["trin"] else None,
                account=row["konto"],
                terms=terms,
            )
        )
    return found


def _postings(demo: Demo) -> Iterator[KnownPosting]:
    """A line finds its case by its number, else by its grant, else by the CPR where one case open that day has it."""
    case_of_grant = {row["bevillingsnr"]: row["sagsnr"] for row in demo.grants}
    cases_of_person = defaultdict(list)
    for row in demo.cases:
        cases_of_person[_digits(row["cpr"])].append(row)
    for row in demo.postings:
        day = is_day(row["dato"])
        theirs = [case for case in cases_of_person[_digits(row["cpr"])] if row["cpr"] and _is_open(case, day)]
        only = theirs[0]["sagsnr"] if len(theirs) == 1 else None
        case = row["sagsnr"] or case_of_grant.get(row["bevillingsnr"]) or only
        team = row["team"] or (demo.by_number[case]["team"] if case else None)
        yield KnownPosting(day, row["konto"], _number(row["beløb"]), team, case, row["bevillingsnr"] or None)


def _is_open(case: dict[str, str], day: dt.date) -> bool:
    closed = day_of(case["lukket"])
    return is_day(case["oprettet"]) <= day and (closed is None or closed > day)


def _digits(cpr: str) -> str:
    return cpr.replace("-", "").zfill(10) if cpr else ""


def _number(cell: str) -> Decimal:
    """1.488,00 and, with its minus behind, 1.488,00-."""
    amount = Decimal(cell.rstrip("-").replace(".", "").replace(",", "."))
    return -amount if cell.endswith("-") else amount
