"""Questions are grouped by what they mean, in either language; personal data is taken out."""

from knowledge.meanings import QuestionMeanings
from tests.knowledge.conftest import Start
from tests.knowledge.faq import FAQ

TOWING = ("Can I tow a caravan?", "May I tow a caravan with this car")
COLOUR = ("Which colours does it come in?", "What colours are there?")


async def test_what_means_the_same_is_one_group(start: Start) -> None:
    meanings = QuestionMeanings(await start(*FAQ, wait=False))
    assert await meanings.group([*TOWING, *COLOUR], ()) == (0, 0, 1, 1)
    meanings.close()


async def test_a_later_round_joins_what_is_there(start: Start) -> None:
    meanings = QuestionMeanings(await start(*FAQ, wait=False))
    known = [TOWING[:1], COLOUR[:1]]
    words = [COLOUR[1], TOWING[1], "How do I reset the clock?", "resetting the clock"]
    assert await meanings.group(words, known) == (1, 0, 2, 2)
    assert await meanings.group([], known) == ()
    meanings.close()


async def test_what_has_no_words_is_alone(start: Start) -> None:
    meanings = QuestionMeanings(await start(*FAQ, wait=False))
    assert await meanings.group(["", TOWING[0], "\u200b"], ()) == (0, 1, 2)
    meanings.close()


async def test_personal_data_is_taken_out(start: Start) -> None:
    meanings = QuestionMeanings(await start(*FAQ, wait=False))
    words = "I am Mei Lin, call 13800138000 or mei@example.com: can I tow a caravan?"
    plain = meanings.masked(words, ("Mei Lin",))
    assert "13800138000" not in plain
    assert "mei@example.com" not in plain
    assert "Mei" not in plain
    assert plain.endswith("can I tow a caravan?")
    meanings.close()
