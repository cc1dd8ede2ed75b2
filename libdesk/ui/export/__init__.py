"""Taking everything out of LibDesk: the window that asks where to."""
