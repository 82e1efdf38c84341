"""Which addresses of the channel are trusted."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.rules.sending.service_urls import PUBLIC_CLOUD, ServiceUrls, check_entries

HERE = ServiceUrls(local=True)
CLOUD = ServiceUrls()
OWN = ServiceUrls(("http://127.0.0.1:9871/teams", "channel.example"))


@pytest.mark.parametrize(
    "url", ["http://localhost:56150/_connector", "http://127.0.0.1:9800/", "http://[::1]:1/", "https://127.0.0.5/x"]
)
def test_local_use_trusts_this_machines_own_addresses(url: str) -> None:
    assert HERE.trusted(url) is not None


@pytest.mark.parametrize(
    "url",
    ["https://smba.trafficmanager.net/emea/", "http://10.0.0.1/", "http://127.0.0.1.evil/", "ws://localhost:9800/"],
)
def test_local_use_trusts_no_other_machine_and_no_other_way(url: str) -> None:
    assert HERE.trusted(url) is None


@pytest.mark.parametrize(
    "url",
    [
        "https://smba.trafficmanager.net/emea/",
        "https://smba.trafficmanager.net/dk/6a1f0c1e-58d4-4f0e-9a51-0d5a600000ff/",
        "https://europe.directline.botframework.com/",
        "https://SMBA.trafficmanager.net/",
        "https://teams.microsoft.com:443/x",
    ],
)
def test_the_public_cloud_is_trusted_by_default(url: str) -> None:
    assert CLOUD.trusted(url) is not None


@pytest.mark.parametrize(
    "url",
    [
        "http://smba.trafficmanager.net/emea/",
        "http://smba.trafficmanager.net:443/",
        "https://smba.trafficmanager.net:8443/",
        "https://smba.trafficmanager.net.evil.example/",
        "https://evil.example/smba.trafficmanager.net/",
        "https://evilbotframework.com/",
        "https://botframework.com/",
        "https://user@smba.trafficmanager.net/",
        "https://smba.trafficmanager.net@evil.example/",
        "https://smba.trafficmanager.net\\@evil.example/",
        "https://smba.trafficmanager.net/?to=x",
        "https://smba.trafficmanager.net/#x",
        "https://smba.trafficmanager.net/../x",
        "https://smba。trafficmanager.net/",
        " https://smba.trafficmanager.net/",
        "ftp://smba.trafficmanager.net/",
        "http://127.0.0.1:3978/",
        "//smba.trafficmanager.net/",
        "smba.trafficmanager.net",
        "",
    ],
)
def test_the_public_cloud_trusts_nothing_that_only_looks_like_it(url: str) -> None:
    assert CLOUD.trusted(url) is None


@pytest.mark.parametrize(
    ("url", "trusted"),
    [
        ("http://127.0.0.1:9871/teams", True),
        ("http://127.0.0.1:9871/teams/emea/", True),
        ("http://127.0.0.1:9871/teamsters/", False),
        ("http://127.0.0.1:9871/", False),
        ("http://127.0.0.1:9872/teams", False),
        ("https://127.0.0.1:9871/teams", False),
        ("https://channel.example/x", True),
        ("https://smba.trafficmanager.net/emea/", False),
    ],
)
def test_a_list_of_ones_own_takes_the_place_of_the_default(url: str, trusted: bool) -> None:
    assert (OWN.trusted(url) is not None) is trusted


@pytest.mark.parametrize(
    "entry", ["http://channel.example", "evil", "*", "*.", "https://a b/", "a.b/c", "https://u@a.b/"]
)
def test_an_entry_that_trusts_too_much_or_means_nothing_is_refused(entry: str) -> None:
    with pytest.raises(ValueError, match="is n"):
        check_entries([entry])


@given(st.text(max_size=60))
def test_no_text_before_or_after_a_trusted_host_opens_another_host(text: str) -> None:
    for url in (f"https://{text}", f"https://smba.trafficmanager.net{text}", f"https://{text}smba.trafficmanager.net/"):
        trusted = CLOUD.trusted(url)
        if trusted is not None:
            hosts = tuple(host.removeprefix("*") for host in PUBLIC_CLOUD)
            assert trusted.host is not None
            assert trusted.host.endswith(hosts)
            assert trusted.scheme == "https"
