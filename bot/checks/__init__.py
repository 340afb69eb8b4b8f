"""What `ownerline check` looks at, and says in words."""
