"""The commands of `ownerline`, a module each; `main` is the program's entry point."""

from bot.cli.main import main

__all__ = ["main"]
