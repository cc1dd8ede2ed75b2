"""The equipment list."""
