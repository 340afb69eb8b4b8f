"""What staff do with a case: take it, give it, move it, end it; and open one."""
