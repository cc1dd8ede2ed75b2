"""The windows: the only place that knows PySide6."""
