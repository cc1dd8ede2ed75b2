"""What a new library meets first: a choice, and the made-up library to look around in."""
