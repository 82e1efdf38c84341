"""Cases and deadlines."""
