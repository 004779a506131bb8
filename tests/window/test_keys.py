"""Keys in the whole program: used, kept in a real keyring, and found nowhere else."""

import asyncio
import json
import logging
import threading
from base64 import b64encode
from time import perf_counter

import psutil
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QLineEdit, QPlainTextEdit, QTextEdit, QWidget

from app import log
from app.domain.answer import AnswerStatus
from app.domain.connection import ConnectionSecrets
from app.domain.lane import ModelRef
from app.selftest import StallMonitor
from app.services.sharing.page import write_page
from app.services.sharing.parley_file import write_file
from tests.providers.loopback import LoopbackServer, answer
from tests.storage.session_bus import SessionBus
from tests.storage.session_bus import session_bus as session_bus

CANARY = "canary-8Hq2vX5mN1zR7tYw"
HEADER = "canary-header-3fP9sK2dL6gJ"
PASSWORD = "canary-password-5tR8wQ1n"  # noqa: S105 - a made-up one
BASIC = b64encode(f"me:{PASSWORD}".encode()).decode()


def contents(home) -> bytes:
    return b"".join(path.read_bytes() for path in home.rglob("*") if path.is_file())


def shown(person) -> str:
    window = person.parley.window
    texts = [label.text() for label in window.findChildren(QLabel)]
    texts += [field.text() for field in window.findChildren(QLineEdit)]
    texts += [edit.toPlainText() for edit in window.findChildren(QTextEdit)]
    texts += [edit.toPlainText() for edit in window.findChildren(QPlainTextEdit)]
    texts += [widget.accessibleName() + widget.toolTip() for widget in window.findChildren(QWidget)]
    return " ".join(texts)


def of_processes() -> str:
    """The command lines and environments of this process and all below it."""
    processes = [psutil.Process(), *psutil.Process().children(recursive=True)]
    return " ".join(f"{process.cmdline()} {process.environ()}" for process in processes)


