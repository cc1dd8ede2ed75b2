"""Generated cases run without a deadline and are printed so that they can be repeated."""

from hypothesis import settings

settings.register_profile("libdesk", deadline=None, print_blob=True)
settings.load_profile("libdesk")
