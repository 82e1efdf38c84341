"""A greeting, a thank you."""

from __future__ import annotations

from messages.views.setup.offers import first_steps

smalltalk = first_steps("setup/smalltalk")
