"""Labels: which sheet, which code, where to begin; shown, printed, saved."""
