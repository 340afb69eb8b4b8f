"""What the command menus say: for owners in each language, for staff in their desk's."""

from bot.rendering.catalog import Catalog
from domain.desks import Desk
from domain.policy import Policy
from handlers.cases.desks import language_of_staff
from handlers.staff.table import COMMANDS as STAFF_COMMANDS
from handlers.table import ADMIN_COMMANDS, COMMANDS

Menu = list[tuple[str, str]]
"""Commands with their descriptions, in the order in which they are shown."""


def owners_menus(catalog: Catalog, policy: Policy) -> dict[str, Menu]:
    """Return the menu of private chats by canonical locale."""
    return {
        locale: [
            (name, catalog.message(locale, entry.description.id, {}))
            for name, entry in COMMANDS.items()
        ]
        for locale in policy.languages
    }


def admins_menus(catalog: Catalog, policy: Policy) -> dict[str, Menu]:
    """Return the menu of an admin's private chat by canonical locale: theirs first."""
    return {
        locale: [
            (name, catalog.message(locale, description.id, {}))
            for name, description in ADMIN_COMMANDS.items()
        ]
        + owners
        for locale, owners in owners_menus(catalog, policy).items()
    }


def staff_menu(catalog: Catalog, policy: Policy, desk: Desk) -> Menu:
    """Return the menu of a desk's group."""
    locale = language_of_staff(policy, desk)
    return [
        (name, catalog.message(locale, description.id, {}))
        for name, (_, description) in STAFF_COMMANDS.items()
    ]
