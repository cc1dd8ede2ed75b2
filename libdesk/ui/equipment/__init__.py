"""The desk's Equipment room: every item in a list, its record beside it."""
