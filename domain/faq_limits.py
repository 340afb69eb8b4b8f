"""How much an entry of the FAQ may hold, whether it comes from a file or from the chat."""

LONGEST_KEY = 100
LONGEST_QUESTION = 500
LONGEST_ANSWER = 20_000
"""Characters as read. Telegram takes 4,096 a message; longer answers are sent in parts, and five
parts are the most that anybody reads."""
MOST_VARIANTS = 500
