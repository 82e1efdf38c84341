"""You and me."""
