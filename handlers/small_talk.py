"""Short replies to what is no question."""

from domain.locale import ZH, written_in
from domain.outgoing import Buttons
from domain.ports import Effect
from domain.small_talk import SmallTalk
from domain.text import Text
from handlers import forms
from handlers import help as help_page
from handlers.cases.owner.person import PERSON
from handlers.turn import Turn


def reply(turn: Turn, kind: SmallTalk, words: str) -> Effect:
    """Reply to small talk; an open form is remembered in the same breath."""
    if _shows_language(words):
        turn = turn.heard(words)
    form = forms.reminder(turn)
    if form and kind is SmallTalk.ACKNOWLEDGED:
        return turn.says(*form)
    person: Buttons = ((PERSON,),) if kind in _RATHER_A_PERSON else ()
    return turn.says(turn.reply(_words(turn, kind), person), *form)


def no_words(turn: Turn) -> Effect:
    """Reply to a message of nothing but emoji or punctuation."""
    return turn.says(turn.reply(Text("small_talk.no_words"), ((PERSON,),)), *forms.reminder(turn))


def _shows_language(words: str) -> bool:
    """Everybody says "ok" and "hi"; a single Latin word does not change the language."""
    return written_in(words) == ZH or len(words.split()) > 1


def _words(turn: Turn, kind: SmallTalk) -> Text:
    if kind is SmallTalk.HELP:
        return help_page.HELP
    if kind is SmallTalk.WHO_ARE_YOU:
        return Text("small_talk.who_are_you", brand=turn.tools.policy.brand.name)
    if kind is SmallTalk.GREETING and turn.first_name:
        return Text("small_talk.greeting", name=turn.first_name)
    return _REPLIES[kind]


_RATHER_A_PERSON = (SmallTalk.DISPLEASED, SmallTalk.WHO_ARE_YOU)
"""Who is displeased, or asks whether this is a program, may want a person."""

_REPLIES = {
    SmallTalk.GREETING: Text("small_talk.greeting_unnamed"),
    SmallTalk.THANKS: Text("small_talk.thanks"),
    SmallTalk.GOODBYE: Text("small_talk.goodbye"),
    SmallTalk.ACKNOWLEDGED: Text("small_talk.acknowledged"),
    SmallTalk.PRAISE: Text("small_talk.praise"),
    SmallTalk.DISPLEASED: Text("small_talk.displeased"),
}
