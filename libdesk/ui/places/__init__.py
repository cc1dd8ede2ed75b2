"""The library itself, as the desk sets it and every form shows it."""
