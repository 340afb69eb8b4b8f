"""A case's room at the desk: topic and card, what is said in it, and what came of saying it."""
