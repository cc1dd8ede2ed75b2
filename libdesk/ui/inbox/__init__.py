"""The inbox: the list of problems, one problem in full, and what the desk says to its reporter."""
