"""`python -m sandbox --listen 127.0.0.1:8081 --token 123456:TEST`."""

import argparse
import asyncio
import signal
import sys

import uvloop

from sandbox.rates import Rates
from sandbox.server import Sandbox


def main() -> None:
    """Run the sandbox until it is interrupted."""
    parser = argparse.ArgumentParser(prog="python -m sandbox", description=__doc__)
    parser.add_argument("--listen", default="127.0.0.1:8081", metavar="HOST:PORT")
    parser.add_argument("--token", action="append", help="a bot's token; may be repeated")
    parser.add_argument("--no-rates", action="store_true", help="no limits on sending")
    arguments = parser.parse_args()
    host, _, port = arguments.listen.rpartition(":")
    if not port.isdecimal():
        parser.error(f"--listen takes HOST:PORT, not {arguments.listen}")
    tokens = arguments.token or ["123456:TEST"]
    rates = Rates(enabled=not arguments.no_rates)
    try:
        uvloop.run(_run(host.strip("[]") or "127.0.0.1", int(port), tokens, rates))
    except OSError as error:
        sys.exit(f"The sandbox cannot listen at {arguments.listen}: {error.strerror}")


async def _run(host: str, port: int, tokens: list[str], rates: Rates) -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop.set)
    async with Sandbox.serve(tokens, host=host, port=port, rates=rates) as sandbox:
        sys.stdout.write(f"The sandbox is at {sandbox.url}\n")
        sys.stdout.flush()
        await stop.wait()


if __name__ == "__main__":
    main()
