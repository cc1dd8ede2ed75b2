"""Setting machines up, line by line: the page, the card on a record, what is under way."""
