"""The window that reads an equipment list in: what becomes of each row, before anything is done."""
