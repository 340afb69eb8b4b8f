"""The control side: what people do, what tests want to see and to break. See README.md."""
