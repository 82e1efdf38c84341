"""What was sent, what was imported, who looked what up, and which channel is whose."""
