"""The bot: turn, question, answer."""
