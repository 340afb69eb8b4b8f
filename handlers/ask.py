"""A question: what the FAQ decides on it, and the reply."""

from dataclasses import replace

from domain.follow_up_words import follow_up_topic
from domain.knowledge import DecisionKind
from domain.outgoing import Outgoing
from domain.ports import Effect, Work
from handlers import car_chosen, follow_up, several
from handlers.cases.owner.kept import sent_data
from handlers.replies import Prepared, prepare
from handlers.turn import Turn


async def ask(
    turn: Turn,
    words: str,
    *,
    then: tuple[Outgoing, ...] = (),
    reply_to: int | None = None,
    unless_known: Effect | None = None,
) -> Effect:
    """Answer a question, or each of several; log them; go on with what shall follow the answer.

    `unless_known`: the question is with staff as well; that takes the place of "I do not know".
    """
    if (answered := await car_chosen.typed(turn, words)) is not None:
        return answered
    sent = sent_data(turn.incoming.content)
    prepared = [replace(one, sent=sent) for one in await _prepared(turn, words, reply_to)]
    heard = [one for one in prepared if unless_known is None or not _is_lost(one)]

    async def effect(work: Work) -> None:
        owner = await turn.meet(work)
        for one in prepared:
            question_id = await work.questions.log(
                owner.id, turn.incoming, one.words, turn.locale, one.decided(one.about)
            )
            if one in heard:
                await work.outbox.put(one.reply(question_id))
        if heard:
            await work.outbox.put(*then)
        elif unless_known is not None:
            await unless_known(work)

    return effect


async def _prepared(turn: Turn, words: str, reply_to: int | None) -> list[Prepared]:
    topic = follow_up_topic(words)
    if topic is not None:
        return [await follow_up.prepared(turn, words, topic, reply_to)]
    asked = await several.considered(turn, words)
    return [await prepare(turn, one, reply_to=reply_to) for one in asked]


def _is_lost(one: Prepared) -> bool:
    return one.decision.kind is DecisionKind.ABSTAIN
