"""A local Telegram: a Bot API server and a page to chat on. Stands alone."""

from sandbox.client import Button, Entry, Person, SandboxClient
from sandbox.rates import Rates
from sandbox.server import Sandbox

__all__ = ["Button", "Entry", "Person", "Rates", "Sandbox", "SandboxClient"]
