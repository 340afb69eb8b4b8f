"""Canned replies by inline mode: `@bot words` in any chat, for staff only."""

from domain.canned import CannedReply, fill_ins, search_canned
from domain.desks import Desk
from domain.incoming import Incoming, Searched
from domain.outgoing import Offer
from domain.policy import Policy
from domain.ports import Effect, Tools, Work, nothing
from domain.staff import Right, StaffMember
from domain.text import Body, Joined, Plain
from handlers.language import OWN_NAMES

_MOST = 50


async def search(incoming: Incoming, tools: Tools) -> Effect:
    """Offer what fits the words, in each language it has; strangers are offered nothing.

    Telegram does not say in which case they are typed. So replies that name the case's number are
    left out, and what else would be filled in from the case has neutral words.
    """
    content = incoming.content
    if not isinstance(content, Searched):
        return nothing
    member = await tools.staff.member(incoming.sender.id)
    desk = _desk_of(tools.policy, member) if member else None
    if member is None or desk is None:
        return nothing
    values = fill_ins(owner="", number="", agent=incoming.sender.name, desk=desk.name, car=None)
    found = search_canned(tools.policy.canned_replies, content.words)
    offers = [
        _offer(reply, locale, values, tools.policy)
        for reply in found
        if not reply.names("number")
        for locale in tools.policy.languages
        if locale in dict(reply.text.words)
    ]

    async def effect(work: Work) -> None:
        work.offer(*offers[:_MOST])

    return effect


def _desk_of(policy: Policy, member: StaffMember) -> Desk | None:
    """Return a desk at which somebody may answer owners now, their own before others."""
    own = [one.desk for one in member.memberships]
    desks = sorted(policy.desks, key=lambda desk: desk.key not in own)
    return next((desk for desk in desks if member.may(Right.WORK_CASES, desk.key)), None)


def _offer(reply: CannedReply, locale: str, values: dict[str, Body], policy: Policy) -> Offer:
    title: Body = reply.title
    if len(policy.languages) > 1:
        title = Joined((title, Plain(OWN_NAMES.get(locale, locale))), separator=" · ")
    return Offer(f"{reply.key}:{locale}", title, reply.filled(locale, values), locale)
