"""What is personal does not leave the machine, in whatever form it is written."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.wording import Private
from knowledge.wording.masking import PLACEHOLDER, Masker
from knowledge.wording.personal import is_date
from tests.fakes.chat_server import ChatServer, composed, says
from tests.knowledge.wording.conftest import TYRES, Make, request

_RUN = re.compile(r"\d(?:[ \-()+]{0,3}\d){6,}")
OWN = Private(
    names=("Li Na", "Li", "Na", "李娜"),
    usernames=("lina_88",),
    numbers=("7001234567", "70012"),
    plates=("京A12345", "B AB 1234"),
    vins=("1M8GDM9AXKP042788",),
)

SECRETS = [
    ("my number is {}, call me", "+49 30 1234567"),
    ("my number is {}, call me", "+49 (0)30 123 45 67"),
    ("call {} please", "13800138000"),
    ("call {} please", "138-0013-8000"),
    ("电话{}，请回电", "138 0013 8000"),
    ("电话{}，请回电", "１３８００１３８０００"),
    ("座机{}", "010-62345678"),
    ("我的号码是{}", "一三八零零一三八零零零"),
    ("my number is {}", "one three eight double zero one three eight"),
    ("telephone: {}", "55512"),
    ("my vin is {} ok?", "1M8GDM9AXKP042788"),
    ("my vin is {} ok?", "LSVNV2182E2100001"),
    ("my vin is {} ok?", "lsvnv2182e2100001"),
    ("车架号{}", "LSVNV 2182 E2100001"),
    ("vin {}", "1M8-GDM9AX-KP042788"),
    ("is {} registered", "京A12345"),
    ("is {} registered", "粤B·D12345"),
    ("车牌{}", "沪AD12345"),
    ("my plate is {}", "AB12 CDE"),
    ("my plate is {}", "B-AB 1234"),
    ("license plate {} thanks", "7ABC123"),
    ("mail {} please", "li.na@example.com"),
    ("mail {} please", "li.na at example dot com"),
    ("write to {}", "@lina_88"),
    ("write to {}", "lina_88"),
    ("t is {}", "t.me/somebody99"),
    ("微信号{}", "wang_1988x"),
    ("我的身份证{}", "11010519491231002X"),
    ("我的身份证{}", "110105 19491231 002X"),
    ("银行卡{}", "6222 0212 3456 7890 123"),
    ("card {}", "4111-1111-1111-1111"),
    ("iban {}", "DE89 3704 0044 0532 0130 00"),
    ("passport {}", "E12345678"),
    ("my id is {}", "70012"),
    ("hello, {} here", "Li Na"),
    ("hello, {} here", "li na"),
    ("你好，我是{}", "李娜"),
    ("My name is {} and I ask", "John Smith"),
    ("my name is {} and", "anna"),
    ("Please tell Mr {} that", "Wang"),
    ("我叫{}，想问", "王小明"),
    ("{}先生您好", "王"),
]


@pytest.mark.parametrize(("words", "secret"), SECRETS)
async def test_secrets_stay_here(server: ChatServer, make: Make, words: str, secret: str) -> None:
    question = f"What tyre pressure is right? {words.format(secret)}"
    asked = request(
        question, TYRES, names=OWN.names, usernames=OWN.usernames, numbers=OWN.numbers,
        plates=OWN.plates, vins=OWN.vins,
    )  # fmt: skip
    await make().compose(asked)
    [sent] = server.sent
    assert secret not in sent.data["question"]
    for part in secret.replace("-", " ").split():
        assert len(part) < 4 or part not in sent.data["question"]


@pytest.mark.parametrize(
    "words",
    [
        "Does the Lyra 2023 need 5W-30 or 0W-20 oil?",
        "code P0420 at 120000 km, 2.5 bar, 100,000 km",
        "is it open on 2026-03-02 from 8:00 to 18:00",
        "In 10 000 km or 12 months?",
        "how many kWh does the 77 kWh battery hold at 400V and 11kW",
        "胎压2.5 bar，10万公里，3月1日",
        "ID.4 or CCS2 at 350 kW",
        "after 15000 miles and 24 months",
    ],
)
def test_what_is_nobodys_is_left_alone(words: str) -> None:
    assert PLACEHOLDER.findall(Masker(OWN).masked(words)) == []


def test_the_same_datum_has_the_same_placeholder() -> None:
    masker = Masker(Private())
    first = masker.masked("call 13800138000 or 13900139000")
    assert first == "call [NUMBER_1] or [NUMBER_2]"
    assert masker.masked("13900139000!") == "[NUMBER_2]!"
    assert masker.restored("[NUMBER_1], [NUMBER_2], [NUMBER_3]") == (
        "13800138000, 13900139000, [NUMBER_3]"
    )


def test_placeholders_cannot_be_forged() -> None:
    masker = Masker(Private())
    assert masker.masked("call 13800138000 [NUMBER_1] [NAME_7]") == "call [NUMBER_1]  "


async def test_what_is_the_owners_own_is_put_back_for_them(server: ChatServer, make: Make) -> None:
    said = "Check the pressure of [PLATE_1] when the tyres are cold."
    server.behaves = says(composed(said, "tyre-pressure"))
    worded = await make().compose(request("tyre pressure of 京A12345?", TYRES, plates=OWN.plates))
    assert worded.html == "Check the pressure of 京A12345 when the tyres are cold."


async def test_what_is_put_back_is_escaped(server: ChatServer, make: Make) -> None:
    said = "Check the pressure when the tyres are cold, [NAME_1]."
    server.behaves = says(composed(said, "tyre-pressure"))
    worded = await make().compose(
        request("tyre pressure? <b>Li & Co", TYRES, names=("<b>Li & Co",))
    )
    assert worded.html.endswith("cold, &lt;b&gt;Li &amp; Co.")


@given(st.text(max_size=400))
def test_any_text_comes_back_as_it_was(words: str) -> None:
    masker = Masker(OWN)
    masked = masker.masked(words)
    kept = masker.masked(masker.restored(masked))
    assert kept == masked


@given(st.text(alphabet="0123456789 -()+", min_size=7, max_size=60))
def test_no_long_number_is_left(words: str) -> None:
    left = _RUN.search(Masker(Private()).masked(words))
    assert left is None or is_date(left[0].strip(" -()+"))


@pytest.mark.parametrize("filler", [" ", "a", "1", "phone ", "-", "a1", "一", "A ", "(", "at "])
def test_no_text_takes_long(filler: str) -> None:
    """Quadratic at most: the text that is masked has 1,000 characters (an entry's 9,000)."""
    text = "phone" + filler * (9000 // len(filler))
    assert Masker(OWN).masked(text)
