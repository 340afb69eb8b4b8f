"""A case's clock: warnings and breaches, waiting on the owner, what happens by itself."""
