"""Commands, names, descriptions, the menu button: set by the bot, seen by people in their language."""

from tests.playground.conftest import ADA, Bench

ORDERS = {"command": "orders", "description": "My orders"}
BESTELLUNGEN = {"command": "orders", "description": "Meine Bestellungen"}


async def test_commands_are_found_by_scope_and_language(bench: Bench) -> None:
    await bench.bot("setMyCommands", commands=[ORDERS])
    await bench.bot("setMyCommands", commands=[BESTELLUNGEN], language_code="de")
    assert await bench.bot("getMyCommands") == [ORDERS]
    assert await bench.bot("getMyCommands", language_code="de") == [BESTELLUNGEN]
    assert await bench.bot("getMyCommands", language_code="fr") == []
    assert (await bench.ask("GET", "/playground/bot?language=de-AT"))["commands"] == [BESTELLUNGEN]
    assert (await bench.ask("GET", "/playground/bot?language=fr"))["commands"] == [ORDERS]

    mine = {"command": "admin", "description": "Admin"}
    scope = {"type": "chat", "chat_id": ADA}
    await bench.bot("setMyCommands", commands=[mine], scope=scope)
    assert (await bench.ask("GET", f"/playground/bot?language=de&person={ADA}"))["commands"] == [mine]
    await bench.bot("deleteMyCommands", scope=scope)
    assert (await bench.ask("GET", f"/playground/bot?language=de&person={ADA}"))["commands"] == [BESTELLUNGEN]


async def test_wrong_commands(bench: Bench) -> None:
    for commands, words in (
        ([{"command": "Orders!", "description": "x"}], "400 Bad Request: BOT_COMMAND_INVALID"),
        ([{"command": "orders", "description": ""}], "400 Bad Request: BOT_COMMAND_DESCRIPTION_INVALID"),
        ([{"command": "orders"}], "400 Bad Request: can't parse BotCommand: Can't find field \"description\""),
        ([ORDERS] * 101, "400 Bad Request: BOT_COMMANDS_TOO_MUCH"),
        ("[", "400 Bad Request: can't parse commands JSON object"),
    ):
        assert await bench.refused("setMyCommands", commands=commands) == words
    words = "400 Bad Request: can't parse BotCommandScope: Unsupported type specified"
    assert await bench.refused("setMyCommands", commands=[ORDERS], scope={"type": "moon"}) == words
    assert (
        await bench.refused("setMyCommands", commands=[ORDERS], language_code="deu")
        == "400 Bad Request: LANG_CODE_INVALID"
    )


async def test_names_and_descriptions_by_language(bench: Bench) -> None:
    await bench.bot("setMyName", name="Nachschub")
    await bench.bot("setMyDescription", description="Ask when it comes.")
    await bench.bot("setMyDescription", description="Frag, wann es kommt.", language_code="de")
    await bench.bot("setMyShortDescription", short_description="Backorders")
    assert await bench.bot("getMyDescription", language_code="de") == {"description": "Frag, wann es kommt."}
    assert await bench.bot("getMyDescription", language_code="fr") == {"description": "Ask when it comes."}
    assert await bench.bot("getMyName") == {"name": "Nachschub"}
    assert (await bench.bot("getMe"))["first_name"] == "Nachschub"
    seen = await bench.ask("GET", "/playground/bot?language=de")
    assert (seen["name"], seen["description"], seen["short_description"]) == (
        "Nachschub",
        "Frag, wann es kommt.",
        "Backorders",
    )
    await bench.bot("setMyName", name="")
    assert await bench.bot("getMyName") == {"name": "Shop"}
    assert (await bench.refused("setMyName", name="x" * 65)).startswith("400")


async def test_the_menu_button(bench: Bench) -> None:
    assert await bench.bot("getChatMenuButton") == {"type": "default"}
    await bench.bot("setChatMenuButton", menu_button={"type": "commands"})
    assert await bench.bot("getChatMenuButton", chat_id=ADA) == {"type": "commands"}
    await bench.bot("setChatMenuButton", chat_id=ADA, menu_button={"type": "default"})
    assert await bench.bot("getChatMenuButton", chat_id=ADA) == {"type": "default"}
    assert (await bench.refused("setChatMenuButton", menu_button={"type": "pizza"})).startswith("400")
