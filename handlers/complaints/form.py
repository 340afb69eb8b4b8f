"""The form: where it stands, going to a step, and what each step asks.

It is kept twice: as the open form, and in the timer that asks about a half-written complaint, so
that another form which takes its place loses nothing (handlers/complaints/half_written.py).
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from domain.complaints.categories import ComplaintCategory, path_to
from domain.complaints.draft import QUESTIONS, Draft, Step
from domain.complaints.signs import Wish
from domain.incoming import Place
from domain.outgoing import Button, Buttons, Outgoing
from domain.ports import Effect, Tools, Work
from domain.text import Body, Joined, Plain, Text
from handlers.car.views import full_name
from handlers.complaints import anonymous
from handlers.complaints.words import WISHES, lines_of
from handlers.turn import Turn

FLOW = "complaint"
HALF_WRITTEN = "complaint_half_written"
"""The timer that asks about a complaint which was begun and not sent."""

_TWO_A_ROW = 2
_MOST_CARS = 8
_MOST_MODELS = 24
_MOST_STORY = 700


def open_step(turn: Turn) -> tuple[Step, Draft] | None:
    """Return where the owner stands, if a complaint is open at a step that this version knows."""
    form = turn.form
    if form is None or form.flow != FLOW or form.step not in set(Step):
        return None
    return Step(form.step), Draft.of(form.data)


def steps_asked(turn: Turn) -> tuple[Step, ...]:
    """Return the steps of this policy, in order."""
    has_tree = bool(turn.tools.policy.complaints.categories)
    return tuple(step for step in QUESTIONS if step is not Step.TOPIC or has_tree)


async def go(work: Work, turn: Turn, step: Step, draft: Draft) -> None:
    """Write that the complaint is at this step now; an open one goes on, else one begins."""
    now, policy = turn.tools.clock.now(), turn.tools.policy
    expires_at = now + policy.retention.before(policy.retention.forms)
    person, form = turn.incoming.sender.id, turn.form
    if form and form.flow == FLOW:
        await work.dialogs.advance(
            turn.place, person, form.version, step, draft.data(), expires_at=expires_at
        )
    else:
        await work.dialogs.open(turn.place, person, FLOW, step, draft.data(), expires_at=expires_at)
    await remember(work, turn.tools, turn.place, person, step, draft)


async def remember(
    work: Work, tools: Tools, place: Place, person: int, step: Step, draft: Draft
) -> None:
    """Let the owner be asked about it in a while, unless it is sent or thrown away before."""
    after = tools.policy.complaints.ask_after
    data = {
        "bot_id": place.bot_id,
        "chat_id": place.chat_id,
        "person": person,
        "step": step.value,
        "draft": draft.data(),
    }
    due_at = tools.clock.now() + after.nominal
    await work.timers.set(HALF_WRITTEN, timer_key(place, person, draft), due_at, data)


def timer_key(place: Place, person: int, draft: Draft) -> str:
    """Return the key of that timer: one per person, chat and complaint that was begun."""
    return f"{place.bot_id}:{place.chat_id}:{person}:{draft.begun}"


async def close(work: Work, turn: Turn, draft: Draft) -> None:
    """End the complaint's form. What was open before it began is open again."""
    person, place = turn.incoming.sender.id, turn.place
    await work.dialogs.close(place, person)
    await work.timers.cancel(HALF_WRITTEN, timer_key(place, person, draft))
    parked = draft.parked
    if parked is None:
        return
    retention = turn.tools.policy.retention
    expires_at = turn.tools.clock.now() + retention.before(retention.forms)
    data: Mapping[str, object] = parked["data"]
    await work.dialogs.open(
        place, person, str(parked["flow"]), str(parked["step"]), data, expires_at=expires_at
    )


def at_step(
    turn: Turn, step: Step, draft: Draft, first: Body | None = None, *, anew: bool = False
) -> Effect:
    """Return the effect that goes to a step and asks for it, with a word before it if given.

    `anew`: in a message of its own, whatever was tapped.
    """
    body, buttons = prompt(turn, step, draft)
    body = Joined((first, body)) if first else body
    shown = turn.reply(body, buttons) if anew else turn.show(body, buttons)

    async def effect(work: Work) -> None:
        await turn.meet(work)
        await go(work, turn, step, draft)
        await work.outbox.put(shown)

    return effect


