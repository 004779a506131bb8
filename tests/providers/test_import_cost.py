import json
import os
import subprocess
import sys

MEASURE = """
import asyncio, json, sys, time  # every caller has asyncio already
start = time.process_time()
import app.providers
spent = time.process_time() - start
print(json.dumps({"ms": spent * 1000, "modules": [name.split(".")[0] for name in sys.modules]}))
"""
RUNS = 5


def test_importing_the_library_is_cheap_and_loads_no_sdk(tmp_path):
    # What is measured is the import: not coverage, and not compiling, which the first run does.
    unwanted = ("COV", "PYTHONDONTWRITEBYTECODE")
    environment = {k: v for k, v in os.environ.items() if not k.startswith(unwanted)}
    environment["PYTHONPYCACHEPREFIX"] = str(tmp_path)
    runs = [
        json.loads(subprocess.check_output([sys.executable, "-c", MEASURE], env=environment))
        for _ in range(RUNS)
    ]
    heavy = {"openai", "httpx", "httpx2", "pydantic", "xllamacpp", "PySide6"}
    assert heavy.isdisjoint(runs[0]["modules"])
    assert min(run["ms"] for run in runs) < 50
