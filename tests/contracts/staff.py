"""The contract of staff, rooms and topics, and of reaching an owner."""

from dataclasses import replace

from domain.incoming import Person, Place
from domain.owners import Reach
from domain.rooms import Room
from domain.staff import Membership, Right, Role, StaffMember
from tests.contracts.cases import GROUP, opened
from tests.contracts.ports import (
    ADMIN,
    BOT,
    CHEN,
    DESK_CHATS,
    LI,
    PLACE,
    Pair,
    contract,
)

ANN = Person(8001, "Ann", "Lee", "ann", "en")
BO = Person(8002, "Bo")
MAIN, OTHER = DESK_CHATS["main"], DESK_CHATS["other"]


async def hired(pair: Pair, person: Person, desk: str = "main", role: Role = Role.AGENT) -> None:
    async with pair.works.alone() as work:
        await work.staff.grant(person, desk, role, by=ADMIN.id)


async def present(pair: Pair, person: Person, chat_id: int = MAIN, *, is_: bool) -> None:
    async with pair.works.alone() as work:
        await work.staff.set_present(BOT, chat_id, person, present=is_)


@contract
async def nobody_is_staff_by_being_there(pair: Pair) -> None:
    await present(pair, ANN, is_=True)
    async with pair.works.alone() as work:
        await work.staff.meet(ANN)
        await work.staff.set_on_duty(ANN.id, on_duty=False)
    assert await pair.staff.member(ANN.id) is None
    assert list(await pair.staff.members("main")) == []


@contract
async def who_reads_along_without_a_role_is_known(pair: Pair) -> None:
    async def unconfirmed() -> list[str]:
        return [one.name for one in await pair.staff.unconfirmed(MAIN, "main")]

    await present(pair, ANN, is_=True)
    assert await unconfirmed() == []  # nobody was told of them yet
    async with pair.works.alone() as work:
        for person in (BO, ANN, ADMIN):
            await work.staff.announce(BOT, MAIN, person)
        await work.staff.announce(BOT, OTHER, CHEN)
    assert await unconfirmed() == ["Ann Lee", "Bo"]
    await hired(pair, ANN, "other")
    assert await unconfirmed() == ["Ann Lee", "Bo"]
    await hired(pair, ANN)
    assert await unconfirmed() == ["Bo"]
    await present(pair, BO, is_=False)
    assert await unconfirmed() == []


@contract
async def a_role_is_given_replaced_and_taken(pair: Pair) -> None:
    await hired(pair, ANN)
    member = await pair.staff.member(ANN.id)
    assert member == StaffMember(
        ANN.id, "Ann Lee", "ann", "en", memberships=(Membership("main", Role.AGENT),)
    )
    await hired(pair, ANN, role=Role.SUPERVISOR)
    await hired(pair, ANN, "other")
    member = await pair.staff.member(ANN.id)
    assert member is not None
    assert member.memberships == (
        Membership("main", Role.SUPERVISOR),
        Membership("other", Role.AGENT),
    )
    async with pair.works.alone() as work:
        assert await work.staff.revoke(ANN.id, "main", by=ADMIN.id)
        assert not await work.staff.revoke(ANN.id, "main", by=None)
        assert await work.staff.revoke(ANN.id, "other", by=None)
    assert await pair.staff.member(ANN.id) == StaffMember(ANN.id, "Ann Lee", "ann", "en")


@contract
async def leaving_the_group_ends_access_at_that_desk_at_once(pair: Pair) -> None:
    await hired(pair, ANN)
    await hired(pair, ANN, "other")
    await present(pair, ANN, is_=False)
    member = await pair.staff.member(ANN.id)
    assert member is not None
    assert member.role_at("main") is None
    assert member.role_at("other") is Role.AGENT
    assert list(await pair.staff.members("main")) == []
    assert list(await pair.staff.appointed("main")) == [member]
    assert list(await pair.staff.appointed("nowhere")) == []
    assert list(await pair.staff.members("other")) == [member]
    await present(pair, ANN, GROUP, is_=True)
    assert (await pair.staff.member(ANN.id)) == member
    await present(pair, ANN, is_=True)
    back = await pair.staff.member(ANN.id)
    assert back is not None
    assert back.role_at("main") is Role.AGENT


@contract
async def who_works_at_a_desk_is_listed_by_name(pair: Pair) -> None:
    await hired(pair, BO)
    await hired(pair, ANN)
    await hired(pair, CHEN, "other")
    assert [one.name for one in await pair.staff.members("main")] == ["Ann Lee", "Bo"]
    assert list(await pair.staff.members("nowhere")) == []


@contract
async def admins_of_the_settings_are_admins_everywhere(pair: Pair) -> None:
    assert await pair.staff.member(ADMIN.id) == StaffMember(ADMIN.id, "", is_admin=True)
    async with pair.works.alone() as work:
        await work.staff.meet(ADMIN)
        await work.staff.meet(replace(ADMIN, first_name="Boss"))
    admin = await pair.staff.member(ADMIN.id)
    assert admin is not None
    assert (admin.name, admin.is_admin, admin.role_at("any")) == ("Boss", True, Role.ADMIN)
    assert list(await pair.staff.members("main")) == []


