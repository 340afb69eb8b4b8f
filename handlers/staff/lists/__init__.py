"""What staff look at: the queue, a case, canned replies, figures."""
