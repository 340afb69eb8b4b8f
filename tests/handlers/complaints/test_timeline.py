"""`/status` of a complaint: how it has gone, in plain words."""

from datetime import timedelta

from tests.handlers.complaints.stage import ANN, MEI, complaining


async def test_the_owner_reads_how_it_has_gone() -> None:
    stage = await complaining()
    await stage.sends()
    topic = stage.topic
    await stage.shop.waits(timedelta(minutes=30))
    await stage.desk.says(ANN, "I look at it.", topic=topic)
    await stage.desk.says(ANN, "/remedy goodwill 9000 too much", topic=topic)
    await stage.desk.says(ANN, "/remedy repair we paint it", topic=topic)
    await stage.talk.taps("✓ Accept")
    [status] = await stage.talk.says("/status")
    assert status.text.splitlines()[2:] == [
        "",
        "16:30 today: we have your complaint",
        "17:00 today: a person looks into it",
        "17:00 today: we wrote to you",
        "17:00 today: we offered you a repair · we paint it",
        "17:00 today: you accepted it",
        "A decision comes by Wed 4 Mar, 16:30.",
    ]
    assert "9,000" not in status.text
    await stage.desk.taps_data(ANN, "case:decide:1:unjustified")
    await stage.desk.says(ANN, "/reason Wear.", topic=topic)
    await stage.talk.taps("No, I am not content")
    [status] = await stage.talk.says("/status")
    lines = status.text.splitlines()
    assert "17:00 today: we told you the decision and why" in lines
    assert "17:00 today: you took it up to Service management" in lines
    assert not any("opened again" in line for line in lines)


async def test_in_chinese() -> None:
    stage = await complaining(MEI)
    await stage.sends("漆面起泡")
    [status] = await stage.talk.says("/status")
    assert "收到您的投诉" in status.text
    assert "前给您处理决定" in status.text


async def test_a_question_has_no_such_lines() -> None:
    stage = await complaining()
    await stage.talk.says("/person My door squeaks.")
    [status] = await stage.talk.says("/status")
    assert "we have your complaint" not in status.text
