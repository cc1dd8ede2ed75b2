"""The desk's rooms by their places in the sidebar."""

TODAY, INBOX, EQUIPMENT, HOW_TO, LIBRARY, BACKUPS, PLANNED, DONATIONS = range(8)
