"""Sending invitations that are due: asked, reminded once, ended."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from domain.cases import Case, CaseKind
from domain.errors import Busy, Conflict
from domain.outgoing import EditText, Gone, Outgoing, Priority, SendText, Then
from domain.owners import Reach
from domain.pipeline import DueTimer, Outcome
from domain.ports import Effect, Tools, Work, nothing
from domain.surveys import quarantine
from domain.surveys.definition import Survey
from domain.surveys.events import LATEST
from domain.surveys.invitations import LASTS, Invitation, InvitationState
from domain.surveys.quarantine import Skip
from domain.surveys.responses import NewResponse, Response, again_of, month_of
from domain.text import Joined, Text
from handlers.cases.desks import desk_of, zone_of_owner
from handlers.surveys import waves
from handlers.surveys.conversation import FLOW
from handlers.surveys.views import question_view, ref_of
from handlers.timing import Due

LOOK = "survey_due"
SENT = "survey_sent"
EVERY = timedelta(seconds=30)
_BATCH = 20
_WAVING = timedelta(seconds=1)
"""While a wave runs, how soon to look again."""
_AHEAD = 60
"""Of a wave so many wait to be sent: two seconds at Telegram's 30 a second."""
_REPLIES = 10
"""When so many replies wait to be sent, a wave adds nothing."""
_FORM_OPEN = timedelta(hours=1)
_UNASKED = timedelta(hours=1)
"""The form of an unasked survey ends so much before it, so that nobody counts as amid it."""


async def look(timer: DueTimer, tools: Tools) -> Due:
    """Do what is due about invitations, a few at a time."""
    del timer
    now = tools.clock.now()
    due = await tools.invitations.due(now, limit=_BATCH)
    if any(one.wave_id is not None for one in due) and await _is_busy(tools):
        due = [one for one in due if one.wave_id is None]
    steps: list[Effect] = []
    owners: set[int] = set()
    for one in due:
        if one.owner_id not in owners:  # the next of the same owner sees what came of this one
            steps.append(await _safely(tools, one, now))
        owners.add(one.owner_id)

    waving = await tools.waves.waves(is_over=False, limit=1)
    if waving and not due and (end := await waves.ended(tools)) is not None:
        steps.append(end)

    async def effect(work: Work) -> None:
        for step in steps:
            await step(work)

    if len(due) == _BATCH:
        return Due(effect, now + timedelta(milliseconds=1))
    return Due(effect, now + (_WAVING if waving else EVERY))


async def _safely(tools: Tools, invitation: Invitation, now: datetime) -> Effect:
    """Return the next step, or set one aside about which we are mistaken: the others go on."""
    try:
        return await _step(tools, invitation, now)
    except (Busy, Conflict):
        raise
    except Exception as error:  # noqa: BLE001 - our bug in one must not stop all sending
        reason = type(error).__name__

    async def effect(work: Work) -> None:
        await work.invitations.move(
            invitation, state=InvitationState.FAILED, reason=reason, next_at=None
        )

    return effect


async def _is_busy(tools: Tools) -> bool:
    """Whether a wave is to wait: replies wait, or enough of it is on its way."""
    if await tools.waves.backlog(Priority.REPLY, most=_REPLIES) == _REPLIES:
        return True
    return await tools.waves.backlog(Priority.BROADCAST, most=_AHEAD) == _AHEAD


async def sent(timer: DueTimer, tools: Tools) -> Due:
    """Note what came of a sending. One whose outcome is unknown is never repeated."""
    data = timer.data
    outcome = Outcome(data["outcome"])
    invitation = await tools.invitations.invitation(int(data["invitation"]))
    if invitation is None or invitation.state is not InvitationState.SENDING:
        return Due(nothing)
    wait = tools.policy.surveys.remind_after or LASTS
    at = invitation.sent_at or tools.clock.now()

    async def effect(work: Work) -> None:
        if outcome is Outcome.SENT:
            await work.invitations.move(invitation, state=InvitationState.SENT, next_at=at + wait)
            return
        state = InvitationState.UNKNOWN if outcome is Outcome.UNKNOWN else InvitationState.FAILED
        if Gone(data["gone"]) is Gone.CHAT:
            state = InvitationState.BLOCKED
        await work.invitations.settle(invitation.id, state, reason=str(data["reason"]))

    return Due(effect)


