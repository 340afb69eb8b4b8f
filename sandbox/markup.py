"""Keyboards: checked as Telegram checks them."""

import json
from typing import Any

from sandbox.entities import web_address
from sandbox.errors import bad_request
from sandbox.json_types import Json

MAX_BUTTONS = 100
MAX_ROW = 8
MAX_DATA_BYTES = 64
_ACTIONS = (
    "callback_data",
    "url",
    "switch_inline_query",
    "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat",
    "copy_text",
    "web_app",
    "login_url",
    "pay",
    "callback_game",
)


def inline_keyboard(value: Any) -> Json | None:
    """An inline keyboard; other kinds of markup are refused, nothing and no buttons are None."""
    markup = reply_markup(value)
    if markup is not None and "inline_keyboard" not in markup:
        raise bad_request("inline keyboard expected")
    return markup


def reply_markup(value: Any) -> Json | None:
    """Any markup; an inline keyboard without buttons is None."""
    if value in (None, ""):
        return None
    if isinstance(value, str):
        try:
            value = json.loads(value)
        except json.JSONDecodeError:
            raise bad_request("can't parse reply keyboard markup JSON object") from None
    if not isinstance(value, dict):
        raise bad_request("object expected as reply markup")
    if "inline_keyboard" in value:
        rows = _rows(value["inline_keyboard"], "InlineKeyboard")
        for row in rows:
            for button in row:
                _check_inline(button)
        _check_size(rows)
        return {"inline_keyboard": rows} if rows else None
    if "keyboard" in value:
        rows = _rows(value["keyboard"], "Keyboard")
        return {**value, "keyboard": [[_reply_button(one) for one in row] for row in rows]}
    return value if value.get("remove_keyboard") or value.get("force_reply") else None


def _rows(value: Any, name: str) -> list[list[Any]]:
    if not isinstance(value, list):
        raise bad_request(f'field "{name}" of the {name}Markup must be an Array')
    if not all(isinstance(row, list) for row in value):
        raise bad_request(f'field "{name}" of the {name}Markup must be an Array of Arrays')
    return [row for row in value if row]


def _check_size(rows: list[list[Any]]) -> None:
    if sum(map(len, rows)) > MAX_BUTTONS or any(len(row) > MAX_ROW for row in rows):
        raise bad_request("reply markup is too long")


def _check_inline(button: Any) -> None:
    if not isinstance(button, dict):
        raise bad_request(
            "can't parse inline keyboard button: InlineKeyboardButton must be an Object"
        )
    if not isinstance(button.get("text"), str) or not button["text"].strip():
        raise bad_request("inline keyboard button text must be non-empty")
    if not any(action in button for action in _ACTIONS):
        raise bad_request(
            "can't parse inline keyboard button: text buttons are unallowed in the inline keyboard"
        )
    if "callback_data" in button:
        data = button["callback_data"]
        if not isinstance(data, str) or not 1 <= len(data.encode()) <= MAX_DATA_BYTES:
            raise bad_request("BUTTON_DATA_INVALID")
    if "url" in button and web_address(str(button["url"])) is None:
        raise bad_request(
            f"inline keyboard button URL '{button['url']}' is invalid: Wrong HTTP URL"
        )


def _reply_button(button: Any) -> Json:
    if isinstance(button, str):
        return {"text": button}
    if not isinstance(button, dict) or not isinstance(button.get("text"), str):
        raise bad_request("can't parse keyboard button: KeyboardButton must be an Object")
    return button


def keyboard_effect(markup: Json | None) -> Json | None:
    """What a markup does to the reply keyboard, as the control side shows it."""
    if markup is None:
        return None
    if "keyboard" in markup:
        rows = [
            [
                {
                    "text": button["text"],
                    "request_contact": bool(button.get("request_contact")),
                    "request_location": bool(button.get("request_location")),
                }
                for button in row
            ]
            for row in markup["keyboard"]
        ]
        return {
            "type": "keyboard",
            "rows": rows,
            "one_time": bool(markup.get("one_time_keyboard")),
            "resize": bool(markup.get("resize_keyboard")),
            "persistent": bool(markup.get("is_persistent")),
            "placeholder": markup.get("input_field_placeholder"),
        }
    if markup.get("remove_keyboard"):
        return {"type": "remove"}
    if markup.get("force_reply"):
        return {"type": "force_reply", "placeholder": markup.get("input_field_placeholder")}
    return None
