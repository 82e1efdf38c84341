"""From a text to a question and its slots, on this machine alone."""
