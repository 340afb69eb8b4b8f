"""The contract of cases' files: what is known of each, and whether its content is kept."""

from dataclasses import replace

from domain.attachments import Attachment, AttachmentState
from domain.case_messages import CaseMessage
from domain.cases import CaseStatus
from domain.incoming import FileRef, MediaKind
from tests.contracts.case_messages import message, said
from tests.contracts.cases import HOUR, changed, opened
from tests.contracts.ports import AT, BOT, CHEN, Pair, contract

FILE = FileRef("F1", "U1", "账单 <1>.pdf", "application/pdf", 2_500_000_000)


async def expected(pair: Pair, one: CaseMessage, file: FileRef = FILE) -> int | None:
    async with pair.works.alone() as work:
        return await work.attachments.expect(one, MediaKind.DOCUMENT, file)


async def kept(pair: Pair, number: int) -> None:
    async with pair.works.alone() as work:
        await work.attachments.keep(number, key=f"cases/1/{number}", sha256="ab", size=7, at=AT)


@contract
async def a_file_is_noted_once_for_a_message(pair: Pair) -> None:
    case = await opened(pair)
    one, two = await said(pair, message(case.id, 11), message(case.id, 12))
    number = await expected(pair, one)
    assert number is not None
    assert await expected(pair, one) is None
    assert await expected(pair, two) is not None
    assert await expected(pair, one, replace(FILE, file_id="F2")) is not None
    first, *others = await pair.attachments.of_case(case.id)
    assert first == Attachment(
        number, case.id, one.id, BOT, MediaKind.DOCUMENT, "F1", "U1", "账单 <1>.pdf",
        "application/pdf", 2_500_000_000, AttachmentState.WAITING,
    )  # fmt: skip
    assert [(other.case_message_id, other.file_id) for other in others] == [
        (two.id, "F1"), (one.id, "F2"),
    ]  # fmt: skip
    assert await pair.attachments.attachment(number) == first
    assert await pair.attachments.attachment(number + 1000) is None


@contract
async def attempts_are_counted_until_a_file_is_kept(pair: Pair) -> None:
    case = await opened(pair)
    [one] = await said(pair, message(case.id))
    number = await expected(pair, one)
    assert number is not None
    async with pair.works.alone() as work:
        await work.attachments.failed(number, "no " * 1000)
        await work.attachments.failed(number, "no")
    read = pair.attachments.attachment
    failed = await read(number)
    assert failed is not None
    assert (failed.attempts, failed.reason, failed.state) == (2, "no", AttachmentState.WAITING)
    await kept(pair, number)
    now = await read(number)
    assert now == replace(
        failed, state=AttachmentState.KEPT, reason="", key=f"cases/1/{number}", sha256="ab",
        size=7, kept_at=AT,
    )  # fmt: skip
    async with pair.works.alone() as work:
        await work.attachments.failed(number, "gone", AttachmentState.LOST)
    lost = await read(number)
    assert lost is not None
    assert lost.state is AttachmentState.LOST


@contract
async def a_file_goes_with_its_message_to_another_case(pair: Pair) -> None:
    case = await opened(pair)
    other = await opened(pair, person=CHEN)
    [one] = await said(pair, message(case.id))
    await expected(pair, one)
    async with pair.works.alone() as work:
        await work.cases.move_messages([one.id], other.id)
    assert await pair.attachments.of_case(case.id) == []
    [moved] = await pair.attachments.of_case(other.id)
    assert moved.case_id == other.id


@contract
async def what_is_expired_is_empty_but_for_where_its_content_is(pair: Pair) -> None:
    case, other = await opened(pair), await opened(pair, person=CHEN)
    one, two, theirs = await said(
        pair, message(case.id, 11), message(case.id, 12), message(other.id, 13)
    )
    numbers = [
        await expected(pair, one), await expected(pair, one, replace(FILE, file_id="F2")),
        await expected(pair, two), await expected(pair, theirs),
    ]  # fmt: skip
    first, second, never_kept, foreign = (number or 0 for number in numbers)
    for number in (first, second, foreign):
        await kept(pair, number)
    async with pair.works.alone() as work:
        await work.attachments.expire([case.id])
    assert await pair.attachments.of_case(case.id) == []
    assert len(await pair.attachments.of_case(other.id)) == 1
    expired = await pair.attachments.expired()
    assert [(each.id, each.key) for each in expired] == [
        (first, f"cases/1/{first}"), (second, f"cases/1/{second}"),
    ]  # fmt: skip
    assert all((each.name, each.unique_id, each.mime) == ("", "", "") for each in expired)
    assert "F1" not in {each.file_id for each in expired}
    assert await pair.attachments.attachment(never_kept) is None
    assert len(await pair.attachments.expired(limit=1)) == 1
    async with pair.works.alone() as work:
        await work.attachments.forget([first, second])
    assert await pair.attachments.expired() == []


@contract
async def files_expire_with_the_words_of_their_case(pair: Pair) -> None:
    case = await opened(pair)
    [one] = await said(pair, message(case.id))
    number = await expected(pair, one) or 0
    await kept(pair, number)
    await changed(pair, case, status=CaseStatus.CLOSED, closed_at=AT)
    async with pair.works.alone() as work:
        await work.housekeeping.prune_cases(AT + HOUR)
    assert [each.id for each in await pair.attachments.expired()] == [number]
