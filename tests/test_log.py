import logging
from pathlib import Path

import pytest

from app import log

CANARY = "Zq3xV7bN1mK9pL5tR2wY8"
logger = logging.getLogger("app.somewhere")


def logged(data_dir: Path) -> str:
    return (data_dir / "logs" / "parley.log").read_text("utf-8")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"used sk-{CANARY}", "used sk-[masked]"),
        (f"used sk-ant-api03-{CANARY}_{CANARY}.", "used sk-[masked]."),
        (f"used gsk_{CANARY}", "used gsk_[masked]"),
        (f"used xai-{CANARY}", "used xai-[masked]"),
        (f"used hf_{CANARY}", "used hf_[masked]"),
        (f"used AIza{CANARY}", "used AIza[masked]"),
        (f"Bearer {CANARY}", "Bearer [masked]"),
        (f"Authorization: Bearer {CANARY}", "Authorization: Bearer [masked]"),
        (f"authorization: Basic {CANARY}==", "authorization: Basic [masked]"),
        (f"{{'x-api-key': '{CANARY}', 'a': 1}}", "{'x-api-key': '[masked]', 'a': 1}"),
        (f"(b'x-goog-api-key', b'{CANARY}')", "(b'x-goog-api-key', b'[masked]')"),
        (f"get(api_key={CANARY}, timeout=5)", "get(api_key=[masked], timeout=5)"),
        (f"GET /models?key={CANARY}&page=2", "GET /models?key=[masked]&page=2"),
        (f"http://me:{CANARY}@host/v1", "http://me:[masked]@host/v1"),
        (f"used ghp_{CANARY}{CANARY}", "used [GitHub token masked]"),
    ],
)
def test_what_looks_like_a_key_is_masked(text: str, expected: str):
    assert log.scrub(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "max_tokens=100000000, token count 12345678",
        "the risk-assessment of a skateboarder",
        "http://127.0.0.1:11434/v1/chat/completions",
        "api_key=None",
    ],
)
def test_what_is_no_key_stays(text: str):
    assert log.scrub(text) == text


def test_keys_in_arguments_and_tracebacks_do_not_reach_the_file(tmp_path: Path):
    def fail(api_key: str) -> None:
        unnamed = api_key
        raise ValueError(f"refused: Bearer {unnamed}")

    with log.configured(tmp_path):
        logger.error("request with %s", f"api_key={CANARY}")
        try:
            fail(CANARY)
        except ValueError:
            logger.exception("it failed")

    assert CANARY not in logged(tmp_path)
    assert "request with api_key=[masked]" in logged(tmp_path)
    assert "ValueError: refused: Bearer [masked]" in logged(tmp_path)


def test_the_file_is_rotated_and_the_old_ones_are_few(tmp_path: Path):
    with log.configured(tmp_path):
        for _ in range(7):
            logger.error("x" * 900_000)

    names = sorted(file.name for file in (tmp_path / "logs").iterdir())
    assert names == ["parley.log", "parley.log.1", "parley.log.2", "parley.log.3"]


def test_nothing_is_logged_after_the_block(tmp_path: Path):
    before = logging.getLogger().handlers.copy()
    with log.configured(tmp_path):
        logger.error("inside")
    logger.error("outside")

    assert "outside" not in logged(tmp_path)
    assert logging.getLogger().handlers == before


def test_a_log_that_cannot_be_written_stops_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    (tmp_path / "logs").write_text("a file where the folder should be")

    with log.configured(tmp_path):
        logger.error("lost")

    assert capsys.readouterr().err == ""


def test_text_that_is_not_unicode_is_logged(tmp_path: Path):
    with log.configured(tmp_path):
        logger.error("half an emoji: \ud83d")

    assert "half an emoji: \\ud83d" in logged(tmp_path)
