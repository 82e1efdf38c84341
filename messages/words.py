"""The catalogues: source strings are English, the Danish ones are read from the .po file at start."""

from __future__ import annotations

from functools import cache
from gettext import NullTranslations
from io import BytesIO
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import Translations

LANGUAGES = ("da", "en")
CATALOGUES = Path(__file__).parent / "locales"


class Words:
    """One language's words. Values are filled in as `%(name)s`; a literal percent sign is written twice."""

    def __init__(self, language: str, catalogue: NullTranslations) -> None:
        self.language = language
        self.catalogue = catalogue

    def gettext(self, text: str, **values: object) -> str:
        return self.catalogue.gettext(text) % values

    def ngettext(self, one: str, many: str, n: int, **values: object) -> str:
        """The form that fits `n` of something; `n` itself is `%(n)s` unless given otherwise."""
        return self.catalogue.ngettext(one, many, n) % {"n": n, **values}


@cache
def words(language: str) -> Words:
    """The words of a language of LANGUAGES; raises ValueError for any other."""
    if language not in LANGUAGES:
        raise ValueError(f"there is no language {language!r}; write one of {', '.join(LANGUAGES)}")
    return Words(language, NullTranslations() if language == "en" else _read(language))


def _read(language: str) -> NullTranslations:
    with (CATALOGUES / language / "LC_MESSAGES" / "sagspuls.po").open("rb") as source:
        catalogue = read_po(source, locale=language)
    compiled = BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return Translations(compiled)
