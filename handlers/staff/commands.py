"""What every command of staff does first: who is it, may they, which case is it about."""

from collections.abc import Awaitable, Callable
from typing import TypeAlias

from domain.cases import Case
from domain.incoming import Command, Incoming
from domain.ports import Conversation, Effect, Tools, nothing
from domain.staff import Right
from domain.text import Text
from handlers.staff.members.admitted import refusal
from handlers.staff.turn import StaffTurn

Doing: TypeAlias = Callable[[StaffTurn, str], Awaitable[Effect]]
"""A command of a desk, with its arguments."""

DoingToCase: TypeAlias = Callable[[StaffTurn, Case, str], Awaitable[Effect]]
"""A command about the case whose topic it stands in, or whose message it replies to."""


def desk_command(doing: Doing, right: Right = Right.WORK_CASES) -> Conversation:
    """Return a command's conversation, for who may; elsewhere than in a desk's group, nothing."""

    async def conversation(incoming: Incoming, tools: Tools) -> Effect:
        turn = await StaffTurn.begin(incoming, tools)
        if turn is None:
            return nothing
        refused = await refusal(turn, right)
        return refused or await doing(turn, arguments(incoming))

    return conversation


def case_command(doing: DoingToCase, right: Right = Right.WORK_CASES) -> Conversation:
    """Return the conversation of a command that needs a case."""

    async def about_case(turn: StaffTurn, words: str) -> Effect:
        if turn.is_unclear:
            return turn.says(turn.reply(Text("staff.unclear_case")))
        if turn.case is None or turn.case.desk != turn.desk.key:
            elsewhere = turn.acting.elsewhere(turn.case) if turn.case else None
            return turn.says(turn.reply(elsewhere or Text("staff.which_case")))
        return await doing(turn, turn.case, words)

    return desk_command(about_case, right)


def arguments(incoming: Incoming) -> str:
    """Return what follows a command."""
    return incoming.content.arguments if isinstance(incoming.content, Command) else ""
