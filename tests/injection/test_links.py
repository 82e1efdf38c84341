"""The one address a card opens is ours, whatever is taken along in it."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest

from bot.invitation import chat_link, typed_along
from tests.injection.hostile import ACTING
from tests.injection.test_cpr_nowhere import SPELLINGS


@pytest.mark.parametrize(
    "words", [*ACTING, "hej&users=29:ondt#x", "@ondt.example/?a=b", "\r\nLocation: http://ondt.example"]
)
def test_the_words_of_a_link_stay_words(words: str) -> None:
    link = urlsplit(chat_link("0000-app", words))
    assert (link.scheme, link.netloc, link.path, link.fragment) == ("https", "teams.microsoft.com", "/l/chat/0/0", "")
    assert parse_qs(link.query) == {"users": ["28:0000-app"], "message": [words]}


@pytest.mark.parametrize("written", SPELLINGS)
def test_no_cpr_stands_in_a_link(written: str) -> None:
    assert typed_along(f"hvad haster for {written}", "hvad haster for") == ""
