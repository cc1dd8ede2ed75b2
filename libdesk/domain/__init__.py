"""Rules and values: the standard library only, no disk, no clock, no window."""
