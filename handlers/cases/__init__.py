"""Hand-off, the owner's side: cases, their rooms and cards, and what passes between both sides."""
