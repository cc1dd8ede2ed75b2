"""Composition roots: each face and command is put together here, and only here."""
