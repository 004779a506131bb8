"""What can go wrong on the way to a model: a sentence, a way out that works, and a record.

Each is tried against a server on loopback that behaves so.
"""

import json
import socket
import ssl

import pytest
import trustme
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QTextBrowser

from app.domain.answer import AnswerStatus
from app.domain.connection import ConnectionSecrets
from app.domain.lane import ModelRef
from app.domain.settings import LaneSetup, SavedServer, Settings
from app.storage.settings import SettingsStore
from app.ui.transcript.notice_card import NoticeCard
from tests.providers.loopback import LoopbackServer, answer, streamed
from tests.window.conftest import Person

NONE = ConnectionSecrets()
PROVIDER = "openai_compatible"
KEY = "canary-key-8Hq2vX5mN1zR7tYw"
HEADER = "canary-header-3fP9sK2dL6gJ"
PASSWORD = "canary-password-5tR8wQ1n"  # noqa: S105 - a made-up one
MODELS = answer(200, {"object": "list", "data": [{"id": "alpha", "object": "model"}]})
PAGE = b"<html><form>Please sign in</form></html>"


def refusal(status, code=None, message="No."):
    """A refusal whose words hold everything that was sent along with the request."""

    async def reply(exchange):
        sent = f"{exchange.headers.get('authorization')} {exchange.headers.get('x-team')}"
        body = {"error": {"message": f"{message} You sent {sent}.", "code": code}}
        await answer(status, body, {"x-request-id": "req-77"})(exchange)

    return reply


def filtered():
    chunk = {"id": "c", "object": "chat.completion.chunk", "created": 0, "model": "alpha"}
    choice = {"index": 0, "delta": {}, "finish_reason": "content_filter"}
    return streamed([f"data: {json.dumps({**chunk, 'choices': [choice]})}\n\n".encode()])


def broken_off(text):
    """A piece of an answer, then the server's own word that it failed."""
    chunk = {"id": "c", "object": "chat.completion.chunk", "created": 0, "model": "alpha"}
    choice = {"index": 0, "delta": {"content": text}}
    error = {"error": {"message": f"Out of memory for {KEY}", "code": "server_error"}}
    return streamed(
        [
            f"data: {json.dumps(data)}\n\n".encode()
            for data in ({**chunk, "choices": [choice]}, error)
        ]
    )


@pytest.fixture
async def trouble():
    async with LoopbackServer() as server:
        yield server


@pytest.fixture
async def start_at(tmp_path, qapp):
    """Starts Parley with one lane, at a server of this address."""
    people = []

    async def start_at(base_url):
        lane = LaneSetup(ModelRef(PROVIDER, "alpha", base_url))
        servers = (SavedServer("Mine", base_url),)
        SettingsStore(tmp_path / "settings.json").save(Settings(servers=servers, lineup=(lane,)))
        person = Person(tmp_path, qapp)
        people.append(person)
        await person.start()
        return person

    yield start_at
    for person in people:
        await person.quit()


def answering(chat):
    """Lists models as it should; answers prompts like this."""

    async def reply(exchange):
        await (MODELS if exchange.method == "GET" else chat)(exchange)

    return reply


def row(person):
    return person.chat.turns(person.lane(0))[-1].answer


async def failed(person):
    """Wait until the answer has failed, cutting every wait short."""
    tried = 0

    def has_moved():
        answer = row(person) if person.chat.turns(person.lane(0)) else None
        waits = answer is not None and answer.retry is not None and answer.retry.attempt != tried
        return answer is not None and (answer.status is AnswerStatus.FAILED or waits)

    while True:
        await person.until(has_moved)
        if row(person).status is AnswerStatus.FAILED:
            await person.until_idle()
            return row(person)
        tried = row(person).retry.attempt
        person.click("Retry now")


def words(widget):
    """All the text that is visible."""
    labels = [label.text() for label in widget.findChildren(QLabel) if label.isVisible()]
    texts = [t.toPlainText() for t in widget.findChildren(QTextBrowser) if t.isVisible()]
    return " ".join([*labels, *texts])


def card(person):
    (card,) = [c for c in person.view.findChildren(NoticeCard) if c.isVisible()]
    return card


def buttons(person):
    return [b for b in card(person).findChildren(QAbstractButton) if b.isVisible()]


def record(person):
    """What is copied under "Details", which is then folded away again."""
    person.click("Details")
    person.click("Copy details")
    person.click("Details")
    return QGuiApplication.clipboard().text()


def focus(person):
    widget = QApplication.focusWidget()
    return widget.accessibleName() if widget else ""


def settings_page(person):
    window = person.parley.window
    assert window.settings_view.isVisible()
    return window.settings_view.providers


async def opens_the_key(person):
    settings_page(person)
    assert focus(person) == "Key for Mine"


async def opens_the_address(person):
    settings_page(person)
    assert focus(person) == "Base URL"


async def opens_the_proxy(person):
    settings_page(person)
    assert focus(person) == "Proxy"


async def opens_the_picker(person):
    assert person.view.model_choice.picker.isVisible()
    person.view.model_choice.picker.hide()


