"""The running program: commands, settings, wiring and the Telegram edge."""
