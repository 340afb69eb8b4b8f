"""The methods of the Bot API, one family a file; `registry.METHODS` is the table of them all."""
