"""The tour's first half: questions, and what the FAQ makes of them."""

from bot.demo.stage import Stage, expect
from domain.locale import EN, ZH
from sandbox.client import Entry


def _is_answer(reply: Entry) -> bool:
    return any((button.data or "").startswith("ask:up:") for button in reply.all_buttons)


def _is_suggestion(reply: Entry) -> bool:
    return any((button.data or "").startswith("ask:pick:") for button in reply.all_buttons)


async def meeting(stage: Stage) -> None:
    """Greeting, privacy notice, menu."""
    await stage.starts(stage.world.ann)
    menu = await stage.hear(stage.world.ann, 3)
    expect(bool(menu.buttons), "the menu has no buttons")


async def an_answer(stage: Stage) -> None:
    """The FAQ answers, and Ann finds it helpful."""
    reply = await stage.ask(stage.world.ann, "how often does my Lyra need a service?")
    expect(_is_answer(reply), "this was to be answered")
    expect("20,000" in reply.text, "the answer should name the interval of an electric car")
    await stage.tap(stage.world.ann, reply, "ask:up:")


async def did_you_mean(stage: Stage) -> None:
    """A word alone is asked back."""
    reply = await stage.ask(stage.world.ann, "battery")
    expect(_is_suggestion(reply), "this was to be asked back")
    await stage.tap(stage.world.ann, reply, "ask:pick:")
    answer = await stage.hear(stage.world.ann)
    expect(_is_answer(answer), "the choice was to be answered")


async def dont_know(stage: Stage) -> None:
    """What the FAQ does not cover is said to be unknown."""
    reply = await stage.ask(stage.world.ann, "where can I find a good hotel in Paris?")
    stage.says(reply, EN, "ask.do_not_know")


async def chinese(stage: Stage) -> None:
    """A Chinese question has a Chinese answer."""
    reply = await stage.ask(stage.world.mei, "新车提车那天要带什么？")
    expect(_is_answer(reply), "this was to be answered")
    expect("身份证" in reply.text, "the answer should be in Chinese and name the papers")


async def chinese_dont_know(stage: Stage) -> None:
    """The same honest word in Chinese."""
    reply = await stage.ask(stage.world.mei, "量子力学是什么意思？")
    stage.says(reply, ZH, "ask.do_not_know")