async def opens_the_parameters(person):
    assert person.view.lane_settings.isVisible()
    person.view.lane_settings.hide()


async def edits_the_prompt(person):
    assert QApplication.focusWidget().toPlainText() == "Hello"


async def until_tested(person):
    page = settings_page(person)
    await person.until_done("test a connection")
    return page


CASES = {
    "captive portal, sending on": (
        answer(302, b"", {"Location": "http://portal.example/login"}),
        "sign in first",
        ("Check the address", opens_the_address),
    ),
    "captive portal, answering itself": (
        answer(200, PAGE, kind="text/html; charset=utf-8"),
        "answered with a web page",
        ("Check the address", opens_the_address),
    ),
    "wrong base URL, a page": (
        answer(404, PAGE, kind="text/html"),
        "answered with a web page",
        ("Check the address", opens_the_address),
    ),
    "wrong base URL, JSON": (
        answer(404, {"detail": "Not Found"}),
        "check the address in Settings",
        ("Pick another model", opens_the_picker),
    ),
    "model not found": (
        answering(refusal(404, "model_not_found")),
        "does not know this model",
        ("Pick another model", opens_the_picker),
    ),
    "no credit, by status": (
        answering(refusal(402)),
        "no credit is left",
        ("Pick another model", opens_the_picker),
    ),
    "no credit, by code": (
        answering(refusal(429, "insufficient_quota")),
        "no credit is left",
        ("Pick another model", opens_the_picker),
    ),
    "key refused": (
        answering(refusal(401, "invalid_api_key")),
        "refused the key",
        ("Open Settings", opens_the_key),
    ),
    "not permitted": (
        answering(refusal(403)),
        "does not let this key use this model",
        ("Pick another model", opens_the_picker),
    ),
    "too large": (
        answering(refusal(413)),
        "too long for this model",
        ("Edit the prompt", edits_the_prompt),
    ),
    "context too long": (
        answering(refusal(400, "context_length_exceeded")),
        "too long for this model",
        ("Edit the prompt", edits_the_prompt),
    ),
    "content filter": (
        answering(refusal(400, "content_filter")),
        "declined to answer",
        ("Edit the prompt", edits_the_prompt),
    ),
    "bad parameter": (
        answering(refusal(400, message="The request is odd.")),
        "Check the lane's parameters",
        ("Change parameters", opens_the_parameters),
    ),
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
async def test_a_failure_is_a_sentence_with_a_way_out_and_a_record_that_stay(
    start_at, trouble, case
):
    reply, sentence, (main_action, does_it) = case
    trouble.script = [MODELS]
    person = await start_at(trouble.base_url)
    await person.parley.models.add_server("Mine", trouble.base_url, KEY)
    person.parley.connections.change(
        PROVIDER, trouble.base_url, {}, ConnectionSecrets(headers=(("X-Team", HEADER),))
    )
    await person.until_done("change a connection")
    await person.until_done("look for models")
    trouble.script = [reply]
    person.send("Hello")
    await failed(person)
    assert trouble.exchanges[-1].headers["x-team"] == HEADER

    said = words(card(person))
    assert sentence in said
    first = next(n for n in (b.accessibleName() for b in buttons(person)) if n != "Details")
    assert first == main_action
    told = record(person)
    assert f"Provider: {PROVIDER} {trouble.base_url}" in told
    for secret in (KEY, HEADER):
        assert secret not in told + said

    person.click(main_action)
    await does_it(person)
    await person.quit()
    await person.start()
    person.chat.open(person.parley.chats.summaries[0].id)
    await person.until(lambda: bool(person.chat.turns(person.lane(0))))
    assert words(card(person)) == said
    assert record(person) == told


async def test_a_filter_in_the_middle_of_an_answer_leads_to_the_prompt(start_at, trouble):
    trouble.script = [answering(filtered())]
    person = await start_at(trouble.base_url)
    person.send("Hello")
    await person.until(lambda: "declined" in words(person.view))
    person.click("Edit the prompt")
    await edits_the_prompt(person)


async def test_a_failure_in_the_middle_keeps_the_text_and_a_record(start_at, trouble):
    trouble.script = [answering(broken_off("Half"))]
    person = await start_at(trouble.base_url)
    person.send("Hello")
    failure = await failed(person)
    assert failure.text == "Half"
    assert "failed on its side" in words(card(person))
    assert "Code: server_error" in record(person)
    assert {b.accessibleName() for b in buttons(person)} >= {"Continue", "Retry"}


async def test_a_server_that_does_not_run(start_at):
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        address = "http://{}:{}/v1".format(*unused.getsockname())
    person = await start_at(address)
    person.send("Hello")
    await failed(person)
    assert "can't be reached" in words(card(person))
    person.click("Test the connection")
    page = await until_tested(person)
    assert "Reach 127.0.0.1" in words(page)
    assert "can't be reached" in words(page)


async def test_a_name_that_nobody_knows(start_at):
    person = await start_at("http://no-such-host.invalid/v1")
    person.send("Hello")
    await failed(person)
    assert "can't be reached" in words(card(person))
    person.click("Test the connection")
    page = await until_tested(person)
    assert "Nobody knows the name no-such-host.invalid" in words(page)


async def test_a_proxy_that_wants_a_password(start_at, trouble):
    address = "http://models.example/v1"
    trouble.script = [answer(407, PAGE, kind="text/html")]
    person = await start_at(address)
    change = person.parley.connections.change
    change(PROVIDER, address, {"proxy": trouble.base_url.replace("//", "//me@")}, NONE)
    change(PROVIDER, address, {}, ConnectionSecrets(proxy_password=PASSWORD))
    await person.until_done("change a connection")
    person.send("Hello")
    await failed(person)
    assert "proxy-authorization" in trouble.exchanges[-1].headers
    said = words(card(person))
    assert "wants a name and a password" in said
    assert PASSWORD not in said + record(person)
    person.click("Check the proxy")
    await opens_the_proxy(person)


async def test_an_authority_of_a_companys_own(start_at, tmp_path, monkeypatch):
    authority = trustme.CA()
    tls = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    authority.issue_cert("127.0.0.1").configure_cert(tls)
    async with LoopbackServer(tls) as server:
        server.script = [answering(refusal(401))]
        person = await start_at(server.base_url)
        person.send("Hello")
        await failed(person)
        said = words(card(person))
        assert "add the certificate of its authority to the system's store" in said
        person.click("Test the connection")
        page = await until_tested(person)
        assert "Check the certificate of 127.0.0.1" in words(page)
        assert server.exchanges == []

        await person.quit()
        authority.cert_pem.write_to_path(tmp_path / "authority.pem")
        monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "authority.pem"))
        await person.start()
        person.send("Hello")
        await person.until(lambda: "refused the key" in words(person.view))


