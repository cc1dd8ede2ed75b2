"""Loans: what is lent and booked, the form for the next one, and the card below a record."""
