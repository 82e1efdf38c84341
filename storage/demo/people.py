"""The demo's main persons: the same ids, names, addresses and Entra ids whatever the seed, size or day.

All of them are made up. The chat, the README and the Playground's mock users rely on them.
"""

from __future__ import annotations

from dataclasses import dataclass

MAIL_HOST = "sagspuls.example"
"""Under the reserved top-level domain .example (RFC 2606): nobody can receive mail there."""


@dataclass(frozen=True, slots=True)
class CastMember:
    """One fixed person: staff id, name, e-mail, Entra object id, and the team's name where they have one."""

    id: str
    name: str
    email: str
    entra_id: str
    team: str | None


ANNA = CastMember("m0001", "Anna Strandager", f"anna@{MAIL_HOST}", "6a1f0c1e-58d4-4f0e-9a51-0d5a60000001", "Team Nord")
"""Caseworker in Team Nord; owns 2024-1183, 2023-0456 and 2022-0099 and always has something overdue."""
BO = CastMember("m0002", "Bo Lyngtoft", f"bo@{MAIL_HOST}", "6a1f0c1e-58d4-4f0e-9a51-0d5a60000002", "Team Nord")
"""Leads Team Nord, and no other team."""
CARL = CastMember("m0003", "Carl Mosevang", f"carl@{MAIL_HOST}", "6a1f0c1e-58d4-4f0e-9a51-0d5a60000003", "Distrikt 1")
"""Caseworker in Distrikt 1."""
DORTE = CastMember("m0004", "Dorte Havmark", f"dorte@{MAIL_HOST}", "6a1f0c1e-58d4-4f0e-9a51-0d5a60000004", "Team Nord")
"""Coordinator of Team Nord."""
ERIK = CastMember("m0005", "Erik Brinklund", f"erik@{MAIL_HOST}", "6a1f0c1e-58d4-4f0e-9a51-0d5a60000005", None)
"""Controller."""
FREJA = CastMember("m0006", "Freja Egetoft", f"freja@{MAIL_HOST}", "6a1f0c1e-58d4-4f0e-9a51-0d5a60000006", None)
"""Administrator, and nothing else."""
METTE = CastMember(
    "m0007",
    "Mette Klitskov",
    f"mette.klitskov@{MAIL_HOST}",
    "6a1f0c1e-58d4-4f0e-9a51-0d5a60000007",
    "Team Nord",
)
"""Anna's colleague in Team Nord."""
OTHER_METTE = CastMember(
    "m0008",
    "Mette Agervig",
    f"mette.agervig@{MAIL_HOST}",
    "6a1f0c1e-58d4-4f0e-9a51-0d5a60000008",
    "Distrikt 1",
)
"""Carl's colleague in Distrikt 1, so that "Which Mette?" can be asked."""

CAST = (ANNA, BO, CARL, DORTE, ERIK, FREJA, METTE, OTHER_METTE)