@contract
async def an_admin_who_was_appointed_is_one_until_they_leave(pair: Pair) -> None:
    await hired(pair, ANN, role=Role.ADMIN)
    member = await pair.staff.member(ANN.id)
    assert member is not None
    assert member.is_admin
    assert member.may(Right.APPOINT_SUPERVISORS, "other")
    await present(pair, ANN, is_=False)
    member = await pair.staff.member(ANN.id)
    assert member is not None
    assert not member.is_admin
    assert not member.may(Right.WORK_CASES, "main")


@contract
async def a_staff_name_follows_telegram(pair: Pair) -> None:
    await hired(pair, ANN)
    async with pair.works.alone() as work:
        await work.staff.meet(replace(ANN, first_name="Anna", last_name="", username=None))
    member = await pair.staff.member(ANN.id)
    assert member is not None
    assert (member.name, member.username) == ("Anna", None)


@contract
async def being_on_duty_is_kept(pair: Pair) -> None:
    await hired(pair, ANN)
    for on_duty in (False, True):
        async with pair.works.alone() as work:
            await work.staff.set_on_duty(ANN.id, on_duty=on_duty)
        member = await pair.staff.member(ANN.id)
        assert member is not None
        assert member.on_duty is on_duty
    async with pair.works.alone() as work:
        await work.staff.set_on_duty(ANN.id, on_duty=False)
    await hired(pair, ANN, "other")
    member = await pair.staff.member(ANN.id)
    assert member is not None
    assert not member.on_duty


@contract
async def who_was_seen_in_a_group_is_known_there(pair: Pair) -> None:
    assert await pair.staff.seen(BOT, MAIN, ANN.id) is None
    await present(pair, ANN, is_=True)
    assert await pair.staff.seen(BOT, MAIN, ANN.id) == ANN
    assert await pair.staff.seen(BOT, GROUP, ANN.id) is None
    await present(pair, replace(ANN, username="lee"), is_=False)
    seen = await pair.staff.seen(BOT, MAIN, ANN.id)
    assert seen is not None
    assert seen.username == "lee"


@contract
async def an_unconfirmed_member_is_announced_once_until_they_come_back(pair: Pair) -> None:
    async def announce() -> bool:
        async with pair.works.alone() as work:
            return await work.staff.announce(BOT, MAIN, ANN)

    assert await announce()
    assert not await announce()
    assert await pair.staff.seen(BOT, MAIN, ANN.id) == ANN
    await present(pair, ANN, is_=True)
    assert not await announce()
    await present(pair, ANN, is_=False)
    assert await announce()


@contract
async def what_a_room_is_like_is_kept(pair: Pair) -> None:
    assert await pair.staff.room(BOT, GROUP) == Room(BOT, GROUP)
    forum = Room(
        BOT, GROUP, has_topics=True, is_admin=True, can_manage_topics=True, can_pin=True,
        can_delete=True,
    )  # fmt: skip
    for room in (forum, Room(BOT, GROUP, is_admin=True)):
        async with pair.works.alone() as work:
            await work.staff.keep_room(room)
        assert await pair.staff.room(BOT, GROUP) == room
    assert await pair.staff.room(BOT + 1, GROUP) == Room(BOT + 1, GROUP)


@contract
async def a_room_that_moved_is_found_by_its_former_id_and_so_are_those_in_it(pair: Pair) -> None:
    await hired(pair, ANN)
    async with pair.works.alone() as work:
        await work.staff.keep_room(Room(BOT, GROUP, moved_from=MAIN))
        await work.staff.keep_room(Room(BOT, GROUP, has_topics=True))
    moved = Room(BOT, GROUP, has_topics=True, moved_from=MAIN)
    assert await pair.staff.room(BOT, MAIN) == moved
    assert await pair.staff.room(BOT, GROUP) == moved
    await present(pair, ANN, GROUP, is_=False)
    member = await pair.staff.member(ANN.id)
    assert member is not None
    assert member.role_at("main") is None


@contract
async def of_two_topics_of_a_name_the_first_stands(pair: Pair) -> None:
    case = await opened(pair)

    async def made(topic_id: int, name: str = case.topic) -> bool:
        async with pair.works.alone() as work:
            return await work.staff.topic_made(BOT, GROUP, name, topic_id)

    async def lost(topic_id: int) -> str | None:
        async with pair.works.alone() as work:
            return await work.staff.topic_lost(BOT, GROUP, topic_id)

    assert await pair.staff.topic(BOT, GROUP, case.topic) is None
    assert await made(5)
    assert await made(5)
    assert not await made(6)
    assert await pair.staff.topic(BOT, GROUP, case.topic) == 5
    assert await pair.staff.topic(BOT, MAIN, case.topic) is None
    for topic in (5, 6):
        found = await pair.cases.in_topic(BOT, GROUP, topic)
        assert found is not None
        assert found.id == case.id
    assert await lost(6) is None
    assert await lost(5) == case.topic
    assert await lost(5) is None
    assert await lost(99) is None
    assert await pair.staff.topic(BOT, GROUP, case.topic) is None
    assert await pair.cases.in_topic(BOT, GROUP, 5) is not None
    assert await made(7)
    assert await pair.staff.topic(BOT, GROUP, case.topic) == 7
    assert await lost(7) == case.topic
    assert await made(5)
    assert await pair.staff.topic(BOT, GROUP, case.topic) == 5
    assert await made(8, "supervisors")
    assert await pair.cases.in_topic(BOT, GROUP, 8) is None
    assert await pair.cases.in_topic(BOT, GROUP, 99) is None


