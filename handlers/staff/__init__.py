"""The desk's side of a case: what staff do in their group, and what comes of it."""
