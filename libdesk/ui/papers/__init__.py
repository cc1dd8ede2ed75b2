"""One window for every paper: shown page by page, printed, saved, put into an e-mail's draft."""
