"""The process that draws, `python -m bot.reports.draw picture|workbook|document`.

A sheet comes in, a file goes out.
"""

import json
import os
import sys


def main() -> None:
    """Read a sheet as JSON from standard input and write the file to standard output."""
    if hasattr(os, "nice"):
        os.nice(10)  # owners who wait for an answer come first
    work = json.load(sys.stdin.buffer)
    if sys.argv[1] == "workbook":
        from bot.reports.workbook import workbook  # noqa: PLC0415 - one of the two is needed

        sys.stdout.buffer.write(workbook(work))
    elif sys.argv[1] == "document":
        from bot.reports.document import document  # noqa: PLC0415

        sys.stdout.buffer.write(document(work))
    elif sys.argv[1] == "picture":
        from bot.reports.picture import picture  # noqa: PLC0415

        sys.stdout.buffer.write(picture(work))
    else:
        sys.exit(f"picture, workbook or document, not {sys.argv[1]}")


if __name__ == "__main__":
    main()
