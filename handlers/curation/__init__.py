"""Looking after the FAQ from the chat: finding, writing, trying, publishing."""
