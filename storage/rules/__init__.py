"""Pure rules: no database, no clock, no environment. Everything they need comes as an argument."""
