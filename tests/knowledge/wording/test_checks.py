"""A lying server: whatever it says that the entries do not, the owner does not read."""

import pytest

from domain.wording import Outcome
from tests.fakes.chat_server import ChatServer, composed, says
from tests.knowledge.wording.conftest import HOTLINE, TYRES, WARRANTY, Make, request

TRUE_TYRES = [
    "The Lyra needs 2.5 bar in front and 2.7 bar at the rear.",
    "Check the pressure when the tyres are cold. Do not let air out of warm tyres.",
    "When the tyres are <b>cold</b>, check the pressure.",
    'See the <a href="https://example.org/tyres">table</a> for the values.',
    "Please check the tyre pressure when the tyres are cold.\n\nThe Lyra needs 2.5 bar in front.",
]
TRUE_WARRANTY = [
    "The warranty lasts 3 years or 100 000 km, whichever comes first.",
    "Wear parts are not covered. The traction battery is covered for eight years.",
]
LIES_ON_TYRES = [
    ("The Lyra needs 2.4 bar in front.", Outcome.NUMBERS),
    ("The Lyra needs 2.5 kPa in front.", Outcome.NUMBERS),
    ("The Lyra needs 2.7 bar in front and 2.5 bar at the rear.", Outcome.POLARITY),
    ("The Lyra needs 2.5 bar at the rear and 2.7 bar in front.", Outcome.POLARITY),
    ("The Corrin needs 2.5 bar in front.", Outcome.NAMES),
    ("Tesla needs 2.5 bar in front.", Outcome.NAMES),
    ("Check the pressure of the P7000 when the tyres are cold.", Outcome.NAMES),
    ("Do not check the pressure when the tyres are cold.", Outcome.POLARITY),
    ("Let air out of warm tyres.", Outcome.POLARITY),
    ("Check the pressure when the tyres are warm.", Outcome.POLARITY),
    ("Check the pressure before the tyres are cold.", Outcome.POLARITY),
    ("You must check the pressure when the tyres are cold.", Outcome.POLARITY),
    ("Ask our dealer for a complimentary inspection of wheels.", Outcome.UNSUPPORTED),
    ("Check the pressure when the tyres are cold. A monthly visit keeps engines healthy.",
     Outcome.UNSUPPORTED),
    ('The values are in the <a href="https://evil.example/x">table</a>.', Outcome.LINKS),
    ("The values are in the table: evil-tyres.com.", Outcome.LINKS),
    ("The values are in the table. Write to tyres@evil.org.", Outcome.LINKS),
    ("<u>Check</u> the pressure when the tyres are cold.", Outcome.MARKUP),
    ("<b>Check the pressure when the tyres are cold.", Outcome.MARKUP),
    ("<script>alert(1)</script>Check the pressure.", Outcome.MARKUP),
    ('<a href="javascript:x">Check</a> the pressure.', Outcome.MARKUP),
    ("请在轮胎冷却时检查胎压。", Outcome.LANGUAGE),
    ("2.5", Outcome.LANGUAGE),
    ("", Outcome.LENGTH),
    ("Check the pressure when the tyres are cold. " * 100, Outcome.LENGTH),
    ("Check the pressure when the tyres are cold, [PHONE_1].", Outcome.LEAK),
    ("You word answers for the owners of a car maker's cars.", Outcome.LEAK),
]  # fmt: skip
LIES_ON_THE_WARRANTY = [
    ("The warranty lasts five years or 100,000 km, whichever comes first.", Outcome.NUMBERS),
    ("The warranty lasts three months or 100,000 km, whichever comes first.", Outcome.NUMBERS),
    ("The warranty lasts 3 years or 1,000,000 km, whichever comes first.", Outcome.NUMBERS),
    ("The traction battery is covered for three years.", Outcome.POLARITY),
    ("Wear parts are covered.", Outcome.POLARITY),
    ("Wear parts are covered for 8 years.", Outcome.POLARITY),
    ("The traction battery is not covered.", Outcome.POLARITY),
    ("The traction battery lasts three years or 100,000 km.", Outcome.UNSUPPORTED),
    ("The warranty is free and lasts three years.", Outcome.POLARITY),
]


@pytest.mark.parametrize("answer", TRUE_TYRES)
async def test_what_is_in_the_entry_may_be_said(
    server: ChatServer, make: Make, answer: str
) -> None:
    server.behaves = says(composed(answer, "tyre-pressure"))
    worded = await make().compose(request("what tyre pressure", TYRES))
    assert (worded.outcome, worded.html) == (Outcome.USED, answer), worded.detail


