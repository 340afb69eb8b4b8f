"""Embeddings: the bundled models and any that LangChain knows."""
