"""Facts about recovery and plans."""
