"""The key of the CPR hash: the setting, or on a local installation one of its own, kept under HOME."""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
from contextlib import suppress
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from storage.schema import StoreSetting
from storage.settings import Settings, SettingsError

FILE = "cpr_key"
FINGERPRINT = "cpr_key_fingerprint"
SHORTEST = 16


def cpr_key(settings: Settings, home: Path) -> bytes:
    """The key: SAGSPULS_CPR_KEY; without it, where the store is local, the one in HOME, made at first use.

    Raises SettingsError where the key is too short, or missing on an installation that is not local.
    """
    if settings.cpr_key is not None:
        given = settings.cpr_key.get_secret_value().strip()
        if len(given) < SHORTEST:
            raise SettingsError(f"SAGSPULS_CPR_KEY must have at least {SHORTEST} characters.")
        return given.encode()
    if not settings.local and settings.database_url is not None:
        raise SettingsError(
            "SAGSPULS_CPR_KEY is missing: write a long secret of your own there and keep it; "
            "without it a CPR can no longer be matched."
        )
    return _own_key(home)


def _own_key(home: Path) -> bytes:
    path = home / FILE
    home.mkdir(parents=True, exist_ok=True)
    if not path.exists():
        draft = path.with_name(f"{FILE}.{secrets.token_hex(4)}")
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_hex(32))
        # Two processes may start at once: a link appears whole, and only one of them can make it.
        with suppress(FileExistsError):
            path.hardlink_to(draft)
        draft.unlink()
    return path.read_text().strip().encode()


async def is_the_stores_key(session: AsyncSession, key: bytes) -> bool:
    """Whether the store's CPR hashes were made with this key; the first key it sees becomes the store's."""
    known = insert(StoreSetting).values(name=FINGERPRINT, value=_fingerprint(key))
    await session.execute(known.on_conflict_do_nothing())
    return not await is_another_key(session, key)


async def is_another_key(session: AsyncSession, key: bytes) -> bool:
    """Whether the store's CPR hashes were made with another key than this; writes nothing."""
    stored = await session.scalar(select(StoreSetting.value).where(StoreSetting.name == FINGERPRINT))
    return stored is not None and stored != _fingerprint(key)


def _fingerprint(key: bytes) -> dict[str, str]:
    return {"sha256": hmac.new(key, b"sagspuls fingerprint", hashlib.sha256).hexdigest()}
