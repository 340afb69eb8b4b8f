"""The page that keeps the figures of a run."""

from pathlib import Path

from tests.bench.bank import ENTRIES
from tests.bench.loads import CHATS
from tests.bench.report import Report

_INTRODUCTION = f"""\
# Benchmarks

Written by `make bench ARGS="--out docs/benchmarks.md"`; run it to see the figures of your machine.

Everything runs on one machine against the local Telegram of `sandbox/`, a process of its own, with
the limits on sending out of the way. {CHATS} chats write; each sends its next message when the one
before is answered (except where a rate is named), and every chat has written before, so nothing is
timed that happens once. A message counts from the moment it is made to the moment its reply is
accepted; so at full throughput the latencies tell how long {CHATS} people at once wait for each
other, and the latencies at 5 a second tell how quick the bot is.

The echo bot is python-telegram-bot with concurrent updates and no database, doing nothing but say
what it hears (`tests/bench/echo.py`): what the library and the local server cost in any bot. It is
measured as the library comes, with 256 updates at a time, which the targets are about; and as fast
as it gets, with sixteen (the quick echo bot). Rates are given as shares of theirs in the same run,
since machines differ and are never quite idle. The FAQ has {ENTRIES} entries: the sample brand's,
filled up with public ones of other trades. No question is asked twice or is a phrasing of the FAQ.
Server, bot, and database where there is one share the processors; the processor time a message
costs each of them is the figure that depends least on who else is at work.

The busy group is a play of its own, at Telegram's true rates, which the server enforces: the owners
of 30 open cases write twice a minute each, for a group that takes 20 messages a minute, and staff
answer ten times a minute. What waits for one case goes out as one message, so the delays settle
where enough of it waits. Owners' chats have budgets of their own: they wait for no group.
"""


def write_page(path: Path, report: Report) -> None:
    """Write introduction, tables and machine."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"{_INTRODUCTION}\n{report.as_markdown()}\n", encoding="utf-8")
