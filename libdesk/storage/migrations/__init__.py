"""The migrations, in their order; run in-process by libdesk.storage.upgrade."""
