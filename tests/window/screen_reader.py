"""A screen reader: asks Parley over AT-SPI what is in its window, as Orca does, and presses it."""

import asyncio
import configparser
import os
import subprocess
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path
from typing import Any

from jeepney import DBusAddress, HeaderFields, MatchRule, message_bus, new_method_call
from jeepney.io.asyncio import DBusRouter, Proxy, open_dbus_router

from tests.storage.session_bus import SessionBus
from tests.window.processes import until

_SERVICE = Path("/usr/share/dbus-1/services/org.a11y.Bus.service")
_BUS = DBusAddress("/org/a11y/bus", "org.a11y.Bus", "org.a11y.Bus")
_REGISTRY, _ROOT = "org.a11y.atspi.Registry", "/org/a11y/atspi/accessible/root"
_ATSPI = "org.a11y.atspi."
_ALL = -1
_BY_LINES, _ON_SCREEN = 3, 0
# What is listened to, by the name of its signal.
_EVENTS = {
    "Announcement": "object:announcement",
    "TextCaretMoved": "object:text-caret-moved",
    "TextSelectionChanged": "object:text-selection-changed",
    "StateChanged": "object:state-changed:focused",
}


class State(IntEnum):
    """States of AT-SPI, by their bit."""

    BUSY = 3
    EXPANDED = 10
    FOCUSED = 12
    SHOWING = 25


