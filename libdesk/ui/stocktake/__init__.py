"""Counting day on the screen: the scanner, the campaigns, the count, and what was decided."""
