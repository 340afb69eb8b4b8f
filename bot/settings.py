"""Settings from the environment (`OWNERLINE_…`) or a `.env` file: docs/operations.md lists them."""

from collections.abc import Mapping
from difflib import get_close_matches
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Self
from urllib.parse import urlsplit

from dotenv import dotenv_values
from pydantic import Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from bot.mistakes import in_plain_words
from domain.errors import OwnerlineError
from domain.text import Text

_PREFIX = "OWNERLINE_"
_NEAR = 0.88
"""How like a setting a name is that was meant to be it; the prefix alone makes half of it."""
TELEGRAM_API = "https://api.telegram.org"


class Mode(StrEnum):
    """How updates come in."""

    POLLING = "polling"
    WEBHOOK = "webhook"


class LogFormat(StrEnum):
    """How log lines look."""

    CONSOLE = "console"
    JSON = "json"


class Settings(BaseSettings):
    """Everything the environment decides. Rates: see `SEND_RATE` and its kin in the docs."""

    model_config = SettingsConfigDict(
        env_prefix=_PREFIX, env_file=".env", env_ignore_empty=True, extra="ignore", frozen=True
    )

    telegram_token: Annotated[tuple[SecretStr, ...], NoDecode] = ()
    telegram_api_url: str = TELEGRAM_API
    mode: Mode = Mode.POLLING
    webhook_url: str = ""
    webhook_secret: SecretStr = SecretStr("")
    webhook_listen: str = "127.0.0.1:8443"
    ops_listen: str = "127.0.0.1:9090"
    send_rate: float = Field(default=30, gt=0)
    chat_rate: float = Field(default=1, gt=0)
    group_rate: float = Field(default=20, gt=0)
    data_dir: Path = Path("./var")
    database_url: str = ""
    files_url: str = ""
    chroma_url: str = ""
    admin_ids: Annotated[tuple[int, ...], NoDecode] = ()
    staff_chat_id: int | None = None
    policy: Path | None = None
    embeddings: str = "bundled"
    chat_model: str = ""
    chat_timeout: float = Field(default=8, gt=0, le=60)
    chat_tokens: int = Field(default=800, ge=50, le=8000)
    chat_calls: int = Field(default=4, ge=1, le=100)
    log_format: LogFormat = LogFormat.CONSOLE

    @field_validator("telegram_token", mode="before")
    @classmethod
    def _tokens(cls, value: object) -> object:
        return _split(value)

    @field_validator("admin_ids", mode="before")
    @classmethod
    def _ids(cls, value: object) -> object:
        return _split(value)

    @field_validator("telegram_api_url", "webhook_url")
    @classmethod
    def _no_trailing_slash(cls, value: str) -> str:
        return value.rstrip("/")

    @field_validator("webhook_secret")
    @classmethod
    def _secret_form(cls, value: SecretStr) -> SecretStr:
        secret = value.get_secret_value()
        allowed = secret.replace("-", "").replace("_", "")
        if len(secret) > 256 or (secret and not (allowed.isascii() and allowed.isalnum())):
            raise ValueError("a webhook secret has at most 256 of A-Z, a-z, 0-9, _ and -")
        return value

    @field_validator("webhook_listen", "ops_listen")
    @classmethod
    def _address(cls, value: str) -> str:
        if value != "off":
            listen_address(value)
        return value

    @model_validator(mode="after")
    def _webhook_complete(self) -> Self:
        if self.mode is Mode.WEBHOOK:
            if not self.webhook_url:
                raise ValueError("webhook mode needs OWNERLINE_WEBHOOK_URL")
            if not self.webhook_secret.get_secret_value():
                raise ValueError("webhook mode needs OWNERLINE_WEBHOOK_SECRET")
            if self.webhook_listen == "off":
                raise ValueError("webhook mode needs an address in OWNERLINE_WEBHOOK_LISTEN")
        return self

    @property
    def tokens(self) -> tuple[str, ...]:
        """The bots' tokens."""
        return tuple(token.get_secret_value() for token in self.telegram_token)

    @property
    def database(self) -> str:
        """The database's address; by default SQLite in the data directory."""
        return self.database_url or f"sqlite:///{self.data_dir / 'ownerline.db'}"

    @property
    def webhook_path(self) -> str:
        """The path of WEBHOOK_URL, without a slash at its end."""
        return urlsplit(self.webhook_url).path.rstrip("/")


def _split(value: object) -> object:
    if isinstance(value, str):
        return tuple(part.strip() for part in value.split(",") if part.strip())
    return value


def listen_address(value: str) -> tuple[str, int]:
    """Split `host:port`. Raises ValueError with a sentence."""
    host, _, port = value.rpartition(":")
    if not host or not port.isdigit() or int(port) > 65535:
        raise ValueError(f"{value!r} is not an address: write host:port, such as 127.0.0.1:9090")
    return host.strip("[]"), int(port)


def bot_id_of(token: str) -> int:
    """Return the bot's id, which is the part of its token before the colon."""
    head, _, rest = token.partition(":")
    if not head.isdigit() or not rest:
        raise OwnerlineError(Text("error.token_form"))
    return int(head)


def load_settings() -> Settings:
    """Read the settings. Raises `OwnerlineError` naming every wrong variable."""
    try:
        return Settings()
    except ValidationError as error:
        problems = "; ".join(_problem(item["loc"], in_plain_words(item)) for item in error.errors())
        raise OwnerlineError(Text("error.settings", problems=problems)) from None


def unknown_settings(environment: Mapping[str, str], env_file: Path = Path(".env")) -> list[Text]:
    """Return a sentence for each `OWNERLINE_…` that is no setting: most often a typing error."""
    known = {f"{_PREFIX}{name.upper()}" for name in Settings.model_fields}
    written = {*environment, *(dotenv_values(env_file) if env_file.is_file() else ())}
    strange = sorted(
        name.upper()
        for name in written
        if name.upper().startswith(_PREFIX) and name.upper() not in known
    )
    return [_unknown(name, get_close_matches(name, known, 1, _NEAR)) for name in strange]


def _unknown(name: str, near: list[str]) -> Text:
    if near:
        return Text("check.unknown_setting_near", name=name, near=near[0])
    return Text("check.unknown_setting", name=name)


def make_data_dir(settings: Settings) -> None:
    """Make the data directory. Raises `OwnerlineError` where there can be none."""
    try:
        settings.data_dir.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        where = str(settings.data_dir)
        raise OwnerlineError(Text("error.data_dir", path=where, reason=reason)) from None


def _problem(location: tuple[int | str, ...], message: str) -> str:
    name = f"OWNERLINE_{str(location[0]).upper()}: " if location else ""
    return name + message
