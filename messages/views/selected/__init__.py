"""The answer to whatever was asked with conditions: its sentences, its lists, its groups and its developments."""
