"""The rights of those whose data is kept: how long it is, what is erased or handed out, and the record of all that."""