async def names_the_key(person):
    assert focus(person) == "Key for Mine"


CHECKS = {
    "key refused": (
        refusal(401, "invalid_api_key"),
        "refused the key",
        ("Enter a key", names_the_key),
    ),
    "no credit": (refusal(402), "no credit is left", ("Enter a key", names_the_key)),
    "captive portal": (
        answer(200, PAGE, kind="text/html"),
        "answered with a web page",
        ("Check the address", opens_the_address),
    ),
    "proxy": (
        answer(407, {"error": "who?"}),
        "The proxy wants a name and a password",
        ("Check the proxy", opens_the_proxy),
    ),
}


@pytest.mark.parametrize("case", CHECKS.values(), ids=CHECKS.keys())
async def test_a_key_that_fails_its_check_in_settings_is_told_by_the_same_card(
    start_at, trouble, case
):
    reply, sentence, (main_action, does_it) = case
    trouble.script = [MODELS]
    person = await start_at(trouble.base_url)
    await person.until_done("look for models")
    person.parley.window.open_settings()
    settings_page(person).open_provider(PROVIDER, trouble.base_url)
    await person.until_done("look at the keyring")
    trouble.script = [reply]
    QTest.keyClicks(QApplication.focusWidget(), KEY)
    person.click("Check and save")
    await person.until_done("check a key")

    (told,) = [c for c in settings_page(person).findChildren(NoticeCard) if c.isVisible()]
    assert sentence in words(told)
    shown = [b.accessibleName() for b in told.findChildren(QAbstractButton) if b.isVisible()]
    assert next(name for name in shown if name != "Details") == main_action
    known = record(person)
    assert f"Provider: {PROVIDER} {trouble.base_url}" in known
    assert KEY not in known + words(person.parley.window)

    person.click(main_action)
    await does_it(person)


async def test_a_connection_is_tested_from_the_card_of_a_check(start_at):
    with socket.create_server(("127.0.0.1", 0)) as unused:
        port = unused.getsockname()[1]
    person = await start_at(f"http://127.0.0.1:{port}/v1")
    await person.until_done("look for models")
    person.parley.window.open_settings()
    settings_page(person).open_provider(PROVIDER, f"http://127.0.0.1:{port}/v1")
    QTest.keyClicks(QApplication.focusWidget(), KEY)
    person.click("Check and save")
    await person.until_done("check a key")

    person.click("Test the connection")

    await until_tested(person)
    assert "Reach 127.0.0.1" in words(settings_page(person))


async def test_a_key_that_works_takes_the_card_away(start_at, trouble):
    trouble.script = [refusal(401)]
    person = await start_at(trouble.base_url)
    await person.until_done("look for models")
    person.parley.window.open_settings()
    settings_page(person).open_provider(PROVIDER, trouble.base_url)
    cards = settings_page(person).findChildren(NoticeCard)
    assert [c for c in cards if c.isVisible()]
    trouble.script = [MODELS]

    QTest.keyClicks(QApplication.focusWidget(), KEY)

    person.click("Check and save")
    await person.until_done("check a key")
    await person.until_done("look for models")
    assert not [c for c in cards if c.isVisible()]
    assert "The key works" in words(settings_page(person))