@dataclass(frozen=True, slots=True)
class _Asking:
    """An invitation with what was read for it."""

    tools: Tools
    invitation: Invitation
    survey: Survey
    reach: Reach
    now: datetime

    @property
    def zone(self) -> str:
        return zone_of_owner(self.tools.policy, self.reach.owner)

    @property
    def locale(self) -> str:
        return self.reach.locale(self.tools.policy.languages)

    def message(self, response: Response, *, is_reminder: bool = False) -> Outgoing:
        """Return the first question as something unasked: never sent twice, behind all else."""
        question = self.survey.questions[0]
        body, buttons = question_view(self.survey, response, question, self.zone, self.now)
        why = Text("survey.reminder") if is_reminder else Text("survey.why_you")
        if again_of(self.invitation.cause) is not None and not is_reminder:
            body = Joined((Text("survey.again"), body))
        parts = (why, body) if is_reminder else (body, why)
        then = None if is_reminder else Then(SENT, {"invitation": self.invitation.id})
        return Outgoing(
            self.reach.place,
            SendText(Joined(parts), buttons),
            self.locale,
            Priority.REMINDER if is_reminder else Priority.BROADCAST,
            ref=ref_of(response, 0),
            at_most_once=True,
            then=then,
        )


async def _step(tools: Tools, invitation: Invitation, now: datetime) -> Effect:
    if invitation.state is InvitationState.PLANNED:
        return await _ask(tools, invitation, now)
    expires_at = (invitation.sent_at or now) + LASTS
    if invitation.state is InvitationState.SENT and now < expires_at:
        return await _remind(tools, invitation, now, expires_at)
    return await _expire(tools, invitation)


async def _ask(tools: Tools, invitation: Invitation, now: datetime) -> Effect:
    """Ask, put it off until the owner's day, or record why they are not asked."""
    survey = tools.survey_book.find(invitation.survey)
    if survey is None or survey.anonymous:  # an anonymous one is answered by its link only
        return _skip(invitation, Skip.GONE)
    if now > invitation.due_at + LATEST:
        return _skip(invitation, Skip.TOO_LATE)
    place = await tools.invitations.place_of(invitation.owner_id)
    reach = await tools.reads.reach(place.bot_id, invitation.owner_id) if place else None
    if reach is None:
        return _skip(invitation, Skip.UNREACHABLE)
    return await _ask_now(_Asking(tools, invitation, survey, reach, now))


async def _ask_now(asking: _Asking) -> Effect:
    tools, invitation, reach, now = asking.tools, asking.invitation, asking.reach, asking.now
    at = quarantine.daytime(now, asking.zone, tools.policy.surveys)
    if at > now:
        return _later(invitation, at)
    reason = await _reason_against(asking)
    if reason is not None:
        return _skip(invitation, reason)
    caller = await tools.reads.caller(reach.place, reach.place.chat_id)
    if caller.dialog is not None and caller.dialog.flow != FLOW:
        return _later(invitation, now + _FORM_OPEN)
    return _send(asking)


async def _reason_against(asking: _Asking) -> Skip | None:
    """Return why this owner is not to be asked this now."""
    tools, invitation, now = asking.tools, asking.invitation, asking.now
    bot_id = asking.reach.place.bot_id
    case: Case | None = None
    if invitation.case_id is not None:
        case = await tools.cases.case(invitation.case_id)
    standing = await tools.invitations.standing(bot_id, invitation.owner_id)
    of_that = case is not None and case.kind is CaseKind.COMPLAINT
    policy, is_again = tools.policy.surveys, again_of(invitation.cause) is not None
    reason = quarantine.quarantined(
        standing, policy, now, of_that_complaint=of_that, after_recovery=is_again
    )
    if reason is not None or is_again:
        return reason
    if case is not None and case.rating is not None:
        return Skip.RATED_ALREADY
    latest = await tools.surveys.latest(bot_id, invitation.owner_id, invitation.survey)
    answered = latest.scored_at or latest.completed_at if latest else None
    if answered and now < answered + timedelta(days=asking.survey.repeat_after):
        return Skip.ANSWERED_LATELY
    return None


