"""Planned work: what is ahead, what stands against it, and what was away."""
