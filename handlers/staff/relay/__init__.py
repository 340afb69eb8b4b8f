"""What staff write in a case: a note, a reply, or neither; and what came of it at the owner's."""
