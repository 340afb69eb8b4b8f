"""The whole program: `ownerline run` as a process of its own, and the sandbox as its Telegram."""
