"""The running program: its start and its end, what the leader does, what the clock sets off."""
