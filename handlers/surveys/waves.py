"""Planning a wave page by page, and ending it with a report."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime

from domain.outgoing import Outgoing
from domain.pipeline import Works
from domain.policy import Policy
from domain.ports import Effect, Tools, WaveReads, Work
from domain.surveys.definition import Survey
from domain.surveys.invitations import InvitationState, NewInvitation
from domain.surveys.quarantine import Skip
from domain.surveys.waves import Delivery, Segment, Wave, WaveState, reason_against
from domain.text import Body, Joined, Text
from handlers.cases import supervisors

_PAGE = 1000
HAND = "hand"


async def dry_run(
    reads: WaveReads, policy: Policy, survey: Survey, segment: Segment, now: datetime
) -> Mapping[Skip | None, int]:
    """Return how many would be asked (None), and why how many others not. Writes nothing."""
    counted: Counter[Skip | None] = Counter()
    after = 0
    while page := await reads.candidates(
        survey.key, segment, policy.desk.key, after=after, limit=_PAGE
    ):
        after = page[-1].owner_id
        counted.update(reason_against(one, survey, policy.surveys, now) for one in page)
    return counted


async def plan(
    reads: WaveReads,
    works: Works,
    policy: Policy,
    survey: Survey,
    wave: Wave,
    now: datetime,
    *,
    progress: Callable[[int], None] = lambda _: None,
) -> Wave:
    """Go through the owners of a wave, from where it was broken off; then let it run."""
    done = 0
    while page := await reads.candidates(
        survey.key, wave.segment, policy.desk.key, after=wave.planned_to, limit=_PAGE
    ):
        planned = [
            (
                NewInvitation(
                    survey.key, one.owner_id, HAND, f"wave:{wave.id}", now, one.desk,
                    wave.segment.model,
                ),
                reason_against(one, survey, policy.surveys, now),
            )
            for one in page
        ]  # fmt: skip
        bot_id = next((one.bot_id for one in page if one.bot_id is not None), wave.bot_id)
        wave = replace(wave, planned_to=page[-1].owner_id, bot_id=bot_id)
        async with works.alone() as work:
            await work.waves.plan(wave, planned, wave.planned_to)
        done += len(page)
        progress(done)
    async with works.alone() as work:
        await work.waves.change(wave.id, WaveState.RUNNING, now)
    return replace(wave, state=WaveState.RUNNING)


async def ended(tools: Tools) -> Effect | None:
    """Return the effect that ends a wave of which nothing is left to be sent, with its report."""
    for wave in await tools.waves.waves(is_over=False):
        if wave.state is not WaveState.RUNNING:
            continue
        delivery = await tools.waves.delivery(wave.id)
        if delivery.left:
            continue
        if wave.bot_id is None:
            return _end(tools, wave, ())
        body = Joined((Text("wave.over", wave=wave.id), report(delivery)))
        desk = tools.policy.desk_of(wave.segment.desk)
        return _end(tools, wave, await supervisors.tell(tools, wave.bot_id, desk, body))
    return None


def report(delivery: Delivery) -> Body:
    """Return the delivery report: sent, blocked, failed, unknown, skipped and why."""
    lines: list[Body] = [
        Text("wave.sent", n=delivery.sent),
        Text("wave.answered", n=delivery.of(InvitationState.ANSWERED)),
        Text("wave.blocked", n=delivery.of(InvitationState.BLOCKED)),
        Text("wave.failed", n=delivery.of(InvitationState.FAILED)),
        Text("wave.unknown", n=delivery.of(InvitationState.UNKNOWN)),
        Text("wave.left", n=delivery.left),
        Text("wave.skipped", n=delivery.of(InvitationState.SKIPPED)),
    ]
    lines += [
        Text("wave.skipped_why", why=why_of(reason), n=number)
        for reason, number in sorted(delivery.skipped.items(), key=lambda one: -one[1])
    ]
    return Joined(tuple(lines), "\n")


def why_of(reason: str) -> Text:
    """Return the reason why somebody was not asked, in words."""
    known = {
        Skip.GONE: Text("wave.why_gone"),
        Skip.TOO_LATE: Text("wave.why_too_late"),
        Skip.UNREACHABLE: Text("wave.why_unreachable"),
        Skip.BLOCKED: Text("wave.why_blocked"),
        Skip.MUTED: Text("wave.why_muted"),
        Skip.NO_CONSENT: Text("wave.why_no_consent"),
        Skip.CASE_OPEN: Text("wave.why_case_open"),
        Skip.COMPLAINT_LATELY: Text("wave.why_complaint"),
        Skip.ASKED_LATELY: Text("wave.why_asked"),
        Skip.ANSWERED_LATELY: Text("wave.why_answered"),
        Skip.RATED_ALREADY: Text("wave.why_rated"),
        Skip.STOPPED: Text("wave.why_stopped"),
    }
    return known[Skip(reason)]


def _end(tools: Tools, wave: Wave, told: tuple[Outgoing, ...]) -> Effect:
    now = tools.clock.now()

    async def effect(work: Work) -> None:
        await work.waves.change(wave.id, WaveState.DONE, now)
        await work.outbox.put(*told)

    return effect
