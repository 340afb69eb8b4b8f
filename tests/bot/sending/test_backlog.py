"""What the sender holds: order, priorities, coalescing, and ids that must not come back."""

from datetime import UTC, datetime

from bot.sending.backlog import CROWD, FAIR_SHARE, GROUP_CROWD, Backlog
from domain.incoming import Place
from domain.outgoing import Priority
from domain.pipeline import QueuedCall


def call(
    id: int, chat: int = 1, priority: Priority = Priority.REPLY, coalesce: str | None = None,
    method: str = "send_message",
) -> QueuedCall:  # fmt: skip
    at = datetime(2026, 1, 1, tzinfo=UTC)
    return QueuedCall(id, Place(9, chat), method, {}, priority, None, coalesce, False, 0, at)


def edit(id: int, priority: Priority = Priority.REPLY, card: str = "card") -> QueuedCall:
    """A card's change."""
    return call(id, priority=priority, coalesce=card, method="edit_message_text")


def ids(backlog: Backlog) -> list[int]:
    return [call.id for call in backlog.ready()]


def test_the_first_of_each_chat_is_ready_most_urgent_first() -> None:
    backlog = Backlog()
    backlog.add([call(1, 1, Priority.BROADCAST), call(2, 2), call(3, 2), call(4, 3)])
    assert ids(backlog) == [2, 4, 1]


def test_a_chat_with_a_call_in_flight_waits() -> None:
    backlog = Backlog()
    first, second = call(1), call(2)
    backlog.add([first, second])
    backlog.start(first)
    assert ids(backlog) == []
    backlog.back(first)
    assert ids(backlog) == [1]
    backlog.start(first)
    backlog.finish(first)
    assert ids(backlog) == [2]


def test_a_reply_overtakes_a_broadcast_to_the_same_chat_but_not_what_is_in_flight() -> None:
    backlog = Backlog()
    broadcasts = [call(1, priority=Priority.BROADCAST), call(2, priority=Priority.BROADCAST)]
    backlog.add(broadcasts)
    backlog.start(broadcasts[0])
    backlog.add([call(3)])
    backlog.finish(broadcasts[0])
    assert ids(backlog) == [3]


def test_ids_committed_out_of_order_still_go_in_order() -> None:
    backlog = Backlog()
    backlog.add([call(5)])
    backlog.add([call(4)])
    assert ids(backlog) == [4]


def test_a_newer_card_supersedes_the_one_that_waits() -> None:
    backlog = Backlog()
    assert backlog.add([call(1, coalesce="card")]) == []
    assert [old.id for old in backlog.add([call(2, coalesce="card")])] == [1]
    assert ids(backlog) == [2]
    assert backlog.count(Priority.REPLY) == 1


def test_what_is_in_flight_is_not_superseded() -> None:
    backlog = Backlog()
    first = call(1, coalesce="card")
    backlog.add([first])
    backlog.start(first)
    assert backlog.add([call(2, coalesce="card")]) == []
    backlog.finish(first)
    assert ids(backlog) == [2]


def test_a_settled_id_is_known_until_a_read_that_began_after_its_commit_has_ended() -> None:
    backlog = Backlog()
    first = call(1)
    backlog.add([first])
    backlog.start(first)
    backlog.finish(first)
    forget = backlog.before_read()
    backlog.recorded({1})
    backlog.after_read(forget)
    assert 1 in backlog.known, "that read began before the commit: it may have seen the row"
    backlog.add([call(1)])
    assert ids(backlog) == []
    forget = backlog.before_read()
    backlog.after_read(forget)
    assert 1 not in backlog.known


def test_a_crowded_chat_is_named() -> None:
    backlog = Backlog()
    backlog.add([call(id) for id in range(CROWD)])
    backlog.add([call(1000, chat=2)])
    assert list(backlog.crowded(Priority.REPLY)) == [1]
    assert list(backlog.crowded(Priority.CARD)) == []


def test_a_chat_can_be_dropped_and_read_again() -> None:
    backlog = Backlog()
    backlog.add([call(1), call(2)])
    backlog.drop_chat(1)
    assert len(backlog) == 0
    backlog.add([call(1)])
    assert ids(backlog) == [1]


def test_who_has_more_than_a_fair_share_lets_the_others_go_first() -> None:
    backlog = Backlog()
    backlog.add([call(id) for id in range(4)])
    backlog.add([call(10, chat=2), call(11, chat=3), call(12, chat=3)])
    assert ids(backlog) == [10, 11, 0]


