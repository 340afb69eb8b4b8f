"""What a topic is called."""

import pytest

from handlers.cases.room.subject import subject_of


@pytest.mark.parametrize(
    ("words", "subject"),
    [
        ("My door squeaks.", "My door squeaks."),
        ("  My\ndoor   squeaks ", "My door squeaks"),
        ("Call me: +86 139 1234 5678", "Call me: …"),
        ("我的电话13912345678，请联系", "我的电话…，请联系"),
        ("VIN 1M8GDM9AXKP042788 has a fault", "VIN … has a fault"),
        ("京A12345 刹车响", "… 刹车响"),
        ("粤B·D12345 的保养", "… 的保养"),
        ("write to li@example.com please", "write to … please"),
        ("see https://example.com/x?id=5", "see …"),
        ("My 2023 Lyra, 12000 km", "My 2023 Lyra, … km"),
        ("Model 3 since 2021", "Model 3 since 2021"),
        ("13912345678", ""),
        ("?!", ""),
        ("", ""),
        ("x" * 200, "x" * 59 + "…"),
        ("车" * 100, "车" * 29 + "…"),
    ],
)
def test_the_first_words_without_what_names_a_person(words: str, subject: str) -> None:
    assert subject_of(words) == subject
