"""The safety lane: messages about danger to life, recognised by readable rules in two languages.

`plain.py` brings a message into one form; `english/` and `chinese/` say what each concept is
called; `rules.py` says which concepts together are a danger; `doubts.py` says what takes it back
(a price, a past date, an "if"); `recognise.py` puts them together.
"""
