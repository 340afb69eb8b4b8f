"""Settings come from the environment; what is wrong is named."""

from pathlib import Path

import pytest

from bot.settings import Mode, Settings, bot_id_of, listen_address, load_settings, unknown_settings
from domain.errors import OwnerlineError


@pytest.fixture(autouse=True)
def clean_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: object) -> None:
    monkeypatch.chdir(str(tmp_path))


def test_defaults() -> None:
    settings = load_settings()
    assert settings.mode is Mode.POLLING
    assert settings.database == "sqlite:///var/ownerline.db"
    assert (settings.send_rate, settings.chat_rate, settings.group_rate) == (30, 1, 20)


def test_lists_are_separated_by_commas(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OWNERLINE_TELEGRAM_TOKEN", "1:a, 2:b")
    monkeypatch.setenv("OWNERLINE_ADMIN_IDS", "10,20")
    settings = load_settings()
    assert settings.tokens == ("1:a", "2:b")
    assert settings.admin_ids == (10, 20)
    assert "1:a" not in repr(settings)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("MODE", "carrier-pigeon"),
        ("SEND_RATE", "0"),
        ("ADMIN_IDS", "me"),
        ("OPS_LISTEN", "9090"),
        ("WEBHOOK_SECRET", "not allowed!"),
    ],
)
def test_a_wrong_value_names_its_variable(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(f"OWNERLINE_{name}", value)
    with pytest.raises(OwnerlineError) as refused:
        load_settings()
    assert f"OWNERLINE_{name}" in str(refused.value.text.params["problems"])


def test_the_webhook_needs_its_address_and_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OWNERLINE_MODE", "webhook")
    with pytest.raises(OwnerlineError):
        load_settings()
    monkeypatch.setenv("OWNERLINE_WEBHOOK_URL", "https://bot.example/hook/")
    with pytest.raises(OwnerlineError) as refused:
        load_settings()
    assert "OWNERLINE_WEBHOOK_SECRET" in str(refused.value.text.params["problems"])
    monkeypatch.setenv("OWNERLINE_WEBHOOK_SECRET", "s3cret")
    assert load_settings().webhook_path == "/hook"


def test_a_dot_env_file_is_read(tmp_path: object) -> None:
    with open(f"{tmp_path}/.env", "w", encoding="utf-8") as file:  # noqa: PTH123
        file.write("OWNERLINE_TELEGRAM_TOKEN=7:x\n")
    assert Settings().tokens == ("7:x",)


def test_addresses_and_tokens() -> None:
    assert listen_address("[::1]:80") == ("::1", 80)
    assert bot_id_of("123:abc") == 123
    for wrong in ("", "abc", "12", "x:y", "12:"):
        with pytest.raises(OwnerlineError):
            bot_id_of(wrong)


def test_a_setting_that_is_none_is_told_with_what_it_resembles(tmp_path: Path) -> None:
    env_file = tmp_path / ".env"
    env_file.write_text("OWNERLINE_POLICY=p.yaml\nownerline_model=x\nOTHER=1\n", "utf-8")
    found = unknown_settings({"OWNERLINE_TELEGRAM_TOKN": "x", "OWNERLINE_ZZ": "1"}, env_file)
    assert [(text.id, text.params) for text in found] == [
        (
            "check.unknown_setting_near",
            {"name": "OWNERLINE_MODEL", "near": "OWNERLINE_MODE"},
        ),
        (
            "check.unknown_setting_near",
            {"name": "OWNERLINE_TELEGRAM_TOKN", "near": "OWNERLINE_TELEGRAM_TOKEN"},
        ),
        ("check.unknown_setting", {"name": "OWNERLINE_ZZ"}),
    ]
