"""Who is known, under which names, on which day."""

from __future__ import annotations

import datetime as dt

from storage.database import Store
from storage.queries import people, teams
from storage.rules.access import Role
from storage.schema import Staff, Team
from tests.conftest import TODAY, Office


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