def test_a_flood_of_a_few_chats_leaves_room_to_read_the_others() -> None:
    backlog = Backlog()
    backlog.add([call(id, chat=id % 40) for id in range(40 * 25)])
    assert backlog.count(Priority.REPLY) == 40 * FAIR_SHARE
    assert len(backlog) == 1000


def test_broadcasts_do_not_make_a_chat_greedy_for_its_reply() -> None:
    backlog = Backlog()
    backlog.add([call(id, priority=Priority.BROADCAST) for id in range(5)])
    backlog.add([call(10, chat=2), call(11)])
    assert ids(backlog) == [10, 11]


def test_what_goes_out_together_is_in_flight_together() -> None:
    backlog = Backlog()
    first, between, second, last = call(1), call(2), call(3, coalesce="card"), call(4)
    backlog.add([first, between, second, last])
    assert [one.id for one in backlog.behind(first)] == [2, 3, 4]
    backlog.start(first, second)
    assert backlog.add([call(5, coalesce="card")]) == [], "it may be sent already"
    assert ids(backlog) == []
    backlog.back(first)
    assert [one.id for one in backlog.behind(first)] == [2, 3, 4, 5], "all stay where they are"
    backlog.start(first, second)
    backlog.finish(first)
    assert ids(backlog) == [], "its companion is not settled yet"
    backlog.finish(second)
    assert ids(backlog) == [2]
    assert [one.id for one in backlog.behind(between)] == [4, 5]


def test_in_a_group_reactions_do_not_wait_for_messages_but_for_each_other() -> None:
    backlog = Backlog()
    reactions = [call(id, -1, method="set_message_reaction") for id in (2, 3)]
    backlog.add([call(1, -1), *reactions, call(4, -1)])
    assert ids(backlog) == [1, 2]
    backlog.start(reactions[0])
    assert ids(backlog) == [1]
    backlog.finish(reactions[0])
    assert ids(backlog) == [1, 3]
    backlog.drop_chat(-1)
    assert len(backlog) == 0


def test_in_a_private_chat_a_reaction_has_its_turn() -> None:
    backlog = Backlog()
    backlog.add([call(1), call(2, method="set_message_reaction")])
    assert ids(backlog) == [1]


def test_of_a_group_so_much_is_held_that_what_goes_together_is_at_hand() -> None:
    backlog = Backlog()
    backlog.add([call(id, chat=-1) for id in range(CROWD)])
    assert list(backlog.crowded(Priority.REPLY)) == []
    backlog.add([call(CROWD + id, chat=-1) for id in range(GROUP_CROWD - CROWD)])
    assert list(backlog.crowded(Priority.REPLY)) == [-1]


def test_a_card_that_changes_all_the_time_keeps_its_turn() -> None:
    backlog = Backlog()
    backlog.add([call(1), edit(2), call(3)])
    assert [old.id for old in backlog.add([edit(4)])] == [2]
    backlog.add([call(5)])
    assert [old.id for old in backlog.add([edit(6)])] == [4]
    assert [one.id for one in backlog.behind(call(1))] == [6, 3, 5]


def test_a_new_message_does_not_go_before_what_was_said_before_it() -> None:
    backlog = Backlog()
    backlog.add([call(1), call(2, coalesce="list"), call(3)])
    backlog.add([call(4, coalesce="list")])
    assert [one.id for one in backlog.behind(call(1))] == [3, 4]


def test_a_change_that_is_less_urgent_than_the_one_before_waits_with_its_like() -> None:
    backlog = Backlog()
    backlog.add([call(1), edit(2), call(3)])
    backlog.add([edit(4, Priority.CARD)])
    assert [one.id for one in backlog.behind(call(1))] == [3, 4]


def gone_through(backlog: Backlog) -> list[int]:
    """Send everything; returns the order."""
    order = []
    while ready := list(backlog.ready()):
        backlog.start(ready[0])
        backlog.finish(ready[0])
        order.append(ready[0].id)
    return order


def test_messages_go_between_the_changes_of_cards() -> None:
    backlog = Backlog()
    cards = [edit(id, card=str(id)) for id in (1, 2, 3)]
    backlog.add([*cards, *(call(id) for id in range(4, 9))])
    assert gone_through(backlog) == [1, 4, 5, 2, 6, 7, 3, 8]


def test_no_message_goes_before_what_is_more_urgent() -> None:
    backlog = Backlog()
    backlog.add([edit(1, Priority.CARD), call(2, priority=Priority.CARD)])
    [first] = backlog.ready()
    backlog.start(first)
    backlog.add([call(3), call(4)])
    backlog.finish(first)
    assert gone_through(backlog) == [3, 4, 2]
