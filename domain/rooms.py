"""Rooms: the Telegram groups in which desks work, and their topics."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Room:
    """A desk's group as the bot knows it. `has_topics`: a forum, so that each case has a topic.

    The rights are the bot's own there. A group that was never looked at is taken for a plain one
    with no rights. `moved_from`: the id it had before it became a supergroup, which may be the one
    that the policy names.
    """

    bot_id: int
    chat_id: int
    has_topics: bool = False
    is_admin: bool = False
    can_manage_topics: bool = False
    can_pin: bool = False
    can_delete: bool = False
    moved_from: int | None = None

    @property
    def makes_topics(self) -> bool:
        """Whether cases get topics here."""
        return self.has_topics and self.can_manage_topics
