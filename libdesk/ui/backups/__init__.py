"""The copies of the database: how they stand, making one, putting one back."""
