"""One form for what is written in several: width, case, apostrophes, Traditional characters."""

import unicodedata

_TRADITIONAL = (
    "謝們嗎機麼會這師親別錯對沒問題說見讚厲幫妳為長遠幾個裡兒樣還時間號碼車萬"
    "兩級滿決專業聰優點給於請諮詢測試瞭曉牽關係幹麗氣聲過開夠該誰讓樂節歡罵滾"
    "廢話騙"
)
_SIMPLIFIED = (
    "谢们吗机么会这师亲别错对没问题说见赞厉帮你为长远几个里儿样还时间号码车万"
    "两级满决专业聪优点给于请咨询测试了晓牵关系干丽气声过开够该谁让乐节欢骂滚"
    "废话骗"
)
_TABLE = str.maketrans(_TRADITIONAL, _SIMPLIFIED)


def folded(text: str) -> str:
    """Return a text for comparing: half-width, lower case, its common characters simplified.

    Only characters of everyday phrases are simplified; the FAQ's own folding knows them all.
    """
    plain = unicodedata.normalize("NFKC", text).casefold().replace("’", "'")
    return plain.translate(_TABLE)
