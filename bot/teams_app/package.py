"""The app package: a zip with the manifest and the files it names, the same bytes for the same app."""

from __future__ import annotations

import json
from collections.abc import Mapping
from io import BytesIO
from typing import Any
from zipfile import ZipFile, ZipInfo

from bot.teams_app.icons import colour_icon, outline_icon
from bot.teams_app.manifest import COLOUR_FILE, ENGLISH_FILE, OUTLINE_FILE, App, localisation, manifest

_READABLE = 0o644 << 16


def package(app: App) -> bytes:
    """The zip that an administrator uploads."""
    files = {
        "manifest.json": _json(manifest(app)),
        ENGLISH_FILE: _json(localisation("en")),
        COLOUR_FILE: colour_icon(),
        OUTLINE_FILE: outline_icon(),
    }
    out = BytesIO()
    with ZipFile(out, "w") as archive:
        for name, content in files.items():
            # A ZipInfo's own day is 1 January 1980; the moment of packing would make every package another one.
            entry = ZipInfo(name)
            entry.external_attr = _READABLE
            archive.writestr(entry, content)
    return out.getvalue()


def _json(value: Mapping[str, Any]) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode()
