"""The form: a person says what is wrong, sees it kept, and reads the answer."""
