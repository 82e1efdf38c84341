"""The messages: facts become words, cards and posts."""
