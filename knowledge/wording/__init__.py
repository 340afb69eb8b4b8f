"""Answers worded by a chat model: asked with care, checked without mercy, never needed."""
