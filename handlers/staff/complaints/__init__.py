"""Complaints, the desk's side: assessed, remedied, decided, closed, and put right for others."""
