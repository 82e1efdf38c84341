"""From words to a selection: what is asked of the store, composed from what the text names (domain.md §11)."""
