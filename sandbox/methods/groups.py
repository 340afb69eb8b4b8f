"""Chats and who is in them."""

from sandbox.accounts import Bot, User
from sandbox.chats import MEMBER_RIGHTS, Chat, Member, Status
from sandbox.delivery import chat_changed
from sandbox.errors import bad_request
from sandbox.json_types import Json
from sandbox.membership import change_member, rights_from
from sandbox.methods.registry import Request, method
from sandbox.methods.targets import find_chat, find_user, require_inside, require_right
from sandbox.posting import Place, post


@method("getChat")
def _get_chat(request: Request) -> Json:
    chat = find_chat(request)
    require_inside(request, chat)
    found: Json = {
        **chat.payload,
        "accent_color_id": abs(chat.id) % 7,
        "max_reaction_count": 11,
        "accepted_gift_types": {
            "unlimited_gifts": False,
            "limited_gifts": False,
            "unique_gifts": False,
            "premium_subscription": False,
            "gifts_from_channels": False,
        },
    }
    if chat.username:
        found["active_usernames"] = [chat.username]
    if not chat.private:
        found["permissions"] = {right: right != "can_manage_topics" for right in MEMBER_RIGHTS}
    pinned = chat.pinned()
    if pinned:
        found["pinned_message"] = chat.messages[pinned[-1]].bare()
    return found


@method("getChatMember")
def _get_chat_member(request: Request) -> Json:
    chat = find_chat(request)
    require_inside(request, chat)
    who = request.world.account(request.params.integer("user_id"))
    if who is None:
        raise bad_request("user not found" if "user_id" in request.params else "invalid user_id")
    return _member_of(chat, who.id).payload(who.payload)


def _member_of(chat: Chat, who: int) -> Member:
    if chat.private:
        return Member(Status.MEMBER if who in {chat.id, chat.bot and chat.bot.id} else Status.LEFT)
    return chat.member(who)


@method("getChatAdministrators")
def _get_chat_administrators(request: Request) -> list[Json]:
    """The administrators that are people, and this bot itself."""
    chat = find_chat(request)
    if chat.private:
        raise bad_request("there are no administrators in the private chat")
    require_inside(request, chat)
    found = []
    for who, member in chat.inside():
        account = request.world.account(who)
        if account is None or not member.status.admin:
            continue
        if isinstance(account, User) or account is request.bot:
            found.append(member.payload(account.payload))
    return found


@method("getChatMemberCount")
@method("getChatMembersCount")
def _get_chat_member_count(request: Request) -> int:
    chat = find_chat(request)
    require_inside(request, chat)
    return 2 if chat.private else sum(1 for _ in chat.inside())


@method("leaveChat")
def _leave_chat(request: Request) -> bool:
    chat = find_chat(request)
    if chat.private:
        raise bad_request("chat member status can't be changed in private chats")
    require_inside(request, chat)
    change_member(request.world, chat, request.bot, Member(Status.LEFT), by=request.bot)
    return True


def _subject(request: Request, right: str) -> tuple[Chat, User | Bot]:
    chat = find_chat(request)
    if chat.private:
        raise bad_request("method is available for supergroup and channel chats only")
    require_right(request, chat, right, "not enough rights to restrict/unrestrict chat member")
    user = find_user(request)
    if user is None:
        raise bad_request("PARTICIPANT_ID_INVALID")
    if chat.member(user.id).status is Status.CREATOR:
        raise bad_request("can't remove chat owner")
    if chat.member(user.id).status is Status.ADMINISTRATOR and right == "can_restrict_members":
        raise bad_request("user is an administrator of the chat")
    return chat, user


@method("banChatMember")
@method("kickChatMember")
def _ban_chat_member(request: Request) -> bool:
    chat, user = _subject(request, "can_restrict_members")
    until = request.params.integer("until_date")
    change_member(request.world, chat, user, Member(Status.KICKED, until=until), by=request.bot)
    return True


@method("unbanChatMember")
def _unban_chat_member(request: Request) -> bool:
    chat, user = _subject(request, "can_restrict_members")
    banned = chat.member(user.id).status is Status.KICKED
    if banned or not request.params.boolean("only_if_banned"):
        change_member(request.world, chat, user, Member(Status.LEFT), by=request.bot)
    return True


@method("restrictChatMember")
def _restrict_chat_member(request: Request) -> bool:
    chat, user = _subject(request, "can_restrict_members")
    allowed = request.params.object("permissions") or {}
    rights = frozenset(right for right in MEMBER_RIGHTS if allowed.get(right))
    until = request.params.integer("until_date")
    member = Member(Status.RESTRICTED, rights, until)
    change_member(request.world, chat, user, member, by=request.bot)
    return True


@method("promoteChatMember")
def _promote_chat_member(request: Request) -> bool:
    chat, user = _subject(request, "can_promote_members")
    rights = rights_from({**request.params.values})
    member = Member(Status.ADMINISTRATOR, rights) if rights else Member(Status.MEMBER)
    change_member(request.world, chat, user, member, by=request.bot)
    return True


@method("setChatTitle")
def _set_chat_title(request: Request) -> bool:
    chat = find_chat(request)
    require_right(request, chat, "can_change_info", "not enough rights to change chat title")
    title = request.params.text("title").strip()
    if not 1 <= len(title) <= 128:
        raise bad_request("chat title can't be empty" if not title else "chat title is too long")
    if title == chat.title:
        raise bad_request("chat title is not modified")
    chat.title = title
    chat.refresh()
    post(request.world, Place(chat), request.bot, {"new_chat_title": title})
    chat_changed(request.world, chat)
    return True


@method("exportChatInviteLink")
def _export_chat_invite_link(request: Request) -> str:
    chat = find_chat(request)
    require_right(request, chat, "can_invite_users", "not enough rights to manage chat invite link")
    return f"https://t.me/+{abs(chat.id):x}"


@method("getUserProfilePhotos")
def _get_user_profile_photos(request: Request) -> Json:
    if request.world.account(request.params.integer("user_id")) is None:
        raise bad_request("user not found")
    return {"total_count": 0, "photos": []}
