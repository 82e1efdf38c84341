"""Questions to press where nothing was typed."""

from __future__ import annotations

from messages.views.setup.offers import first_steps

empty = first_steps("setup/empty")
