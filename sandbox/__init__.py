"""A local Telegram: a Bot API server and a page to chat on. Stands alone."""
