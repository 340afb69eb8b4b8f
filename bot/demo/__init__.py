"""The demo: the sample brand's bot on a local Telegram, with a short tour and a page to chat on."""
