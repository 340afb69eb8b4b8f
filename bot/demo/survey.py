"""The tour's last part: an owner is unhappy, and somebody has to do something about it."""

from bot.demo.stage import Stage, expect


async def unhappy(stage: Stage) -> None:
    """Mei scores 3 by the code at the counter; within a minute the desk has a case."""
    mei = stage.world.mei
    question = await stage.ask(mei, "/start s_nps")
    while not any((one.data or "").startswith("survey:set:") for one in question.all_buttons):
        question = await stage.hear(mei)
    await stage.tap(mei, question, "survey:set:1:0:3")
    await stage.hear(mei)
    await stage.say(mei, "说好两天修好，等了一个星期，也没人通知我")
    called = await stage.hear(mei)
    await stage.tap(mei, called, "survey:set:1:4:yes")
    told = await stage.desk_sees("F-2")
    expect("一个星期" in told.text, "the case should have Mei's words")
