"""Setting LibDesk up from a checkout with nothing but Python's standard library."""
