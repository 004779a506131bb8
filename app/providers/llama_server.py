"""The parent's side of the built-in model's process: started when needed, ended with Parley."""

import asyncio
import json
import os
import secrets
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import IO, cast

from app.domain.errors import ProviderUnavailableError
from app.providers import llama_child
from app.providers.builtin_model import (
    CONTEXT,
    MAX_ANSWER_TOKENS,
    MODEL_ID,
    SLOTS,
    model_file,
)
from app.providers.llama_child import ChildOptions
from app.providers.once import Once
from app.words import _

START_TIMEOUT_S = 30.0
STOP_TIMEOUT_S = 1.0
CHILD = Path(llama_child.__file__)


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where the server listens, and the key that it wants."""

    base_url: str
    token: str


class LlamaServer:
    """The built-in model's process.

    It starts when its endpoint is first asked for, once for all who ask meanwhile, and again after
    it died.
    """

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._endpoint = Once(self._start, is_good=lambda _: self.is_running)

    async def endpoint(self) -> Endpoint:
        """Where to reach the model, once it is loaded.

        Raises:
            ProviderUnavailableError: The process could not be started.
        """
        return await self._endpoint.get()

    @property
    def is_running(self) -> bool:
        """Whether the process is there, taking up memory."""
        return self._process is not None and self._process.poll() is None

    async def aclose(self) -> None:
        """Ends the process."""
        await self._endpoint.take()
        await self._end_process()

    async def _start(self) -> Endpoint:
        await self._end_process()
        options = _options()
        self._process = process = await asyncio.to_thread(_spawn)
        try:
            async with asyncio.timeout(START_TIMEOUT_S):
                line = await asyncio.to_thread(_introduce, process, options)
            return Endpoint(json.loads(line)["address"] + "/v1", options["token"])
        except (OSError, ValueError, LookupError) as exc:
            process.kill()
            raise _cannot_start(_("It ended, or did not answer.")) from exc

    async def _end_process(self) -> None:
        process, self._process = self._process, None
        if process:
            await asyncio.to_thread(_stop, process)


def _options() -> ChildOptions:
    path = model_file()
    if path is None:
        raise _cannot_start(_("Its file is missing. Install Parley again."))
    return {
        "model_path": str(path),
        "model_id": MODEL_ID,
        "token": secrets.token_urlsafe(32),
        # Two threads on two busy cores are slower than one.
        "threads": max(1, min(4, (os.cpu_count() or 1) // 2)),
        "slots": SLOTS,
        "context": CONTEXT,
        "max_tokens": MAX_ANSWER_TOKENS,
    }


def _spawn() -> subprocess.Popen[bytes]:
    if getattr(sys, "frozen", False):
        command = [sys.executable, "--serve-builtin-model"]
    else:
        # By path and with -P: neither the current folder nor this one may shadow a module.
        command = [sys.executable, "-P", str(CHILD)]
    try:
        return subprocess.Popen(  # noqa: S603 - our own program, by its full path
            command,
            bufsize=0,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            creationflags=subprocess.CREATE_NO_WINDOW if sys.platform == "win32" else 0,
        )
    except OSError as exc:
        raise _cannot_start(_("The system refused to.")) from exc


def _introduce(process: subprocess.Popen[bytes], options: ChildOptions) -> bytes:
    """Tells the child what to do and waits for its answer; both in one line of JSON."""
    commands, answers = _pipes(process)
    commands.write(json.dumps(options).encode() + b"\n")
    return answers.readline()


def _stop(process: subprocess.Popen[bytes]) -> None:
    """Ends the child by ending its input, or kills it if it does not listen; closes its pipes."""
    commands, answers = _pipes(process)
    commands.close()
    try:
        process.wait(STOP_TIMEOUT_S)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    answers.close()


def _pipes(process: subprocess.Popen[bytes]) -> tuple[IO[bytes], IO[bytes]]:
    return cast("IO[bytes]", process.stdin), cast("IO[bytes]", process.stdout)


def _cannot_start(why: str) -> ProviderUnavailableError:
    return ProviderUnavailableError(
        _("The built-in model could not be started. {why}").format(why=why), provider="builtin"
    )
