"""The tour's complaint: told, sent, remedied, decided with a reason."""

import re

from bot.demo.stage import Stage, expect

_NUMBER = re.compile(r"C-\d{4}-\d{6}")


async def complains(stage: Stage) -> None:
    """Words that complain are asked back; what was understood stands in the summary."""
    ann = stage.world.ann
    offer = await stage.ask(
        ann, "The paint on my bonnet peels and nobody cares, this is unacceptable! I want it fixed."
    )
    await stage.tap(ann, offer, "complain:yes")
    more = await stage.hear(ann, edits=True)
    await stage.tap(ann, more, "complain:sum")
    summary = await stage.hear_of(ann, "The paint on my bonnet")
    await stage.tap(ann, summary, "complain:send")
    receipt = await stage.hear_of(ann, "C-")
    number = _NUMBER.search(receipt.text)
    expect(number is not None, "the receipt should name the complaint's number")
    stage.card = await stage.desk_sees(number.group() if number else "")
    expect("Severity" in stage.card.text, "the card should say how severe it is")


async def decides(stage: Stage) -> None:
    """Lin offers a remedy, decides and says why; Ann is content."""
    world, card = stage.world, stage.shown_card()
    await stage.say(world.lin, "/remedy repair we paint the bonnet anew", topic=card.thread)
    offer = await stage.hear(world.ann)
    await stage.tap(world.ann, offer, "complain:accept:")
    await stage.hear(world.ann, edits=True)
    await stage.say(world.lin, "/resolve", topic=card.thread)
    choice = await stage.desk_sees("choose.", topic=card.thread)
    await stage.tap(world.lin, choice, "case:decide:")
    await stage.desk_sees("/reason", topic=card.thread)
    await stage.say(world.lin, "/reason The primer was too thin; this is on us.", topic=card.thread)
    letter = await stage.hear(world.ann)
    expect("The primer was too thin" in letter.text, "Ann should read the reason")
    await stage.tap(world.ann, letter, "mine:solved:")
    await stage.hear(world.ann, edits=True)
