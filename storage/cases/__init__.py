"""Cases, what is said in them, staff, rooms and topics."""
