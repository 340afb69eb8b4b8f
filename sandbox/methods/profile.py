"""The bot's own name, descriptions, commands and menu button."""

import re
from typing import Any

from sandbox.chats import ADMIN_RIGHTS
from sandbox.entries import bot_info
from sandbox.errors import bad_request
from sandbox.json_types import Json
from sandbox.methods.registry import METHODS, Method, Request, method
from sandbox.methods.targets import find_chat

MAX_COMMANDS = 100
_COMMAND = re.compile(r"[a-z0-9_]{1,32}")
_LANGUAGE = re.compile(r"[a-z]{2}|")
_PLAIN_SCOPES = frozenset(
    {"default", "all_private_chats", "all_group_chats", "all_chat_administrators"}
)
_CHAT_SCOPES = frozenset({"chat", "chat_administrators", "chat_member"})


def _changed(request: Request) -> None:
    bot = request.bot
    request.world.hub.publish("bot", bot, lambda: bot_info(bot))


def _language(request: Request) -> str:
    language = request.params.text("language_code")
    if not _LANGUAGE.fullmatch(language):
        raise bad_request("LANG_CODE_INVALID")
    return language


def _scope(request: Request) -> str:
    """A key for a BotCommandScope: its type, and the chat and member it names."""
    scope = request.params.object("scope") or {"type": "default"}
    kind = scope.get("type")
    if kind in _PLAIN_SCOPES:
        return str(kind)
    if kind not in _CHAT_SCOPES:
        raise bad_request("can't parse BotCommandScope: Unsupported type specified")
    inner = Request(request.world, request.bot, type(request.params)(scope))
    chat = find_chat(inner)
    if kind != "chat" and chat.private:
        raise bad_request(f"can't use specified scope in private chats: {kind}")
    if kind == "chat_member":
        return f"{kind}:{chat.id}:{inner.params.integer('user_id')}"
    return f"{kind}:{chat.id}"


@method("setMyCommands")
def _set_my_commands(request: Request) -> bool:
    commands = request.params.array("commands")
    if commands is None:
        raise bad_request('parameter "commands" is required')
    if len(commands) > MAX_COMMANDS:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    kept = [_command(one) for one in commands]
    key = (_scope(request), _language(request))
    if kept:
        request.bot.profile.commands[key] = kept
    else:
        request.bot.profile.commands.pop(key, None)
    _changed(request)
    return True


def _command(value: Any) -> Json:
    if not isinstance(value, dict):
        raise bad_request("can't parse BotCommand: expected an Object")
    name = str(value.get("command", "")).removeprefix("/").lower()
    description = str(value.get("description", "")).strip()
    if not _COMMAND.fullmatch(name):
        raise bad_request("BOT_COMMAND_INVALID")
    if not 1 <= len(description) <= 256:
        raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    return {"command": name, "description": description}


@method("getMyCommands")
def _get_my_commands(request: Request) -> list[Json]:
    return request.bot.profile.commands.get((_scope(request), _language(request)), [])


@method("deleteMyCommands")
def _delete_my_commands(request: Request) -> bool:
    request.bot.profile.commands.pop((_scope(request), _language(request)), None)
    _changed(request)
    return True


def _texts(request: Request, field: str) -> dict[str, str]:
    profile = request.bot.profile
    return {
        "name": profile.names,
        "description": profile.descriptions,
        "short_description": profile.short_descriptions,
    }[field]


def _enter_text(title: str, field: str, limit: int) -> None:
    """The pair setMyX and getMyX of a text that each language may have."""

    def set_text(request: Request) -> bool:
        text = request.params.text(field).strip()
        if len(text) > limit:
            raise bad_request(f"bot {field.replace('_', ' ')} is too long")
        texts, language = _texts(request, field), _language(request)
        if text:
            texts[language] = text
        else:
            texts.pop(language, None)
        if field == "name" and not language and text:
            request.bot.first_name = text
        _changed(request)
        return True

    def get_text(request: Request) -> Json:
        texts, language = _texts(request, field), _language(request)
        fallback = request.bot.first_name if field == "name" else ""
        return {field: texts.get(language) or texts.get("") or fallback}

    METHODS[f"setmy{title}".lower()] = Method(f"setMy{title}", set_text)
    METHODS[f"getmy{title}".lower()] = Method(f"getMy{title}", get_text)


_enter_text("Name", "name", 64)
_enter_text("Description", "description", 512)
_enter_text("ShortDescription", "short_description", 120)


@method("setChatMenuButton")
def _set_chat_menu_button(request: Request) -> bool:
    button = request.params.object("menu_button") or {"type": "default"}
    if button.get("type") not in {"default", "commands", "web_app"}:
        raise bad_request("can't parse MenuButton: MenuButton has unsupported type")
    buttons = request.bot.profile.menu_buttons
    buttons[request.params.integer("chat_id") or None] = button
    _changed(request)
    return True


@method("getChatMenuButton")
def _get_chat_menu_button(request: Request) -> Json:
    buttons = request.bot.profile.menu_buttons
    chat = request.params.integer("chat_id") or None
    return buttons.get(chat) or buttons.get(None) or {"type": "commands"}


@method("setMyDefaultAdministratorRights")
def _set_my_default_administrator_rights(request: Request) -> bool:
    rights = request.params.object("rights") or {}
    request.bot.profile.default_rights[request.params.boolean("for_channels")] = rights
    return True


@method("getMyDefaultAdministratorRights")
def _get_my_default_administrator_rights(request: Request) -> Json:
    given = request.bot.profile.default_rights.get(request.params.boolean("for_channels"), {})
    named = {right: bool(given.get(right)) for right in ADMIN_RIGHTS}
    return {"is_anonymous": False, **named}
