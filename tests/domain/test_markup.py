import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.markup import check_markup


@pytest.mark.parametrize(
    ("answer", "html"),
    [
        ("plain", "plain"),
        ("a < b & c > d", "a &lt; b &amp; c &gt; d"),
        ("a &lt; b &amp; c", "a &lt; b &amp; c"),
        ("I <3 you, <= 5, x<y", "I &lt;3 you, &lt;= 5, x&lt;y"),
        ("<b>bold</b> <I>it</I>", "<b>bold</b> <i>it</i>"),
        ("<b><i>both</i></b>", "<b><i>both</i></b>"),
        ('<a href="https://x.y/?a=1&b=2">z</a>', '<a href="https://x.y/?a=1&amp;b=2">z</a>'),
        ("<a href='tg://user?id=1'>z</a>", '<a href="tg://user?id=1">z</a>'),
        ('<span class="tg-spoiler">z</span>', '<span class="tg-spoiler">z</span>'),
        ("<tg-spoiler>z</tg-spoiler>", "<tg-spoiler>z</tg-spoiler>"),
        (
            '<pre><code class="language-c++">x</code></pre>',
            '<pre><code class="language-c++">x</code></pre>',
        ),
        ("<blockquote expandable>z</blockquote>", "<blockquote expandable>z</blockquote>"),
        ("&nbsp; &copy; &#65; &#x41;", "&amp;nbsp; &amp;copy; &#65; &#x41;"),
    ],
)
def test_what_telegram_takes(answer: str, html: str) -> None:
    markup = check_markup(answer)
    assert markup.problems == ()
    assert markup.html == html


@pytest.mark.parametrize(
    ("answer", "problems"),
    [
        ("<b>", ["open_tag"]),
        ("</b>", ["closing_tag"]),
        ("<b><i>x</b></i>", ["closing_tag", "closing_tag"]),
        ("<p>x</p>", ["foreign_tag", "foreign_tag"]),
        ("line<br>line<br/>", ["foreign_tag", "foreign_tag"]),
        ("<b class='x'>y</b>", ["attribute"]),
        ("<a>x</a>", ["attribute"]),
        ("<a href='javascript:alert(1)'>x</a>", ["attribute"]),
        ("<a href='/relative'>x</a>", ["attribute"]),
        ("<a href='https://x' onclick='y'>x</a>", ["attribute"]),
        ("<span>x</span>", ["attribute"]),
        ("<span class='red'>x</span>", ["attribute"]),
    ],
)
def test_what_telegram_refuses(answer: str, problems: list[str]) -> None:
    found = [text.id.removeprefix("faq.file.") for text in check_markup(answer).problems]
    assert found == problems


_PIECES = st.one_of(
    st.text(max_size=8),
    st.sampled_from(["<", ">", "&", "<b>", "</b>", "<a href='http://x'>", "</a>", "&lt;", "&amp;"]),
)


@given(st.lists(_PIECES, max_size=12).map("".join))
def test_a_checked_answer_stays_as_it_is(answer: str) -> None:
    once = check_markup(answer)
    if not once.problems:
        twice = check_markup(once.html)
        assert (twice.html, twice.plain, twice.problems) == (once.html, once.plain, ())
