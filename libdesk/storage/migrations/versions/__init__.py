"""One file per migration. A released one is never changed: it spells its own tables."""