@contextmanager
def accessibility_service(session: SessionBus) -> Iterator[None]:
    """What a desktop has running for screen readers, on a session bus of the test's own."""
    assert _SERVICE.exists(), "These tests need at-spi2-core: see README.md"
    service = configparser.ConfigParser()
    service.read(_SERVICE)
    launcher = subprocess.Popen(
        [service["D-BUS Service"]["Exec"], "--launch-immediately"],
        env={
            "PATH": os.environ["PATH"],
            "HOME": str(session.folder),
            "XDG_RUNTIME_DIR": str(session.folder),
            "DBUS_SESSION_BUS_ADDRESS": session.address,
        },
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield
    finally:
        launcher.terminate()
        launcher.wait()


@dataclass(frozen=True)
class Accessible:
    """Something in a window, by its address on the bus."""

    router: DBusRouter
    sender: str
    path: str

    async def role(self) -> str:
        """What it is, such as "list item"."""
        return await self.ask("Accessible", "GetRoleName")

    async def name(self) -> str:
        """What it is called."""
        return await self._property("Name")

    async def index(self) -> int:
        """Which it is of what its parent holds; what is told to be none, Orca passes over."""
        return await self.ask("Accessible", "GetIndexInParent")

    async def description(self) -> str:
        """What else is said of it."""
        return await self._property("Description")

    async def interfaces(self) -> list[str]:
        """The kinds of things that it can be asked."""
        return await self.ask("Accessible", "GetInterfaces")

    async def attributes(self) -> dict[str, str]:
        """What is special about it."""
        return await self.ask("Accessible", "GetAttributes")

    async def text(self) -> str:
        """All of its text."""
        return await self.ask("Text", "GetText", "ii", 0, _ALL)

    async def caret(self) -> int:
        """Where the caret is in its text; -1 if it is elsewhere."""
        return await self._property("CaretOffset", "Text")

    async def line(self, offset: int) -> str:
        """The line of its text in which an offset is, as it is broken on the screen."""
        text, _, _ = await self.ask_for_all("Text", "GetStringAtOffset", "iu", offset, _BY_LINES)
        return text

    async def selected(self) -> list[tuple[int, int]]:
        """What of its text is selected: start and end of each piece."""
        count = await self.ask("Text", "GetNSelections")
        return [
            tuple(await self.ask_for_all("Text", "GetSelection", "i", number))
            for number in range(count)
        ]

    async def put_caret(self, offset: int) -> None:
        """Put the caret somewhere into its text."""
        assert await self.ask("Text", "SetCaretOffset", "i", offset)

    async def middle(self) -> tuple[int, int]:
        """The middle of it, on the screen."""
        x, y, width, height = await self.ask("Component", "GetExtents", "u", _ON_SCREEN)
        return x + width // 2, y + height // 2

    async def has(self, state: State) -> bool:
        """Whether it is in a state."""
        low, _ = await self.ask("Accessible", "GetState")
        return bool(low >> state & 1)

    async def children(self) -> list["Accessible"]:
        """What is in it, in order."""
        found = await self.ask("Accessible", "GetChildren")
        return [Accessible(self.router, sender, path) for sender, path in found]

    async def find(self, role: str, name: str) -> "Accessible | None":
        """The first thing in it that is shown and has this role and name."""
        for child in await self.children():
            if (await child.role(), await child.name()) == (role, name):
                return child if await child.has(State.SHOWING) else None
            if not await child.has(State.SHOWING):
                continue
            if found := await child.find(role, name):
                return found
        return None

    async def press(self, action: str = "Press") -> None:
        """Do one of the things that can be done with it."""
        actions = [name for name, *_ in await self.ask("Action", "GetActions")]
        assert await self.ask("Action", "DoAction", "i", actions.index(action))

    async def type(self, text: str) -> None:
        """Put a text into a field."""
        assert await self.ask("EditableText", "SetTextContents", "s", text)

    async def ask(self, interface: str, method: str, signature: str | None = None, *args: Any):
        """Call a method of one of its interfaces."""
        return (await self.ask_for_all(interface, method, signature, *args))[0]

    async def ask_for_all(self, interface: str, method: str, signature=None, *args: Any):
        """Call a method that answers several things."""
        at = DBusAddress(self.path, self.sender, _ATSPI + interface)
        return await self._call(new_method_call(at, method, signature, args))

    async def _property(self, name: str, interface: str = "Accessible"):
        at = DBusAddress(self.path, self.sender, "org.freedesktop.DBus.Properties")
        get = new_method_call(at, "Get", "ss", (_ATSPI + interface, name))
        _, value = (await self._call(get))[0]
        return value

    async def _call(self, message):
        async with asyncio.timeout(20):
            reply = await self.router.send_and_get_reply(message)
        assert reply.header.message_type.name == "method_return", reply.body
        return reply.body


class ScreenReader:
    """Reads the windows of one program.

    Attributes:
        heard: What was announced, oldest first.
        happened: What was told otherwise: the kind of the event, what it is about, and a number.
    """

    def __init__(self, router: DBusRouter) -> None:
        self._desktop = Accessible(router, _REGISTRY, _ROOT)
        self.heard: list[str] = []
        self.happened: list[tuple[str, Accessible, int]] = []

    async def find(self, role: str, name: str) -> Accessible:
        """What is shown with this role and name, once it is."""
        found: list[Accessible] = []

        async def is_found() -> bool:
            if one := await self._desktop.find(role, name):
                found.append(one)
            return bool(found)

        await until(is_found)
        return found[0]

    async def until_heard(self, sentence: str, times: int = 1) -> None:
        """Wait until something was announced so many times."""
        await until(lambda: self.heard.count(sentence) == times)

    async def until_told(self, kind: str, source: Accessible, number: int) -> None:
        """Wait until something happens, and forget what came before."""
        event = kind, source, number
        await until(lambda: event in self.happened)
        del self.happened[: self.happened.index(event) + 1]

    async def listen(self) -> None:
        """Have told from now on what happens."""
        router = self._desktop.router
        registry = DBusAddress("/org/a11y/atspi/registry", _REGISTRY, _REGISTRY)
        for kind in _EVENTS.values():
            await router.send_and_get_reply(
                new_method_call(registry, "RegisterEvent", "s", (kind,))
            )
        rule = MatchRule(type="signal", interface=f"{_ATSPI}Event.Object")
        await Proxy(message_bus, router).AddMatch(rule)
        with router.filter(rule, queue=asyncio.Queue()) as events:
            while True:
                self._take(await events.get())

    def _take(self, event) -> None:
        fields = event.header.fields
        source = Accessible(
            self._desktop.router, fields[HeaderFields.sender], fields[HeaderFields.path]
        )
        detail, number, _, (_, value), *_ = event.body
        kind = fields[HeaderFields.member]
        if kind == "Announcement":
            self.heard.append(value)
        elif kind != "StateChanged" or detail == "focused":
            self.happened.append((kind, source, number))


@asynccontextmanager
async def screen_reader(session: SessionBus) -> AsyncIterator[ScreenReader]:
    """Start a screen reader."""
    async with open_dbus_router(session.address) as router:
        reply = await router.send_and_get_reply(new_method_call(_BUS, "GetAddress"))
    address = reply.body[0].split(",")[0]
    async with open_dbus_router(address) as router:
        reader = ScreenReader(router)
        listening = asyncio.create_task(reader.listen())
        yield reader
        listening.cancel()
        await asyncio.wait([listening])
