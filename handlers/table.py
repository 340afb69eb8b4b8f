"""The table of conversations, for the edge: what happens on which update.

Private chats: a command by its name, a tap by what stands before the first ":" of its data, the
rest by the kind of its content. The same of groups, in tables of their own.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from domain.ports import Conversation
from domain.text import Text
from handlers import housekeeping, safety
from handlers import media as media_
from handlers.car.taps import car
from handlers.cases import attachments
from handlers.cases import jobs as case_jobs
from handlers.cases.owner import pass_on
from handlers.cases.owner.mine import mine
from handlers.cases.owner.person import person
from handlers.complaints import jobs as complaint_jobs
from handlers.complaints.taps import complain
from handlers.curation import faq as curation
from handlers.curation import gathering
from handlers.curation.faq import faq
from handlers.edited import edited
from handlers.feedback import feedback
from handlers.forms import cancel
from handlers.free_text import free_text
from handlers.group_membership import group_membership
from handlers.help import help_, unknown_button, unknown_command
from handlers.language import language
from handlers.membership import membership
from handlers.menu import menu
from handlers.opening_hours import opening_hours
from handlers.privacy import consent, privacy
from handlers.settings import settings
from handlers.staff import jobs as staff_jobs
from handlers.staff import table as staff
from handlers.staff.elsewhere import else_unknown
from handlers.staff.lists.search import search
from handlers.staff.members.appointing import appoint
from handlers.staff.members.members import member_changed
from handlers.staff.relay import albums
from handlers.staff.relay.editing import edited as staff_edited
from handlers.staff.relay.said import said
from handlers.staff.taps import case_tapped
from handlers.staff.topics import topic_changed
from handlers.start import start, start_in_group
from handlers.surveys import jobs as survey_jobs
from handlers.surveys.ballots import ballot_tapped
from handlers.surveys.taps import survey_tapped
from handlers.timing import Job
from handlers.topics import topics
from handlers.unheard import unheard


@dataclass(frozen=True, slots=True)
class CommandEntry:
    """A command: its conversation, and what the command menu says about it."""

    conversation: Conversation
    description: Text


COMMANDS: Mapping[str, CommandEntry] = {
    "menu": CommandEntry(safety.first(menu), Text("command.menu")),
    "topics": CommandEntry(safety.first(topics), Text("command.topics")),
    "car": CommandEntry(safety.first(car), Text("command.car")),
    "person": CommandEntry(safety.first(person), Text("command.person")),
    "complain": CommandEntry(safety.first(complain), Text("command.complain")),
    "status": CommandEntry(safety.first(mine), Text("command.status")),
    "hours": CommandEntry(safety.first(opening_hours), Text("command.hours")),
    "language": CommandEntry(safety.first(language), Text("command.language")),
    "settings": CommandEntry(safety.first(settings), Text("command.settings")),
    "privacy": CommandEntry(safety.first(privacy), Text("command.privacy")),
    "cancel": CommandEntry(safety.first(cancel), Text("command.cancel")),
    "help": CommandEntry(safety.first(help_), Text("command.help")),
    "start": CommandEntry(safety.first(start), Text("command.start")),
}
"""In the order in which the command menu shows them."""

UNLISTED_COMMANDS: Mapping[str, Conversation] = {"appoint": safety.first(appoint), "faq": faq}
"""For few: the menu does not show them, and to everybody else they are unknown."""

ADMIN_COMMANDS: Mapping[str, Text] = {
    "faq": Text("command.faq"),
    "appoint": Text("command.appoint"),
}
"""What the menu of an admin's private chat says about those, before the rest."""

UNKNOWN_COMMAND: Conversation = safety.first(else_unknown(unknown_command), known=False)

BUTTONS: Mapping[str, Conversation] = {
    "menu": menu,
    "topics": topics,
    "car": car,
    "language": language,
    "settings": settings,
    "privacy": privacy,
    "consent": consent,
    "help": help_,
    "ask": feedback,
    "appoint": appoint,
    "faq": faq,
    "person": person,
    "mine": mine,
    "survey": survey_tapped,
    "ballot": ballot_tapped,
    "complain": complain,
}
"""By the prefix of the data. Each conversation answers data that it does not know with a word."""

UNKNOWN_BUTTON: Conversation = unknown_button

WORDS: Conversation = free_text
MEDIA: Conversation = media_.media
EDITED: Conversation = edited
MEMBERSHIP: Conversation = membership
"""Of private chats; harmless for groups."""

GROUP_COMMANDS: Mapping[str, Conversation] = {
    "start": start_in_group,
    **{name: conversation for name, (conversation, _) in staff.COMMANDS.items()},
}

GROUP_UNKNOWN_COMMAND: Conversation = staff.unknown_command
GROUP_BUTTONS: Mapping[str, Conversation] = {"case": case_tapped, "staff": staff.staff_tapped}
"""By the prefix of the data, as `BUTTONS`."""

GROUP_UNKNOWN_BUTTON: Conversation = unheard
GROUP_WORDS: Conversation = said
GROUP_MEDIA: Conversation = said
GROUP_EDITED: Conversation = staff_edited
GROUP_MEMBERSHIP: Conversation = group_membership
"""The bot's own place in a group changed (`BotMembership`)."""

GROUP_MEMBERS: Conversation = member_changed
"""Somebody came to a group or left it (`MemberChanged`)."""

GROUP_TOPICS: Conversation = topic_changed
"""A service message about a topic (`TopicChanged`)."""

SEARCH: Conversation = search
"""An inline query (`Searched`)."""

JOBS: Mapping[str, Job] = {
    "prune_payloads": housekeeping.prune_payloads,
    "forget_updates": housekeeping.forget_updates,
    "prune_outbox": housekeeping.prune_outbox,
    "prune_forms": housekeeping.prune_forms,
    "prune_cases": housekeeping.prune_cases,
    "prune_surveys": housekeeping.prune_surveys,
    media_.ALBUM: media_.album_settled,
    **case_jobs.JOBS,
    **complaint_jobs.JOBS,
    **staff_jobs.JOBS,
    **survey_jobs.JOBS,
}
"""What a timer does, by its kind."""

GATHERING = frozenset({media_.ALBUM, pass_on.ALBUM, albums.STAFF_ALBUM})
"""Timers that wait for more of an album to come."""

SLOW_JOBS: Mapping[str, Job] = {
    **staff_jobs.SLOW_JOBS,
    **curation.SLOW_JOBS,
    **case_jobs.SLOW_JOBS,
    **survey_jobs.SLOW_JOBS,
}
"""Likewise, of timers that take seconds: one after the other, beside the others."""

RECURRING: Mapping[str, timedelta] = {
    gathering.GATHER: gathering.EVERY,
    "prune_payloads": housekeeping.EVERY,
    "forget_updates": housekeeping.EVERY,
    "prune_outbox": housekeeping.EVERY,
    "prune_forms": housekeeping.EVERY,
    "prune_cases": housekeeping.EVERY,
    "prune_surveys": housekeeping.EVERY,
    attachments.REMOVE: attachments.EVERY,
    **survey_jobs.RECURRING,
}
"""Timers that the program sets (key "", due at once) when it starts; jobs set their next time."""
