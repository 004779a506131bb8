"""The process that runs the built-in model: llama.cpp's server, and nothing of Parley.

Its parent writes one JSON line of `ChildOptions` to its standard input and reads one JSON line,
`{"address": "http://127.0.0.1:…"}`, from its standard output. It ends when its input ends, which
happens however the parent ends: that is the only way that leaves no orphan on any system.
"""

import json
import os
import signal
from importlib import import_module
from typing import Any, NoReturn, TypedDict


class ChildOptions(TypedDict):
    """What the parent says.

    Attributes:
        model_path: The GGUF file.
        model_id: Its name in requests.
        token: What every request must carry as its key.
        threads: That compute.
        slots: Answers at a time; more wait.
        context: Tokens that all slots share.
        max_tokens: Longest answer, so that a small model that rambles comes to an end.
    """

    model_path: str
    model_id: str
    token: str
    threads: int
    slots: int
    context: int
    max_tokens: int


def main() -> NoReturn:
    """Serves until standard input ends, then exits the process with 0."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the parent
    # File descriptors: a windowed bundle has no sys.stdin. Whatever llama.cpp prints goes nowhere.
    commands = os.fdopen(os.dup(0), "rb")
    answers = os.dup(1)
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    server = _start(json.loads(commands.readline()))
    os.write(answers, json.dumps({"address": server.listening_address}).encode() + b"\n")
    commands.read()
    os._exit(0)  # llama.cpp's threads would have to finish their answers first


def _start(options: ChildOptions) -> Any:
    """Loads the model, which takes about half a second; the server runs while it is referenced."""
    xllamacpp: Any = import_module("xllamacpp")  # it has no types
    params = xllamacpp.CommonParams()
    params.model.path = options["model_path"]
    params.model_alias = [options["model_id"]]
    params.api_keys = [options["token"]]
    params.hostnames = ["127.0.0.1"]
    params.port = 0
    params.cpuparams.n_threads = options["threads"]
    params.n_parallel = options["slots"]
    params.n_ctx = options["context"]
    params.kv_unified = True
    params.n_predict = options["max_tokens"]
    params.cache_ram_mib = 0
    params.warmup = False
    params.ui = False
    params.endpoint_slots = False
    params.verbosity = -1
    return xllamacpp.Server(params)


if __name__ == "__main__":
    main()
