"""Today: what the desk should do next, as one list with a reason for each line."""
