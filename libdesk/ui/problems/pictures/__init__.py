"""Pictures that travel with a report: taken, brought in, blacked out, shown."""
