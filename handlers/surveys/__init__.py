"""Asking owners and hearing their answers."""
