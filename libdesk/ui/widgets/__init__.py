"""Small widgets that both windows are made of; none knows what a report is."""
