"""The sentences: one Jinja template per message, in the words of the reader's language."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, partial
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from messages import danish
from messages.labels import rule_title
from messages.words import words
from storage.rules.inert import one_line

TEMPLATES = Path(__file__).parent / "views"


def render(template: str, context: Mapping[str, Any], language: str) -> str:
    """The text of views/<template>.txt.j2 on one line; raises jinja2.UndefinedError for a value it is not given."""
    text = _environment(language).get_template(f"{template}.txt.j2").render(context)
    return one_line(text)


@cache
def _environment(language: str) -> Environment:
    say = words(language)
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        undefined=StrictUndefined,
        autoescape=False,  # noqa: S701 - plain text, not HTML
        extensions=["jinja2.ext.i18n"],
    )
    environment.install_gettext_callables(say.catalogue.gettext, say.catalogue.ngettext, newstyle=True)  # type: ignore[attr-defined]
    environment.policies["ext.i18n.trimmed"] = True
    environment.filters.update(
        number=partial(danish.number, language=language),
        percent=partial(danish.percent, language=language),
        kroner=partial(danish.kroner, language=language),
        listing=partial(danish.listing, language=language),
        count=partial(danish.count, language=language),
        rule=lambda rule: danish.in_sentence(rule_title(rule, language)),
    )
    return environment
