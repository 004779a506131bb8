"""Opens a shared page in Chromium: it must ask no address for anything and report no error.

    .venv/bin/python tools/open_shared_page.py

The browser is driven through its DevTools pipe, so that no package is needed.
"""

import contextlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
from base64 import b64decode
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from app.domain.answer import Answer, AnswerStatus
from app.domain.conversation import Conversation, Turn
from app.domain.lane import Lane, ModelRef
from app.services.sharing.page import write_page

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
FLAGS = ("--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--remote-debugging-pipe")
SHARED = "Wait as long as the server asks before you send it again."
HOSTILE = (
    "<script>fetch('http://127.0.0.1:9/x')</script> ![](http://127.0.0.1:9/pixel.png) "
    '<img src="http://127.0.0.1:9/a" onerror="boom()"> </script><script>boom()</script> '
    "<svg onload=boom()> <base href=http://127.0.0.1:9/> [a](javascript:boom()) "
    "[b](data:text/html,<script>boom()</script>) <style>*{background:url(http://127.0.0.1:9/)}"
    '</style> " onmouseover="boom()" style="background:url(http://127.0.0.1:9/b)"\n\n'
    '```"><script>boom()</script>\n</pre><script>boom()</script>\n```\n\n'
    "| </td><script>boom()</script> |\n|---|\n| <iframe src=http://127.0.0.1:9/f> |"
)
HUGE = "\n\n".join(f"Paragraph {n} goes on and on, {HOSTILE[:60]}" for n in range(400))


def main() -> None:
    """Say what was found; end with an error if the page is not as it should be."""
    program = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    if program is None:
        sys.exit(f"There is no Chromium here. Install one of {', '.join(BROWSERS)}.")
    # The browser's other processes may still write there when it has ended.
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        page = Path(folder) / "page.html"
        page.write_text(write_page(conversation()), "utf-8")
        with opened(program, page, folder) as browser:
            problems = list(look_at(browser, page))
    if problems:
        sys.exit("\n".join(problems))
    print("The page asks for nothing, reports no error, folds, shows differences and prints.")


def conversation() -> Conversation:
    """Three lanes that share a paragraph, each with words of its own and hostile markup."""
    named = [(name, ModelRef("openai", f"{name}{HOSTILE}")) for name in ("one", "two", "three")]
    lanes = tuple(Lane(name, model) for name, model in named)
    answers = tuple(
        Answer(
            lane.id,
            "turn",
            lane.id,
            1,
            selected=True,
            model=lane.model,
            status=AnswerStatus.DONE,
            created_at=0,
            text=f"{SHARED}\n\nOnly {lane.id * 3} mentions {lane.id * 5}.\n\n{HOSTILE}\n\n{HUGE}",
            reasoning=HOSTILE,
            error=HOSTILE,
        )
        for lane in lanes
    )
    turn = Turn("turn", None, HOSTILE, 0)
    return Conversation("c", 0, 0, HOSTILE, lanes, (turn,), answers, "turn")


class Browser:
    """Commands to a page and the events that it tells of."""

    def __init__(self, commands: int, answers: int) -> None:
        self._commands = os.fdopen(commands, "wb", buffering=0)
        self._answers = os.fdopen(answers, "rb")
        self._sent = 0
        self._session = ""
        self.events: list[dict[str, Any]] = []

    def attach(self) -> None:
        """Open an empty page and talk to that one from now on."""
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        attached = self.call("Target.attachToTarget", targetId=target, flatten=True)
        self._session = attached["sessionId"]

    def call(self, method: str, **params: object) -> dict[str, Any]:
        """Give a command; return its result."""
        self._sent += 1
        command: dict[str, object] = {"id": self._sent, "method": method, "params": params}
        if self._session:
            command["sessionId"] = self._session
        self._commands.write(json.dumps(command).encode() + b"\0")
        while (message := self._next()).get("id") != self._sent:
            self.events.append(message)
        if "error" in message:
            raise RuntimeError(f"{method}: {message['error']}")
        return message["result"]

    def wait_for(self, method: str) -> None:
        """Read on until an event."""
        while not any(event.get("method") == method for event in self.events):
            self.events.append(self._next())

    def value(self, expression: str) -> object:
        """What JavaScript makes of an expression."""
        return self.call("Runtime.evaluate", expression=expression)["result"].get("value")

    def _next(self) -> dict[str, Any]:
        message = bytearray()
        while (byte := self._answers.read(1)) != b"\0":
            if not byte:
                raise RuntimeError("Chromium ended too early.")
            message += byte
        return json.loads(message)


@contextlib.contextmanager
def opened(program: str, page: Path, folder: str) -> Iterator[Browser]:
    """A browser with the page in it."""
    from_us, to_browser = os.pipe()
    from_browser, to_us = os.pipe()
    command = f'exec "$@" 3<&{from_us} 4>&{to_us}'
    process = subprocess.Popen(
        ["/bin/bash", "-c", command, "bash", program, *FLAGS, f"--user-data-dir={folder}/profile"],
        pass_fds=(from_us, to_us),
        stderr=subprocess.DEVNULL,
    )
    os.close(from_us), os.close(to_us)
    browser = Browser(to_browser, from_browser)
    try:
        browser.attach()
        for domain in ("Network", "Runtime", "Log", "Page"):
            browser.call(f"{domain}.enable")
        browser.call("Page.navigate", url=page.as_uri())
        browser.wait_for("Page.loadEventFired")
        yield browser
    finally:
        process.kill()
        process.wait()


def injected(browser: Browser) -> Iterator[str]:
    """What of the answers has become more than words."""
    if browser.value("document.scripts.length + document.styleSheets.length") != 2:
        yield "Something of an answer has become a script or a style."
    links = "[...document.links].filter(a => !/^(https?|mailto):/.test(a.href)).length"
    if browser.value(links) != 0:
        yield "A link leads to something else than a page."


def look_at(browser: Browser, page: Path) -> Iterator[str]:
    """What is wrong with the page, in words."""
    shown = "document.querySelector('.fold-body').hidden"
    if browser.value(shown) is not False:
        yield "What all share is hidden before the lens is on."
    yield from injected(browser)
    browser.value("document.getElementById('lens').click()")
    if browser.value(shown) is not True:
        yield "The lens folds nothing away."
    coloured = "getComputedStyle(document.querySelector('.only-here')).borderLeftWidth"
    if browser.value(coloured) != "3px":
        yield "The lens shades nothing."
    browser.value("document.querySelector('.fold-head').click()")
    if browser.value(shown) is not False:
        yield "A fold does not open."
    browser.value("document.querySelector('.fold-head').click()")
    printed = browser.call("Page.printToPDF")["data"]
    if not b64decode(printed).startswith(b"%PDF"):
        yield "It can't be printed."
    for event in browser.events:
        match event["method"]:
            case "Network.requestWillBeSent":
                url = event["params"]["request"]["url"]
                if url != page.as_uri():
                    yield f"It asked for {url}."
            case "Runtime.exceptionThrown" | "Runtime.consoleAPICalled" | "Log.entryAdded":
                yield f"It reported {event['params']}."
            case _:
                pass


if __name__ == "__main__":
    main()
