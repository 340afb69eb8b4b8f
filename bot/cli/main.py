"""The commands of `ownerline`.

A failing command prints one sentence that says what to do and exits non-zero; a traceback only
with `--debug`. Each command imports what it needs when it runs, so that `--help` is quick.
"""

import sys

import click

from bot.cli.checking import check
from bot.cli.database import db
from bot.cli.demo import demo
from bot.cli.events import events
from bot.cli.faq import faq
from bot.cli.outbox import outbox
from bot.cli.reporting import report
from bot.cli.running import run
from bot.cli.speaking import say_error
from bot.cli.surveys import surveys
from bot.cli.updates import updates
from domain.errors import Busy, OwnerlineError
from domain.text import Text


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--debug", is_flag=True, help="Show tracebacks and detailed logs.")
@click.version_option(package_name="ownerline")
@click.pass_context
def cli(context: click.Context, debug: bool) -> None:
    """Ownerline: a customer-operations bot for car makers and dealers."""
    context.obj = debug


def main() -> None:
    """Run a command; the program's entry point."""
    debug = "--debug" in sys.argv[1:]
    try:
        code = cli(standalone_mode=False)
    except click.exceptions.Abort:
        sys.exit(130)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except KeyboardInterrupt:
        sys.exit(130)
    except Exception as error:
        if debug:
            raise
        say_error(_sentence(error))
        sys.exit(1)
    sys.exit(code if isinstance(code, int) else 0)


def _sentence(error: Exception) -> Text:
    if isinstance(error, OwnerlineError):
        return error.text
    if isinstance(error, Busy):
        return Text("error.database_busy", reason=_first_line(error) or type(error).__name__)
    from storage.database.errors import StorageFault

    if isinstance(error, StorageFault):
        return Text("error.database_refused", reason=_first_line(error))
    return Text("error.unexpected", kind=type(error).__name__)


def _first_line(error: Exception) -> str:
    return (str(error).strip().splitlines() or [""])[0].rstrip(".")


for command in (demo, run, check, db, updates, outbox, faq, report, events, surveys):
    cli.add_command(command)
