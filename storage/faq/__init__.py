"""The FAQ as rows, and the log of what was asked."""
