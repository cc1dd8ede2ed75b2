"""LibDesk: problem reports, equipment and a plan for small libraries. Nothing is imported here."""

__version__ = "0.1.0"
