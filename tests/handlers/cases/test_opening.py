"""How a case begins, and what owner and staff see of it."""

from tests.handlers.cases.at_desk import card_of, owner_and_desk, texts


async def test_a_question_without_an_answer_goes_to_a_person() -> None:
    talk, desk = await owner_and_desk()
    [do_not_know] = await talk.says("What is the meaning of life?")
    assert list(do_not_know.buttons) == ["🙋 Talk to a person", "Topics"]
    [receipt] = await talk.taps("🙋")
    assert receipt.text == (
        "✓ I have passed this on to a person. Your case is Q-2026-000001.\n"
        "Main will answer you by 11:30 tomorrow.\n\n"
        "What you write here from now on goes to them as well."
    )
    [topic] = desk.chat.topics.values()
    assert topic.name == "Q-2026-000001 What is the meaning of life?"
    [card] = await desk.receives()
    assert card.topic_id == topic.id
    assert card.is_pinned
    assert card.text.splitlines() == [
        "Q-2026-000001 · Question · open",
        "",
        "Owner: Li · English",
        "",
        "Asked: What is the meaning of life?",
        "The bot did not know.",
        "",
        "With: nobody yet",
        "First answer by 11:30 tomorrow (4 h left)",
    ]
    assert card_of(desk).buttons == {
        "🙋 Claim": "case:claim:1",
        "Assign": "case:assign:1",
        "Priority": "case:priority:1",
        "📝 Notes on": "case:note:1",
        "Canned reply": "case:canned:1",
        "✓ Resolve": "case:resolve:1",
    }
    assert texts(talk.messages)[-1] == receipt.text
