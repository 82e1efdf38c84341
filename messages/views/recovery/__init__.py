"""Recovery and plans."""