def _send(asking: _Asking) -> Effect:
    invitation, now, reach = asking.invitation, asking.now, asking.reach
    policy = asking.tools.policy
    desk = desk_of(policy, invitation.desk or reach.owner.desk)
    models = {car.model for car in reach.vehicles}
    model = invitation.model or (next(iter(models)) if len(models) == 1 else None)
    new = NewResponse(
        survey=asking.survey.key,
        version=asking.survey.version,
        bot_id=reach.place.bot_id,
        owner_id=reach.owner.id,
        chat_id=reach.place.chat_id,
        locale=asking.locale,
        desk=desk.key,
        begun_at=now,
        trigger=invitation.trigger,
        model=model,
        invitation_id=invitation.id,
        again_of=again_of(invitation.cause),
    )

    async def effect(work: Work) -> None:
        response = await work.surveys.begin(new)
        moved = await work.invitations.move(
            invitation,
            state=InvitationState.SENDING,
            response_id=response.id,
            sent_at=now,
            month=month_of(now, desk.zone),
            desk=desk.key,
            model=model,
            next_at=None,
        )
        if moved:
            await _wait_for_words(work, asking, response)
            await work.outbox.put(asking.message(response))

    return effect


async def _wait_for_words(work: Work, asking: _Asking, response: Response) -> None:
    place, data = asking.reach.place, {"response": response.id}
    first = asking.survey.questions[0].key
    expires_at = asking.now + LASTS - _UNASKED
    await work.dialogs.open(place, place.chat_id, FLOW, first, data, expires_at=expires_at)


async def _remind(
    tools: Tools, invitation: Invitation, now: datetime, expires_at: datetime
) -> Effect:
    """Remind once; not who has a case by now, or does not want to hear from us any more."""
    response = await _response(tools, invitation)
    survey = tools.survey_book.find(invitation.survey)
    reach = None
    if response is not None:
        reach = await tools.reads.reach(response.bot_id, invitation.owner_id)
    if survey is None or response is None or reach is None:
        return _move(invitation, InvitationState.REMINDED, expires_at)
    asking = _Asking(tools, invitation, survey, reach, now)
    at = quarantine.daytime(now, asking.zone, tools.policy.surveys)
    if now < at < expires_at:
        return _later(invitation, at)
    standing = await tools.invitations.standing(response.bot_id, invitation.owner_id)
    wanted = standing.agreed and not standing.is_blocked and not standing.open_cases

    async def effect(work: Work) -> None:
        changes = {"reminded_at": now} if wanted else {}
        moved = await work.invitations.move(
            invitation, state=InvitationState.REMINDED, next_at=expires_at, **changes
        )
        if moved and wanted:
            await work.outbox.put(asking.message(response, is_reminder=True))

    return effect


async def _expire(tools: Tools, invitation: Invitation) -> Effect:
    """End an invitation: its message says so, and its buttons go."""
    response = await _response(tools, invitation)
    reach = await tools.reads.reach(response.bot_id, invitation.owner_id) if response else None
    place = reach.place if reach else None
    dialog = (await tools.reads.caller(place, place.chat_id)).dialog if place else None

    async def effect(work: Work) -> None:
        ended = await work.invitations.settle(invitation.id, InvitationState.EXPIRED)
        if not ended or response is None or reach is None or place is None:
            return
        theirs = dialog is not None and dialog.data.get("response") == response.id
        if theirs and dialog is not None and dialog.flow == FLOW:
            await work.dialogs.close(place, place.chat_id)
        edit = EditText(ref_of(response, 0), Text("survey.expired"))
        locale = reach.locale(tools.policy.languages)
        await work.outbox.put(Outgoing(place, edit, locale, Priority.BROADCAST))

    return effect


async def _response(tools: Tools, invitation: Invitation) -> Response | None:
    if invitation.response_id is None:
        return None
    return await tools.surveys.response(invitation.response_id)


def _skip(invitation: Invitation, why: Skip) -> Effect:
    async def effect(work: Work) -> None:
        await work.invitations.move(
            invitation, state=InvitationState.SKIPPED, reason=why.value, next_at=None
        )

    return effect


def _later(invitation: Invitation, at: datetime) -> Effect:
    return _move(invitation, invitation.state, at)


def _move(invitation: Invitation, state: InvitationState, next_at: datetime) -> Effect:
    async def effect(work: Work) -> None:
        await work.invitations.move(invitation, state=state, next_at=next_at)

    return effect
