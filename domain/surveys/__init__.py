"""Surveys: what they ask, what owners answer, and what the answers say. Pure rules."""
