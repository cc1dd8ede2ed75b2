"""The desk's rooms by their places in the sidebar."""

TODAY, INBOX, LIBRARY, BACKUPS = range(4)
