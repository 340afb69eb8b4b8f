"""The vector index: where the phrasings nearest to a question are found."""