def on_from(turn: Turn, draft: Draft, first: Body | None = None) -> Effect:
    """Return the effect that goes on with what is not told yet."""
    draft = draft.understood(turn.tools.policy.complaints.categories)
    step = draft.next_step(steps_asked(turn))
    if step is Step.SUMMARY:
        draft = replace(draft, single=False)
    return at_step(turn, step, draft, first)


def reminder(turn: Turn) -> tuple[Outgoing, ...]:
    """Return the open step once more, to follow the answer to something else."""
    at = open_step(turn)
    if at is None or at[0] is Step.OFFER:
        return ()
    body, buttons = prompt(turn, *at)
    return (turn.reply(Text("complaint.still_open", step=body), buttons),)


def prompt(turn: Turn, step: Step, draft: Draft) -> tuple[Body, Buttons]:
    """Return what a step asks, with its buttons."""
    return _PROMPTS[step](turn, draft)


def topics(turn: Turn, draft: Draft, branch: str | None) -> tuple[Body, Buttons]:
    """Return a level of the tree of categories: the top, or the parts of a branch."""
    tree = turn.tools.policy.complaints.categories
    path = path_to(tree, branch)
    shown: Sequence[ComplaintCategory] = path[-1].parts if path else tree
    buttons = [Button(each.name, f"complain:topic:{each.key}") for each in shown]
    moves = _moves(turn, Step.TOPIC, draft)
    if not path:
        return Text("complaint.ask_topic"), _rows(buttons) + moves
    whole = Button(Text("button.topic_whole"), f"complain:whole:{path[-1].key}")
    up = Button(Text("button.topics_up"), "complain:step:topic")
    asked = Text("complaint.ask_topic_part", topic=path[-1].name)
    return asked, (*_rows(buttons), (whole, up), *moves[1:])


def summary(turn: Turn, draft: Draft) -> tuple[Body, Buttons]:
    """Return everything as it would be sent."""
    details = draft.details(*model_of(turn, draft))
    story = " ".join(draft.story.split())
    if len(story) > _MOST_STORY:
        story = story[: _MOST_STORY - 1].rstrip() + "…"
    lines = lines_of(turn.tools.policy, details)
    if draft.media:
        lines.append(Text("complaint.line_media", n=len(draft.media)))
    if draft.is_anonymous:
        lines.append(Text("complaint.line_anonymous"))
    body: Body = Text("complaint.summary", story=Plain(story or "–"))
    if lines:
        body = Joined((body, Joined(tuple(lines), "\n")))
    buttons: Buttons = (
        (Button(Text("button.complaint_send"), "complain:send"),),
        (
            Button(Text("button.complaint_change"), "complain:change"),
            Button(Text("button.complaint_drop"), "complain:drop"),
        ),
    )
    buttons = (*buttons, *anonymous.choice(turn, draft))
    return Joined((body, Text("complaint.summary_question"))), buttons


def changes(turn: Turn) -> tuple[Body, Buttons]:
    """Return what can be changed."""
    labels = {
        Step.STORY: Text("button.change_story"),
        Step.TOPIC: Text("button.change_topic"),
        Step.CAR: Text("button.change_car"),
        Step.PLACE: Text("button.change_place"),
        Step.WISH: Text("button.change_wish"),
        Step.PROOF: Text("button.change_proof"),
    }
    buttons = [Button(labels[step], f"complain:step:{step}") for step in steps_asked(turn)]
    back: Buttons = ((Button(Text("button.to_summary"), "complain:sum"),),)
    return Text("complaint.change_what"), _rows(buttons) + back


def models(turn: Turn, draft: Draft) -> tuple[Body, Buttons]:
    """Return the models, for a car that is not on record."""
    offered = turn.tools.policy.brand.models[:_MOST_MODELS]
    buttons = [Button(model.name, f"complain:model:{model.key}") for model in offered]
    return Text("complaint.ask_model"), _rows(buttons) + _moves(turn, Step.CAR, draft)


