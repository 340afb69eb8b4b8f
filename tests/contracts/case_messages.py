"""The contract of what is said in cases, and where it stands on Telegram."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from domain.case_messages import Author, CaseMessage, NewMessage, Relay, Twin
from domain.cases import CaseKind, CaseStatus
from domain.incoming import MediaKind
from tests.contracts.cases import ANN, GROUP, HOUR, changed, opened
from tests.contracts.ports import AT, BOT, CHEN, LI, Pair, contract


def message(case_id: int, message_id: int | None = 11, **more: Any) -> NewMessage:
    given: dict[str, Any] = {
        "author": Author.OWNER,
        "author_id": LI.id,
        "author_name": "Li Na",
        "bot_id": BOT,
        "chat_id": LI.id,
        "written_at": AT,
        "text": "在吗？ <b>",
        "html": "在吗？ &lt;b&gt;",
        "relay": Relay.PENDING,
        **more,
    }
    return NewMessage(case_id=case_id, message_id=message_id, **given)


async def said(pair: Pair, *messages: NewMessage) -> list[CaseMessage]:
    async with pair.works.alone() as work:
        return [await work.cases.say(one) for one in messages]


@contract
async def what_is_said_is_kept_with_where_it_was_written(pair: Pair) -> None:
    case = await opened(pair)
    new = message(
        case.id,
        kind=MediaKind.PHOTO,
        file_id="FILE",
        album_id="ALBUM",
        reply_to=None,
        author=Author.STAFF,
    )
    [kept] = await said(pair, new)
    for name in NewMessage.__slots__:
        assert getattr(kept, name) == getattr(new, name)
    assert await pair.cases.message(kept.id) == kept
    assert await pair.cases.message(kept.id + 1000) is None
    assert list(await pair.cases.messages(case.id)) == [kept]
    assert list(await pair.cases.said_at(BOT, LI.id, 11)) == [kept]
    assert list(await pair.cases.twins([kept.id])) == [Twin(BOT, LI.id, 11, kept.id, True)]


@contract
async def the_same_telegram_message_is_kept_once(pair: Pair) -> None:
    case = await opened(pair)
    first, again = await said(pair, message(case.id), message(case.id, text="other"))
    assert again == first
    [later] = await said(pair, message(case.id))
    assert later == first
    [elsewhere] = await said(pair, message(case.id, chat_id=GROUP))
    assert elsewhere.id != first.id
    assert len(await pair.cases.messages(case.id)) == 2


@contract
async def what_the_bot_says_has_no_source(pair: Pair) -> None:
    case = await opened(pair)
    one, two = await said(
        pair,
        message(case.id, None, author=Author.BOT, author_id=None),
        message(case.id, None, author=Author.BOT, author_id=None),
    )
    assert one.id != two.id
    assert list(await pair.cases.twins([one.id, two.id])) == []


@contract
async def the_latest_messages_are_read_oldest_first(pair: Pair) -> None:
    case, other = await opened(pair), await opened(pair, person=CHEN)
    kept = await said(pair, *(message(case.id, n, text=str(n)) for n in range(1, 8)))
    await said(pair, message(other.id, 99))
    read = pair.cases.messages
    assert list(await read(case.id)) == kept
    assert list(await read(case.id, limit=3)) == kept[-3:]
    assert list(await read(case.id, limit=3, before=kept[4].id)) == kept[1:4]
    assert list(await read(case.id, before=kept[0].id)) == []


@contract
async def it_is_known_whether_the_owner_wrote_after_a_message(pair: Pair) -> None:
    case, other = await opened(pair), await opened(pair, person=CHEN)

    async def heard_after(one: CaseMessage) -> bool:
        async with pair.works.alone() as work:
            await work.cases.locked(case.id)
            return await work.cases.heard_after(one)

    before, answer = await said(
        pair, message(case.id, 1), message(case.id, 2, author=Author.STAFF, chat_id=GROUP)
    )
    await said(
        pair,
        message(case.id, 3, author=Author.NOTE, chat_id=GROUP),
        message(case.id, None, author=Author.BOT),
        message(case.id, 4, relay=Relay.NONE),
        message(case.id, 10, relay=Relay.NONE, kind=MediaKind.PHOTO, album_id="C"),
        message(case.id, 8, relay=Relay.HELD, kind=MediaKind.PHOTO, album_id="B"),
        message(case.id, 9, relay=Relay.MUTED),
        message(other.id, 5),
    )
    assert await heard_after(before) is False
    assert await heard_after(answer) is False
    await said(pair, message(case.id, 6, relay=Relay.GATHERING, kind=MediaKind.PHOTO, album_id="A"))
    assert await heard_after(answer) is True
    [last] = await said(pair, message(case.id, 7))
    assert await heard_after(answer) is True
    assert await heard_after(last) is False


@contract
async def an_edit_keeps_what_was_said_before(pair: Pair) -> None:
    case = await opened(pair)
    [kept] = await said(pair, message(case.id, text="one", html="one", file_id="F1"))
    later = AT + HOUR

    async def edit(text: str, at: Any = later, **more: Any) -> bool:
        async with pair.works.alone() as work:
            return await work.cases.edit_message(kept.id, text, text, at, **more)

    assert not await edit("one")
    assert await edit("two")
    assert not await edit("two")
    assert await edit("three", later + HOUR, file_id="F2")
    now = await pair.cases.message(kept.id)
    assert now == replace(
        kept,
        text="three",
        html="three",
        file_id="F2",
        edited_at=later + HOUR,
        earlier=("one", "two"),
    )
    assert list(await pair.cases.messages(case.id)) == [now]
    async with pair.works.alone() as work:
        assert not await work.cases.edit_message(kept.id + 1000, "x", "x", later)


@contract
async def whether_messages_arrived_is_kept(pair: Pair) -> None:
    case = await opened(pair)
    one, two, _ = await said(pair, *(message(case.id, n) for n in (1, 2, 3)))
    async with pair.works.alone() as work:
        await work.cases.set_relay([one.id, two.id], Relay.SENT)
        await work.cases.set_relay([], Relay.FAILED)
    assert [each.relay for each in await pair.cases.messages(case.id)] == [
        Relay.SENT,
        Relay.SENT,
        Relay.PENDING,
    ]


@contract
async def what_was_taken_back_stays_so(pair: Pair) -> None:
    case = await opened(pair)
    one, two, three = await said(pair, *(message(case.id, n) for n in (1, 2, 3)))
    async with pair.works.alone() as work:
        set_relay = work.cases.set_relay
        assert set(await set_relay([one.id, two.id], Relay.SENT)) == {one.id, two.id}
        back = await set_relay([two.id, three.id], Relay.DELETED, was=Relay.PENDING)
        assert set(back) == {three.id}
        assert set(await set_relay([one.id, three.id], Relay.FAILED)) == {one.id}
    assert [each.relay for each in await pair.cases.messages(case.id)] == [
        Relay.FAILED,
        Relay.SENT,
        Relay.DELETED,
    ]


@contract
async def of_two_who_settle_a_message_one_does(pair: Pair) -> None:
    case = await opened(pair)
    [asked] = await said(pair, message(case.id, author=Author.ASKED, author_id=ANN))
    async with pair.works.alone() as work:
        settle = work.cases.set_author
        assert await settle(asked.id, Author.NOTE, was=Author.ASKED)
        assert not await settle(asked.id, Author.STAFF, was=Author.ASKED)
        assert not await settle(asked.id + 1000, Author.STAFF, was=Author.ASKED)
    now = await pair.cases.message(asked.id)
    assert now is not None
    assert now.author is Author.NOTE


@contract
async def one_telegram_message_may_hold_several_and_one_may_have_several_copies(
    pair: Pair,
) -> None:
    case = await opened(pair)
    one, two = await said(pair, message(case.id, 1), message(case.id, 2))
    bundled = [Twin(BOT, GROUP, 70, each.id, False) for each in (one, two)]
    long = [Twin(BOT, GROUP, number, two.id, False) for number in (71, 72)]
    for _ in range(2):
        async with pair.works.alone() as work:
            await work.cases.twin([*bundled, *long])
            await work.cases.twin([])
    assert list(await pair.cases.said_at(BOT, GROUP, 70)) == [one, two]
    assert list(await pair.cases.said_at(BOT, GROUP, 72)) == [two]
    assert list(await pair.cases.said_at(BOT, GROUP, 2)) == []
    assert list(await pair.cases.said_at(BOT + 1, GROUP, 70)) == []
    assert list(await pair.cases.twins([two.id])) == [
        Twin(BOT, LI.id, 2, two.id, True),
        bundled[1],
        *long,
    ]
    assert len(await pair.cases.twins([one.id, two.id])) == 6
    assert list(await pair.cases.twins([])) == []


@contract
async def the_members_of_an_album_are_found_together(pair: Pair) -> None:
    case = await opened(pair)
    members = await said(
        pair, *(message(case.id, n, album_id="A", kind=MediaKind.PHOTO) for n in (1, 2))
    )
    await said(pair, message(case.id, 3, album_id="B"), message(case.id, 4))
    await said(pair, message(case.id, 5, album_id="A", chat_id=GROUP))
    assert list(await pair.cases.album(BOT, LI.id, "A")) == members
    assert list(await pair.cases.album(BOT, LI.id, "C")) == []


@contract
async def messages_move_to_another_case_with_their_twins(pair: Pair) -> None:
    case, other = await opened(pair), await opened(pair, kind=CaseKind.COMPLAINT)
    one, two = await said(pair, message(case.id, 1), message(case.id, 2))
    async with pair.works.alone() as work:
        await work.cases.move_messages([two.id], other.id)
    moved = replace(two, case_id=other.id)
    assert list(await pair.cases.messages(case.id)) == [one]
    assert list(await pair.cases.messages(other.id)) == [moved]
    assert list(await pair.cases.said_at(BOT, LI.id, 2)) == [moved]


@contract
async def what_was_said_in_a_case_closed_long_ago_goes(pair: Pair) -> None:
    case, other = await opened(pair), await opened(pair, person=CHEN)
    one, kept = await said(
        pair, message(case.id, 1, file_id="F", origin="Bo"), message(other.id, 2)
    )
    async with pair.works.alone() as work:
        await work.cases.edit_message(one.id, "now", "now", AT)
    await changed(pair, case, status=CaseStatus.CLOSED, closed_at=AT)
    async with pair.works.alone() as work:
        assert await work.housekeeping.prune_cases(AT + timedelta(days=1)) == 1
    [after] = await pair.cases.messages(case.id)
    assert (after.text, after.html, after.file_id, after.origin, after.earlier) == (
        "", "", None, "", (),
    )  # fmt: skip
    assert (after.id, after.author, after.written_at) == (one.id, one.author, one.written_at)
    assert list(await pair.cases.messages(other.id)) == [kept]