@contract
async def an_owner_is_muted_until_they_are_not(pair: Pair) -> None:
    owner = await pair.meet()
    for muted in (True, True, False, False):
        async with pair.works.alone() as work:
            await work.staff.mute(owner.id, by=ANN.id, muted=muted)
        assert await pair.staff.is_muted(owner.id) is muted


@contract
async def an_action_can_be_audited(pair: Pair) -> None:
    async with pair.works.alone() as work:
        await work.staff.audit(ANN.id, "claim", "case:1", {"words": "好"}, PLACE)
        await work.staff.audit(ANN.id, "duty", "staff:1", {}, None)


@contract
async def an_owner_is_reached_at_their_chat_with_a_bot(pair: Pair) -> None:
    owner = await pair.meet(wrote_in="en")
    async with pair.works.alone() as work:
        await work.owners.set_desk(owner.id, "other")
        await work.owners.set_time_zone(owner.id, "Europe/Berlin")
        car = await work.owners.add_vehicle(owner.id, "lyra", 2023)
        gone = await work.owners.add_vehicle(owner.id, "linden", 1999)
        await work.owners.remove_vehicle(owner.id, gone.id)
    expected = Reach(
        replace(owner, desk="other", time_zone="Europe/Berlin"),
        PLACE,
        "Li Na",
        "lina",
        wrote_in="en",
        language_code="zh-hans",
        vehicles=(car,),
    )
    assert await pair.reads.reach(BOT, owner.id) == expected
    assert expected.locale(("zh-Hans", "en")) == "en"
    assert (await pair.caller()).owner == expected.owner
    assert await pair.reads.reach(BOT + 1, owner.id) is None
    assert await pair.reads.reach(BOT, owner.id + 1000) is None
    async with pair.works.alone() as work:
        await work.owners.set_blocked(PLACE, blocked=True)
        await work.owners.set_desk(owner.id, None)
        await work.owners.set_time_zone(owner.id, None)
    assert await pair.reads.reach(BOT, owner.id) == replace(expected, owner=owner, blocked=True)


@contract
async def owners_are_found_by_what_staff_write(pair: Pair) -> None:
    li, chen = await pair.meet(), await pair.meet(CHEN)
    async with pair.works.alone() as work:
        car = await work.owners.add_vehicle(chen.id, "lyra", 2023)
        await work.owners.change_vehicle(
            chen.id, replace(car, vin="1M8GDM9AXKP042788", plate="AB 123-4")
        )
    finds = {
        str(LI.id): [li.id],
        "@LiNa": [li.id],
        "@lin": [],
        "li na": [li.id],
        "CHE": [chen.id],
        "1M8GDM9AXKP042788": [chen.id],
        "042788": [chen.id],
        "42788": [],
        "ab123 4": [chen.id],
        "%": [],
        "  ": [],
        "": [],
        "9" * 30: [],
    }
    for words, found in finds.items():
        assert list(await pair.staff.owners(BOT, words)) == found, words
    assert list(await pair.staff.owners(BOT + 1, "li na")) == []
    await pair.meet(replace(CHEN, id=7003))
    assert len(await pair.staff.owners(BOT, "chen")) == 2
    assert len(await pair.staff.owners(BOT, "chen", limit=1)) == 1
    assert await pair.reads.caller(Place(BOT, 7003), 7003) is not None


@contract
async def somebody_is_known_by_what_was_last_said_of_them(pair: Pair) -> None:
    assert await pair.staff.known(ANN.id) is None
    await pair.meet(LI)
    li = await pair.staff.known(LI.id)
    assert li is not None
    assert (li.id, li.name) == (LI.id, LI.name)
    await present(pair, ANN, is_=False)
    assert await pair.staff.known(ANN.id) == ANN
    await hired(pair, Person(9009))
    assert await pair.staff.known(9009) is None


@contract
async def an_id_alone_takes_no_name_away_and_is_one_itself(pair: Pair) -> None:
    await hired(pair, ANN)
    await hired(pair, Person(ANN.id), role=Role.SUPERVISOR)
    await hired(pair, Person(9009))
    names = [one.name for one in await pair.staff.members("main")]
    assert names == ["9009", "Ann Lee"]
    named = await pair.staff.member(ADMIN.id)
    assert named is not None
    assert named.name