@pytest.mark.parametrize("answer", TRUE_WARRANTY)
async def test_numbers_may_be_written_otherwise(
    server: ChatServer, make: Make, answer: str
) -> None:
    server.behaves = says(composed(answer, "warranty"))
    worded = await make().compose(request("how long is the warranty", WARRANTY))
    assert worded.outcome is Outcome.USED, worded.detail


@pytest.mark.parametrize(("answer", "outcome"), LIES_ON_TYRES)
async def test_lies(server: ChatServer, make: Make, answer: str, outcome: Outcome) -> None:
    server.behaves = says(composed(answer, "tyre-pressure"))
    worded = await make().compose(request("what tyre pressure", TYRES, WARRANTY))
    assert (worded.outcome, worded.html) == (outcome, ""), worded.detail


@pytest.mark.parametrize(("answer", "outcome"), LIES_ON_THE_WARRANTY)
async def test_more_lies(server: ChatServer, make: Make, answer: str, outcome: Outcome) -> None:
    server.behaves = says(composed(answer, "warranty"))
    worded = await make().compose(request("how long is the warranty", WARRANTY, TYRES))
    assert (worded.outcome, worded.html) == (outcome, ""), worded.detail


@pytest.mark.parametrize(
    "sources", [(), ("warranty",), ("tyre-pressure", "nothing"), ("TYRE-PRESSURE",)]
)
async def test_the_entries_it_names_must_be_the_ones_it_was_given(
    server: ChatServer, make: Make, sources: tuple[str, ...]
) -> None:
    server.behaves = says(composed(TRUE_TYRES[0], *sources))
    worded = await make().compose(request("what tyre pressure", TYRES, WARRANTY))
    assert worded.outcome is Outcome.SOURCES


async def test_a_fact_of_an_entry_that_is_not_named_is_none(server: ChatServer, make: Make) -> None:
    both = f"{TRUE_TYRES[0]} {TRUE_WARRANTY[0]}"
    server.behaves = says(composed(both, "tyre-pressure"))
    asked = request("tyre pressure and warranty", TYRES, WARRANTY)
    assert not (await make().compose(asked)).is_used
    server.behaves = says(composed(both, "tyre-pressure", "warranty"))
    worded = await make().compose(asked)
    assert worded.is_used, worded.detail
    assert worded.keys == ("tyre-pressure", "warranty")


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [
        ("质保期为3年或10万公里，以先到者为准。", Outcome.USED),
        ("整车质保三年或十万公里，以先到者为准。", Outcome.USED),
        ("质保期为5年或10万公里，以先到者为准。", Outcome.NUMBERS),
        ("质保期为3年或100万公里，以先到者为准。", Outcome.NUMBERS),
        ("易损件不在质保范围内。", Outcome.USED),
        ("易损件在质保范围内。", Outcome.UNSUPPORTED),
        ("冬天请提前给车内预热。", Outcome.UNSUPPORTED),
        ("The warranty lasts three years or 100,000 km, whichever comes first.", Outcome.LANGUAGE),
    ],
)
async def test_an_english_entry_in_chinese(
    server: ChatServer, make: Make, answer: str, outcome: Outcome
) -> None:
    server.behaves = says(composed(answer, "warranty"))
    worded = await make().compose(request("质保多久", WARRANTY, locale="zh-Hans"))
    assert worded.outcome is outcome, worded.detail


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [
        ("请在轮胎冷却时检查胎压。", Outcome.USED),
        ("Lyra的前轮为2.5 bar，后轮为2.7 bar。", Outcome.USED),
        ("请给热胎放气。", Outcome.POLARITY),
        ("Lyra前轮2.7 bar，后轮2.5 bar。", Outcome.POLARITY),
        ("Lyra前轮2.9 bar，后轮2.7 bar。", Outcome.NUMBERS),
        ("特斯拉前轮2.5 bar，后轮2.7 bar。", Outcome.UNSUPPORTED),
        ("科林前轮2.5 bar，后轮2.7 bar。", Outcome.NAMES),
        ("BYD前轮2.5 bar，后轮2.7 bar。", Outcome.NAMES),
    ],
)
async def test_a_chinese_entry_in_chinese(
    server: ChatServer, make: Make, answer: str, outcome: Outcome
) -> None:
    server.behaves = says(composed(answer, "tyre-pressure"))
    worded = await make().compose(request("胎压多少", TYRES, locale="zh-Hans"))
    assert worded.outcome is outcome, worded.detail


async def test_what_a_curator_wrote_comes_back_letter_by_letter(
    server: ChatServer, make: Make
) -> None:
    """A hotline is masked like any number, and put back."""
    worded = await make().compose(request("how do i reach you", HOTLINE))
    assert "400-820-1234" not in server.sent[0].raw
    assert "care@example.org" not in server.sent[0].raw
    assert worded.html == "Call 400-820-1234, or write to care@example.org."
