"""Set-up: a few pages with Back and Next, up to a test report that comes back."""
