"""The privacy notice, and the choice whether we may write unasked."""

import hashlib

from domain.incoming import Incoming
from domain.outgoing import Button, Buttons
from domain.owners import Purpose
from domain.policy import Policy
from domain.ports import Effect, Tools, Work
from domain.text import Body, Joined, Text
from handlers.turn import Turn


def notice(policy: Policy) -> Body:
    """Return the notice of the policy, else the built-in one."""
    return policy.privacy.notice or Text("privacy.notice", brand=policy.brand.name)


def question(policy: Policy) -> tuple[Body, Buttons]:
    """Return the notice with the question whether we may write unasked."""
    asked = Text("consent.question", brand=policy.brand.name)
    version = _mark(policy)
    yes = Button(Text("button.consent_yes"), f"consent:yes:{version}")
    no = Button(Text("button.consent_no"), f"consent:no:{version}")
    return Joined((notice(policy), asked)), ((yes, no),)


async def privacy(incoming: Incoming, tools: Tools) -> Effect:
    """Show the notice and ask anew."""
    turn = await Turn.begin(incoming, tools)
    body, buttons = question(tools.policy)

    async def effect(work: Work) -> None:
        owner = await turn.meet(work)
        await note_shown(turn, work, owner.id)
        await work.outbox.put(turn.reply(body, buttons))

    return effect


async def consent(incoming: Incoming, tools: Tools) -> Effect:
    """Keep what the owner chose, for the very text that they were shown."""
    turn = await Turn.begin(incoming, tools)
    match turn.tapped:
        case ["consent", "yes" | "no" as choice, version] if version == _mark(tools.policy):
            return _decided(turn, granted=choice == "yes")
        case ["consent", "yes" | "no", _]:
            return _asked_anew(turn)
    return turn.notices(Text("notice.old_button"))


async def note_shown(turn: Turn, work: Work, owner_id: int) -> None:
    """Keep that the owner has now seen the notice."""
    version = turn.tools.policy.privacy.version
    if turn.caller.notice_version != version:
        await work.owners.record_notice(owner_id, turn.place.bot_id, version)


async def record(turn: Turn, work: Work, *, granted: bool) -> None:
    """Keep whether we may write to the owner unasked."""
    owner = await turn.meet(work)
    await work.owners.record_consent(
        owner.id,
        turn.place.bot_id,
        Purpose.UNASKED,
        granted=granted,
        text_version=turn.tools.policy.privacy.version,
    )


def _decided(turn: Turn, *, granted: bool) -> Effect:
    outcome = Text("consent.granted") if granted else Text("consent.refused")

    async def effect(work: Work) -> None:
        await record(turn, work, granted=granted)
        await work.outbox.put(turn.show(Joined((notice(turn.tools.policy), outcome))))

    return effect


def _asked_anew(turn: Turn) -> Effect:
    body, buttons = question(turn.tools.policy)

    async def effect(work: Work) -> None:
        owner = await turn.meet(work)
        await note_shown(turn, work, owner.id)
        await work.outbox.put(turn.show(Joined((Text("consent.text_changed"), body)), buttons))

    return effect


def _mark(policy: Policy) -> str:
    words = policy.privacy.version
    return hashlib.blake2b(words.encode(), digest_size=5).hexdigest()
