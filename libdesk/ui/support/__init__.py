"""What can be handed to whoever helps: looked at file by file before it is saved."""
