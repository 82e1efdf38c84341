"""The rights of the people whose data is kept: how long it is kept, erasing it, handing it out, and a record of it."""
