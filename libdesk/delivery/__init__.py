"""Outbox, couriers, intake, sealing and the bulletin: how words travel without loss."""
