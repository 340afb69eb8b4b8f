"""The policy file: read, checked, and its mistakes told by line."""
