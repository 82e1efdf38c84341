"""What can be asked of the store: one file per noun, every query about cases within the viewer's Scope."""
