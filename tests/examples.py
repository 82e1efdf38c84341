"""How many examples a property is tried with: all of them in `make e2e`, a quarter in `make test`."""

from __future__ import annotations

from hypothesis import settings


def examples(number: int) -> int:
    """So many in the profile `whole`, which `make e2e` asks for; fewer in proportion in any other."""
    return number * settings().max_examples // 100
