"""Alembic's entrance: it is handed an open transaction and neither begins nor ends one."""

from alembic import context

context.configure(connection=context.config.attributes["connection"])
context.run_migrations()
