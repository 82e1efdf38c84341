"""Dates as Danes write them, read for plans (deadline_text.py) and for the chat (periods.py) by the same forms."""
