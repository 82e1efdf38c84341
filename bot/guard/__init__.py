"""The guard in front of the SDK: nothing reaches the bot that has not passed here.

The SDK answers malformed bodies with 500 and posts its replies to whatever address the caller wrote.
"""

from bot.guard.activity import Received
from bot.guard.reading import LARGEST, check, read
from bot.guard.refusal import RequestRefusedError

__all__ = ["LARGEST", "Received", "RequestRefusedError", "check", "read"]
