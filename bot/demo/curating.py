"""The tour's middle: an admin adds to the FAQ from the chat, and the next owner gets it."""

import time

from bot.demo.stage import Stage, WentWrong, expect
from domain.locale import EN

_QUESTION = "Can I run a camping fridge from the car?"
_ANSWER = "Yes: the socket in the boot gives 12 V and 10 A, also while the car is locked."
_SOON = 5.0
"""Seconds within which a published entry answers owners."""


async def adds(stage: Stage) -> None:
    """Ann asks what nobody thought of; Wu, an admin, writes it step by step and publishes."""
    world = stage.world
    unsure = await stage.ask(world.ann, _QUESTION)
    answered_already = any((b.data or "").startswith("ask:up:") for b in unsure.all_buttons)
    expect(not answered_already, "the FAQ was not to know this yet")
    await stage.starts(world.wu)
    await stage.hear(world.wu, 3)
    home = await stage.ask(world.wu, "/faq")
    await stage.tap(world.wu, home, "faq:new")
    await stage.becomes(home, "faq:leave:")
    await stage.ask(world.wu, _QUESTION)
    written = await stage.ask(world.wu, _ANSWER)
    await stage.tap(world.wu, written, "faq:whole:")
    categories = await stage.becomes(written, "faq:category:")
    await stage.tap(world.wu, categories, "faq:category:")
    draft = await stage.becomes(written, "faq:out:")
    await stage.tap(world.wu, draft, "faq:out:")
    done = await stage.becomes(written, "faq:home", "✓")
    stage.says(done, EN, "curation.done_published")


async def answered(stage: Stage) -> None:
    """Ann asks again, in other words, and is answered with it."""
    until = time.monotonic() + _SOON
    while time.monotonic() < until:
        reply = await stage.ask(stage.world.ann, "can I run a camping fridge from my car?")
        if "10 A" in reply.text:
            expect(bool(reply.buttons), "she should be asked whether it helped")
            return
    raise WentWrong(f"what Wu published should answer Ann within {_SOON:.0f} seconds")
