"""The How-to room: sheets and checklists to read, print and change, and the terms."""
