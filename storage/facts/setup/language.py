"""The language the bot speaks to the asker."""

from __future__ import annotations

from dataclasses import dataclass

from storage.facts.fact import Facts


@dataclass(frozen=True, slots=True)
class SpokenLanguage(Facts):
    """`da` or `en`; the answer itself is in it."""

    language: str

    def spoken(self) -> str:
        return self.language
