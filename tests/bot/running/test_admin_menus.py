"""An admin's private chat has a menu of its own, as soon as there is such a chat."""

from bot.rendering.catalog import Catalog
from bot.running.admin_menus import AdminMenus
from bot.running.menus import admins_menus
from bot.telegram.bots import Account
from sandbox import Rates, Sandbox
from tests.bot.running.test_rooms import BOT
from tests.bot.telegram.bots import TOKEN, bot_at
from tests.fakes.brand import POLICY

CATALOG = Catalog.load()


async def test_an_admin_has_theirs_and_nobody_else() -> None:
    async with Sandbox.serve([TOKEN], rates=Rates(enabled=False)) as sandbox:
        bot = bot_at(sandbox.url)
        await bot.initialize()
        admin = await sandbox.client.user("Chief", language_code="zh")
        owner = await sandbox.client.user("Ann", language_code="en")
        account = Account(BOT, TOKEN, bot, f"{sandbox.url}/bot{TOKEN}")
        menus = AdminMenus(account, [admin.id], admins_menus(CATALOG, POLICY), "en")
        await menus.set()  # there is no chat yet
        await admin.start()
        await menus.set()
        theirs = (await admin.menu())["commands"]
        described = CATALOG.message("zh-Hans", "command.faq", {})
        assert theirs[0] == {"command": "faq", "description": described}
        assert not (await owner.menu())["commands"]
        calls = len(await sandbox.client.calls(method="setMyCommands"))
        await menus.set()
        assert len(await sandbox.client.calls(method="setMyCommands")) == calls
        await bot.shutdown()
