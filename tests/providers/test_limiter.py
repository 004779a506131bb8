"""The gate in front of all lanes of a key."""

import asyncio
import time

import pytest

from app.domain.connection import QuotaWindow
from app.providers import OpenAICompatibleProvider, RateLimitError, RetryPolicy, run_with_retry
from app.providers.limiter import Limiter, LimitReachedError
from app.providers.quota import QuotaBook
from tests.providers.conformance.payloads import Payloads
from tests.providers.loopback import KEY, answer

NOW = 1_800_000_000.0
MESSAGES = [{"role": "user", "content": "Hello"}]


class Gate:
    """A limiter whose time the test moves."""

    def __init__(self):
        self.now = NOW
        self.book = QuotaBook(self.clock)
        self.limiter = Limiter(self.book, self.clock)

    def clock(self):
        return self.now

    def note(self, remaining, limit=None, reset="60", kind="requests"):
        headers = {
            f"x-ratelimit-remaining-{kind}": str(remaining),
            f"x-ratelimit-limit-{kind}": str(limit or ""),
            f"x-ratelimit-reset-{kind}": reset,
        }
        self.limiter.note(headers)

    def ask(self, remaining=None, **said):
        with self.limiter.attempt():
            if remaining is not None:
                self.note(remaining, **said)

    def lets_through(self, *, insist=False):
        try:
            with self.limiter.attempt(insist=insist):
                return True
        except LimitReachedError:
            return False


@pytest.fixture
def gate():
    return Gate()


def test_what_is_not_known_is_not_limited(gate):
    assert all(gate.lets_through() for _ in range(100))


@pytest.mark.parametrize("kind", ["requests", "tokens"])
def test_nothing_left_means_waiting_until_there_is(gate, kind):
    gate.ask(remaining=0, kind=kind)
    gate.now += 20
    with pytest.raises(LimitReachedError) as raised:
        gate.ask()
    assert raised.value.retry_after == 40
    gate.now += 40
    gate.ask()


def test_nothing_left_until_nobody_knows_when_is_tried(gate):
    gate.ask(remaining=0, reset="")
    assert gate.lets_through()


def test_attempts_under_way_are_counted(gate):
    gate.ask(remaining=2)
    with gate.limiter.attempt(), gate.limiter.attempt():
        with pytest.raises(LimitReachedError):
            gate.ask()
        gate.note(5)
        gate.ask()


def test_a_failed_attempt_is_no_longer_counted(gate):
    gate.ask(remaining=1)
    with pytest.raises(ConnectionError), gate.limiter.attempt():
        raise ConnectionError
    gate.ask()


def test_an_answer_that_was_overtaken_says_nothing_new(gate):
    with gate.limiter.attempt():
        with gate.limiter.attempt():
            gate.note(3)
        gate.note(4)
    assert gate.book.quota.requests == QuotaWindow(None, 3, NOW + 60)


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 2, 0)])
async def test_in_whichever_order_the_provider_took_them_all_attempts_count(gate, order):
    async def ask(turn, remaining):
        with gate.limiter.attempt():
            await turn.wait()
            gate.note(remaining)

    turns = [asyncio.Event() for _ in order]
    # The last to be sent is the first that was counted.
    asked = [asyncio.create_task(ask(turn, n)) for n, turn in enumerate(turns, 2)]
    await asyncio.sleep(0)
    for n in order:
        turns[n].set()
        await asked[n]

    with gate.limiter.attempt(), gate.limiter.attempt():
        assert not gate.lets_through()


def test_an_old_reading_says_nothing_of_a_window_that_has_begun_since(gate):
    with gate.limiter.attempt():
        gate.ask(remaining=0, limit=9)
        gate.now += 60
        gate.note(7, limit=9)
    assert gate.book.quota.requests == QuotaWindow(9, 7, NOW + 120)


def test_a_window_begun_anew_holds_its_limit(gate):
    gate.ask(remaining=0, limit=2)
    gate.now += 60
    attempts = gate.limiter.attempt(), gate.limiter.attempt()
    with attempts[0], attempts[1], pytest.raises(LimitReachedError) as raised:
        gate.ask()
    assert raised.value.retry_after is None


def test_a_limit_of_nothing_is_no_limit(gate):
    gate.ask(remaining=0, limit=0, reset="0")
    assert gate.lets_through()


