"""Who is of the staff, where, and what everybody else is told."""
