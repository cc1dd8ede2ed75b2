"""What a person sees of a mistake in LibDesk itself."""
