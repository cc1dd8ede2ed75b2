"""The desk's pages on donations: offers, the checker, the policy, its figures, and letters."""
