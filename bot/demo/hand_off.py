"""The tour's second half: a person takes over, in the desk's group."""

import re

from bot.demo.stage import Stage, expect

_NUMBER = re.compile(r"Q-\d{4}-\d{6}")


async def asks_for_person(stage: Stage) -> None:
    """A receipt with a number, and the case's card in a topic of its own."""
    receipt = await stage.ask(stage.world.ann, "I want to talk to a person, my heater smells odd")
    number = _NUMBER.search(receipt.text)
    expect(number is not None, "the receipt should name the case's number")
    card = await stage.desk_sees(number.group() if number else "")
    stage.card = card
    expect(card.thread is not None, "the card should stand in a topic of its own")
    expect(len(list(card.all_buttons)) >= 6, "the card should have its buttons")


async def confirms(stage: Stage) -> None:
    """Nobody works at a desk by being in its group."""
    world = stage.world
    card = stage.shown_card()
    await stage.tap(world.lin, card, "case:claim:")
    asked = await stage.desk_sees("Lin")
    await stage.tap(world.wu, asked, "staff:confirm:")


async def answers(stage: Stage) -> None:
    """Lin claims and writes; Ann reads it; a reaction tells Lin so."""
    world = stage.world
    card = stage.shown_card()
    await stage.tap(world.lin, card, "case:claim:")
    joined = await stage.hear(world.ann)
    expect("Lin" in joined.text, "Ann should be told who looks after her")
    said = await stage.say(
        world.lin, "Hello Ann, does it smell sweet, or burnt?", topic=card.thread
    )
    reply = await stage.hear(world.ann)
    expect(reply.text == said.text, "Ann should read what Lin wrote")
    await stage.desk_reacts(said, "👌")
    await stage.say(world.ann, "Sweet, like syrup")
    await stage.desk_sees("Sweet, like syrup", topic=card.thread)


async def notes(stage: Stage) -> None:
    """What begins with // stays with colleagues."""
    world = stage.world
    card = stage.shown_card()
    note = await stage.say(world.lin, "// coolant? ask the workshop for a slot", topic=card.thread)
    await stage.desk_reacts(note, "✍")
    expect(await world.ann.no_reply(), "Ann should not see a note")


async def solves(stage: Stage) -> None:
    """Lin resolves the case; Ann confirms it, gives it five stars, and leaves it at that."""
    world = stage.world
    card = stage.shown_card()
    await stage.tap(world.lin, card, "case:resolve:")
    asked = await stage.hear(world.ann)
    await stage.tap(world.ann, asked, "mine:solved:")
    stars = await stage.hear(world.ann, edits=True)
    five = next((one.data for one in stars.all_buttons if (one.data or "").endswith(":5")), None)
    expect(five is not None, "Ann should be asked for a rating")
    await stage.tap(world.ann, stars, five or "")
    why = await stage.hear(world.ann, edits=True)
    await stage.tap(world.ann, why, "mine:norate:")
    await stage.hear(world.ann, edits=True)