def model_of(turn: Turn, draft: Draft) -> tuple[str | None, int | None]:
    """Return model and year of the car that the draft names."""
    cars = turn.caller.vehicles
    own = next((car for car in cars if car.id == draft.vehicle), None)
    if own is not None:
        return own.model or None, own.year
    return draft.model, draft.year


def _offer(turn: Turn, draft: Draft) -> tuple[Body, Buttons]:
    del turn, draft
    return Text("complaint.offer"), (
        (Button(Text("button.complain_yes"), "complain:yes"),),
        (Button(Text("button.complain_no"), "complain:no"),),
        (Button(Text("button.person"), "complain:person"),),
    )


def _story(turn: Turn, draft: Draft) -> tuple[Body, Buttons]:
    drop = Button(Text("button.complaint_drop"), "complain:drop")
    if not draft.pieces:
        return Text("complaint.ask_story"), (*anonymous.choice(turn, draft), (drop,))
    done = Button(Text("button.story_done"), "complain:done")
    to_summary = Button(Text("button.to_summary"), "complain:sum")
    return Text("complaint.story_noted", n=len(draft.pieces)), ((done,), (to_summary, drop))


def _proof(turn: Turn, draft: Draft) -> tuple[Body, Buttons]:
    moves = _moves(turn, Step.PROOF, draft)
    if not draft.media:
        return Text("complaint.ask_proof"), moves
    done: Buttons = ((Button(Text("button.story_done"), "complain:done"),),)
    return Text("complaint.proof_noted", n=len(draft.media)), done + moves


def _ask_car(turn: Turn, draft: Draft) -> tuple[Body, Buttons]:
    return Text("complaint.ask_car"), _cars(turn) + _moves(turn, Step.CAR, draft)


def _ask_place(turn: Turn, draft: Draft) -> tuple[Body, Buttons]:
    return Text("complaint.ask_place"), _desks(turn) + _moves(turn, Step.PLACE, draft)


def _ask_wish(turn: Turn, draft: Draft) -> tuple[Body, Buttons]:
    return Text("complaint.ask_wish"), _wishes() + _moves(turn, Step.WISH, draft)


def _cars(turn: Turn) -> Buttons:
    policy = turn.tools.policy
    own = tuple(
        (Button(full_name(policy, car), f"complain:car:{car.id}"),)
        for car in turn.caller.vehicles[:_MOST_CARS]
    )
    other: Buttons = ()
    if policy.brand.models:
        label = Text("button.other_car") if own else Text("button.choose_model")
        other = ((Button(label, "complain:models"),),)
    return own + other


def _desks(turn: Turn) -> Buttons:
    desks = turn.tools.policy.desks
    if len(desks) == 1:
        return ()
    return _rows([Button(desk.name, f"complain:desk:{desk.key}") for desk in desks[:_MOST_MODELS]])


def _wishes() -> Buttons:
    offered = [wish for wish in Wish if wish is not Wish.OTHER]
    return _rows([Button(WISHES[wish], f"complain:wish:{wish}") for wish in offered])


def _moves(turn: Turn, step: Step, draft: Draft) -> Buttons:
    """Return the ways on from a step: back, skip, and at once to the summary."""
    if draft.single:
        return ((Button(Text("button.to_summary"), "complain:sum"),),)
    asked = steps_asked(turn)
    before = asked[asked.index(step) - 1]
    back = Button(Text("button.step_back"), f"complain:step:{before}")
    skip = Button(Text("button.skip"), f"complain:skip:{step}")
    return ((back, skip), (Button(Text("button.to_summary"), "complain:sum"),))


def _rows(buttons: Sequence[Button]) -> Buttons:
    starts = range(0, len(buttons), _TWO_A_ROW)
    return tuple(tuple(buttons[at : at + _TWO_A_ROW]) for at in starts)


_PROMPTS: Mapping[Step, Callable[[Turn, Draft], tuple[Body, Buttons]]] = {
    Step.OFFER: _offer,
    Step.STORY: _story,
    Step.TOPIC: lambda turn, draft: topics(turn, draft, None),
    Step.CAR: _ask_car,
    Step.PLACE: _ask_place,
    Step.WISH: _ask_wish,
    Step.PROOF: _proof,
    Step.SUMMARY: summary,
}
