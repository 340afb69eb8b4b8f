"""Complaints, the owner's side: taken, sent, answered, taken up a level."""
