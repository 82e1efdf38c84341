"""The guard in front of the SDK: nothing reaches the bot that has not passed here.

By itself the SDK answers malformed bodies and most bad tokens with 500, accepts tokens that never expire, and posts
its replies to any address that the caller wrote.
"""

from bot.guard.activity import Received
from bot.guard.callers import Limits
from bot.guard.door import Guard, open_guard
from bot.guard.reading import LARGEST
from bot.guard.refusal import RequestRefusedError
from bot.guard.signing_keys import KeyRhythm

__all__ = [
    "LARGEST",
    "Guard",
    "KeyRhythm",
    "Limits",
    "Received",
    "RequestRefusedError",
    "open_guard",
]
