"""What the form prints: the slip and its pad, the sign, the prompt card, the ladder."""
