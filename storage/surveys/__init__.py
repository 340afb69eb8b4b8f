"""Responses to surveys, in SQL."""
