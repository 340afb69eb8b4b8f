"""A second opinion on danger, beside the rules of domain/safety: a line through the embeddings."""
