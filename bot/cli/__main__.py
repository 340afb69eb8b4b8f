"""`python -m bot.cli` is `ownerline`."""

from bot.cli.main import main

main()