class MachineStalls(threading.Thread):
    """How long a thread that only ticks was held up: by other programs, not by ours."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self._stopped = threading.Event()
        self._longest_ms = 0.0
        self.start()

    def run(self) -> None:
        last = perf_counter()
        while not self._stopped.wait(0.005):
            now = perf_counter()
            self._longest_ms = max(self._longest_ms, (now - last) * 1_000 - 5)
            last = now

    def stop(self) -> float:
        """The longest stall, in milliseconds."""
        self._stopped.set()
        self.join()
        return self._longest_ms


async def test_a_key_is_used_and_leaves_no_trace_outside_the_keyring(
    start, server, session_bus: SessionBus, tmp_path
):
    session_bus.start_gnome_keyring()
    with log.configured(tmp_path):
        person = await start("alpha")
        await person.parley.models.add_server("Mine", server.base_url, CANARY)
        person.send("Hello")
        exchange = await server.next_exchange()
        await exchange.fail(401, f"The key {CANARY} was revoked")
        await person.until_idle()
        assert CANARY not in shown(person)
        assert CANARY not in of_processes()
        await person.quit()

    assert list(session_bus.entries().values()) == [CANARY.encode()]
    assert exchange.authorization == f"Bearer {CANARY}"
    assert b"Hello" in contents(tmp_path)
    assert CANARY.encode() not in contents(tmp_path)


async def test_the_secrets_of_a_connection_leave_no_trace_outside_the_keyring(
    start, server, session_bus: SessionBus, tmp_path
):
    session_bus.start_gnome_keyring()
    model = ModelRef("openai_compatible", "alpha", "http://models.example/v1")
    with log.configured(tmp_path):
        async with LoopbackServer() as proxy:
            proxy.script = [echo_all]
            person = await start("alpha")
            person.chat.lane_editor.change_model(person.lane(0), model)
            address = proxy.base_url.replace("//", "//me@")
            for changes, entered in (
                ({"proxy": address}, ConnectionSecrets()),
                ({}, ConnectionSecrets(proxy_password=PASSWORD)),
                ({}, ConnectionSecrets(headers=(("X-Team", HEADER),))),
            ):
                person.parley.connections.change(model.provider, model.base_url, changes, entered)
            await person.until_done("change a connection")
            await person.until(lambda: person.chat.conversation.lanes[0].model == model)
            person.send("Hello")
            await person.until(
                lambda: AnswerStatus.FAILED in [a.status for a in person.chat.conversation.answers]
            )
            person.click("Details")
            assert proxy.exchanges[-1].headers["x-team"] == HEADER
            assert proxy.exchanges[-1].headers["proxy-authorization"] == f"Basic {BASIC}"
            person.parley.connections.test(model.provider, model.base_url)
            await person.until_done("test a connection")
            for secret in (PASSWORD, HEADER, BASIC):
                assert secret not in shown(person)
                assert secret not in of_processes()
                assert secret not in repr(person.chat.conversation)
            await person.quit()

    (kept,) = session_bus.entries().values()
    assert PASSWORD.encode() in kept
    assert HEADER.encode() in kept
    assert b"Hello" in contents(tmp_path)
    for secret in (PASSWORD, HEADER, BASIC):
        assert secret.encode() not in contents(tmp_path)


async def echo_all(exchange) -> None:
    """Refuse, with everything that was sent in the words."""
    sent = json.dumps(exchange.headers)
    sign = exchange.headers["proxy-authorization"]
    logging.getLogger("tests").error(
        "http://me:%s@proxy heard %s", PASSWORD, {"authorization": sign}
    )
    await answer(400, {"error": {"message": sent}}, {"x-request-id": HEADER})(exchange)


async def test_a_key_that_a_server_echoes_is_in_no_details_and_in_no_export(start, server):
    person = await start("alpha")
    await person.parley.models.add_server("Mine", server.base_url, CANARY)
    (key,) = person.parley.services.credentials.ring.keys
    person.chat.lane_editor.change_access(person.lane(0), key.id, (), False)
    await person.until_done("change a lane's key and fallbacks")
    person.send("Hello")
    exchange = await server.next_exchange()
    echo = f"retry-after: 60\r\nx-request-id: {CANARY}\r\n"
    await exchange.fail(429, f"{CANARY} is out of quota", echo)
    await person.until(lambda: person.chat.turns(person.lane(0))[0].answer.retry is not None)
    person.click("Details")
    person.click("Copy details")
    copied = QGuiApplication.clipboard().text()
    assert "429" in copied
    assert CANARY not in copied
    assert CANARY not in shown(person)
    person.chat.answers.stop_all()
    await person.until_idle()
    conversation = person.chat.conversation
    assert conversation.answers[0].key_id == key.id
    exported = write_file(conversation) + write_page(conversation).encode()
    assert b"Hello" in exported
    assert CANARY.encode() not in exported


async def test_a_keyring_that_is_killed_while_a_key_is_saved_freezes_and_loses_nothing(
    start, server, session_bus: SessionBus
):
    session_bus.start_gnome_keyring()
    person = await start("alpha")
    models = person.parley.models
    await models.add_server("Mine", server.base_url, "the-old-key")
    stalls, machine = StallMonitor(), MachineStalls()
    session_bus.stop_gnome_keyring()
    saving = asyncio.create_task(models.add_server("Mine", server.base_url, CANARY))
    await asyncio.wait([saving], timeout=0.5)
    assert not saving.done()
    session_bus.kill_gnome_keyring()
    await saving
    assert stalls.longest_ms - machine.stop() < 100

    person.send("Hello")
    exchange = await server.next_exchange()
    assert exchange.authorization == f"Bearer {CANARY}"
    await exchange.finish("Still here")
    await person.until_idle()
    session_bus.start_gnome_keyring()
    assert list(session_bus.entries().values()) == [b"the-old-key"]
