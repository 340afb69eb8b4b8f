"""Complaints beside their cases: reading and writing."""