async def test_who_waited_first_is_let_through_first(gate):
    gate.ask(remaining=0, limit=1)

    async def ask():
        gate.ask()

    async def wait_then_ask(turn):
        with pytest.raises(LimitReachedError):
            gate.ask()
        await turn.wait()
        gate.ask()

    turns = [asyncio.Event(), asyncio.Event()]
    waiting = [asyncio.create_task(wait_then_ask(turn)) for turn in turns]
    await asyncio.sleep(0)
    gate.now += 60
    with pytest.raises(LimitReachedError):
        await asyncio.create_task(ask())
    turns[0].set()
    await waiting[0]
    gate.note(1, limit=1)
    turns[1].set()
    await waiting[1]


async def test_one_that_never_comes_back_holds_up_nobody_for_long(gate):
    gate.ask(remaining=0, limit=1)

    async def ask():
        gate.ask()

    with pytest.raises(LimitReachedError):
        await asyncio.create_task(ask())
    gate.now += 60
    with pytest.raises(LimitReachedError):
        await asyncio.create_task(ask())
    gate.now += 10
    gate.ask()


def test_who_insists_is_let_through(gate):
    gate.ask(remaining=0)
    assert not gate.lets_through()
    assert gate.lets_through(insist=True)


async def test_a_limit_that_lasts_long_says_how_long(server):
    spent = {"x-ratelimit-remaining-requests": "0", "x-ratelimit-reset-requests": "2h"}
    server.script = [answer(429, b"", spent)]
    provider = OpenAICompatibleProvider(KEY, server.base_url)
    for _ in range(2):
        with pytest.raises(RateLimitError) as raised:
            await provider.generate_completion("some-model", MESSAGES)
    assert "no more for another 120 minutes. Pick another model" in str(raised.value)
    assert raised.value.was_sent is False
    await provider.aclose()


class FewAtATime:
    """Answers so many requests in each window of time, and says what is left of it."""

    LIMIT = 3
    WINDOW_S = 0.4

    def __init__(self, events):
        self.refused = 0
        self._events = events
        self._ends_at = 0.0
        self._left = 0

    async def reply(self, exchange):
        now = time.monotonic()
        if now >= self._ends_at:
            self._ends_at, self._left = now + self.WINDOW_S, self.LIMIT
        headers = {
            "x-ratelimit-limit-requests": str(self.LIMIT),
            "x-ratelimit-remaining-requests": str(max(0, self._left - 1)),
            "x-ratelimit-reset-requests": f"{(self._ends_at - now) * 1000:.0f}ms",
        }
        if self._left:
            self._left -= 1
            await answer(200, self._events, headers, kind="text/event-stream")(exchange)
        else:
            self.refused += 1
            await answer(429, b"", headers)(exchange)


async def test_eight_lanes_on_one_key_never_provoke_a_refusal(server):
    events = Payloads("openai_compatible").bytes("stream.sse")
    limits = FewAtATime(events)
    server.script = [limits.reply]
    provider = OpenAICompatibleProvider(KEY, server.base_url)
    policy = RetryPolicy(attempts=50, base_delay=0.1, max_delay=0.2)
    waits = []

    async def lane():
        call = provider.generate_completion("some-model", MESSAGES)
        return await run_with_retry(lambda: call, policy, on_status=waits.append)

    first = await lane()
    answers = await asyncio.gather(*(lane() for _ in range(8)))
    assert [answer["content"] for answer in answers] == [first["content"]] * 8
    assert limits.refused == 0
    assert len(server.exchanges) == 9
    assert {status.was_sent for status in waits} == {False}, "the waits could be seen"
    assert {status.attempt for status in waits} == {1}, "nothing sent is no attempt"
    assert provider.quota.requests.limit == FewAtATime.LIMIT
    await provider.aclose()


async def test_a_refusal_ahead_of_sending_reads_like_any_rate_limit(server):
    spent = {"x-ratelimit-remaining-requests": "0", "x-ratelimit-reset-requests": "30s"}
    server.script = [answer(429, b"", spent)]
    provider = OpenAICompatibleProvider(KEY, server.base_url)
    messages = []
    for _ in range(2):
        with pytest.raises(RateLimitError) as raised:
            await provider.generate_completion("some-model", MESSAGES)
        messages.append(str(raised.value))
    assert messages[0] == messages[1]
    assert raised.value.retry_after == pytest.approx(30, abs=5)
    assert len(server.exchanges) == 1
    await provider.aclose()
