"""Canned replies by inline mode: `@bot words` in any chat, for staff only."""
