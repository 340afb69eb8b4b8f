"""The running program: commands, settings, wiring, the Telegram edge, texts."""

import os

# Read once, when numpy is first imported. A question is a few small products of matrices: spread
# over two busy cores, threads that wait for each other made it take three times as long.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
