"""Who is known, under which names, on which day."""

from __future__ import annotations

import datetime as dt

from storage.database import Store
from storage.queries import people, teams
from storage.rules.access import Role, scope_of
from storage.schema import Staff, Team
from tests.conftest import TODAY, Office, add_case


async def test_a_person_is_found_by_entra_id_email_and_staff_id(store: Store, office: Office) -> None:
    async with store.working() as session:
        bo = await session.get_one(Staff, "bo")
        assert bo.entra_id is not None
        found = [
            await people.by_entra_id(session, bo.entra_id, TODAY),
            await people.by_email(session, " BO@sagspuls.example ", TODAY),
            await people.by_id(session, "bo", TODAY),
        ]
    assert [known.person for known in found if known] == [office.bo] * 3
    assert office.bo.roles == {Role.LEADER}
    assert office.bo.leads == {office.nord}


async def test_strangers_are_nobody(store: Store, office: Office) -> None:
    async with store.asking(None) as session:
        assert await people.by_entra_id(session, "00000000-0000-0000-0000-000000000000", TODAY) is None
        assert await people.by_email(session, "nobody@sagspuls.example", TODAY) is None
        assert await people.by_id(session, "nobody", TODAY) is None


async def test_someone_who_has_left_is_unknown_from_that_day_but_keeps_a_name(store: Store, office: Office) -> None:
    async with store.working() as session:
        (await session.get_one(Staff, "anna")).left_on = TODAY
    async with store.asking(None) as session:
        assert await people.by_id(session, "anna", TODAY) is None
        assert await people.by_id(session, "anna", TODAY - dt.timedelta(1)) is not None
        assert "anna" not in {name.id for name in await people.staff_names(session, TODAY)}
        assert await people.names_of(session, ["anna", "bo"]) == {"anna": "Anna Holm", "bo": "Bo Lund"}


async def test_a_leaver_is_known_to_whom_the_cases_concern_until_they_are_moved(store: Store, office: Office) -> None:
    """Anna has an open case and a closed one; Carl's only case is protected, in Team Nord; Freja never had any."""
    async with store.working() as session:
        for gone in ("anna", "carl", "freja"):
            (await session.get_one(Staff, gone)).left_on = TODAY
        await add_case(session, "A-1", office.nord, "anna")
        await add_case(session, "A-2", office.distrikt2, "anna", closed=TODAY)
        await add_case(session, "C-1", office.nord, "carl", protected=True)
    known: dict[str, list[str]] = {}
    for asker in (office.bo, office.dorte, office.erik):
        async with store.asking(asker.id) as session:
            leavers = await people.leavers_with_cases(session, scope_of(asker, TODAY))
            known[asker.id] = [one.id for one in leavers]
            assert await people.leavers_with_cases(session, scope_of(asker, TODAY - dt.timedelta(1))) == ()
    assert known == {"bo": ["anna", "carl"], "dorte": ["anna"], "erik": []}


async def test_a_person_chooses_their_language_in_their_own_transaction(store: Store, office: Office) -> None:
    async with store.asking("anna") as session:
        await people.speak(session, "anna", "en")
    async with store.asking("anna") as session:
        known = await people.by_id(session, "anna", TODAY)
    assert known is not None
    assert known.language == "en"


async def test_a_team_is_found_in_whatever_case_it_is_typed(store: Store, office: Office) -> None:
    async with store.working() as session:
        session.add(Team(name="Ældre ØST"))
    async with store.asking("anna") as session:
        found = [await teams.by_name(session, name) for name in ("team nord", " Distrikt 2", "ældre øst", "Team Syd")]
    assert [team.name if team else None for team in found] == ["Team Nord", "Distrikt 2", "Ældre ØST", None]
