"""The FAQ as the bot knows it: embeddings, index, retrieval, decision, evaluation, files."""
