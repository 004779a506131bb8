"""Eight lanes on one key: they wait for its limit in their order, and never run into it."""

import time

from app.domain.answer import AnswerStatus
from app.ui.quota_gauge import QuotaGauge
from app.ui.transcript.notice_card import NoticeCard

LIMIT, WINDOW_S = 10, 6.0


class Limits:
    """What the server lets through in a window of time, as its headers say."""

    def __init__(self) -> None:
        self.refused = 0
        self.models: list[str] = []
        self._left = LIMIT
        self._ends_at = time.monotonic() + WINDOW_S

    async def answer(self, exchange, text: str) -> None:
        now = time.monotonic()
        if now >= self._ends_at:
            self._left, self._ends_at = LIMIT, now + WINDOW_S
        self.models.append(exchange.body["model"])
        self.refused += self._left == 0
        if self._left:  # The time runs from the last one let through, however slow the machine is.
            self._ends_at = now + WINDOW_S
        self._left = max(0, self._left - 1)
        exchange.headers = (
            f"x-ratelimit-limit-requests: {LIMIT}\r\n"
            f"x-ratelimit-remaining-requests: {self._left}\r\n"
            f"x-ratelimit-reset-requests: {(self._ends_at - now) * 1000:.0f}ms\r\n"
        )
        await exchange.finish(text)


def statuses(person) -> list[AnswerStatus]:
    rows = [person.chat.turns(lane.lane_id)[-1].answer for lane in person.chat.lanes]
    return [row.status for row in rows if row]


async def test_lanes_of_one_key_wait_in_front_of_its_limit(start, server):
    models = [f"model-{n}" for n in range(8)]
    person = await start(*models)
    limits = Limits()
    person.send("First")
    for _ in models:
        await limits.answer(await server.next_exchange(), "one")
    await person.until_idle()

    person.send("Second")
    for _ in range(LIMIT - len(models)):
        await limits.answer(await server.next_exchange(), "two")
    await person.until(lambda: statuses(person).count(AnswerStatus.DONE) == 2)
    await person.until(lambda: statuses(person).count(AnswerStatus.WAITING) == 6)
    cards = [c for c in person.view.findChildren(NoticeCard) if c.isVisibleTo(person.view)]
    assert {c.accessibleName().split(",")[1] for c in cards} == {" attempt 1 of 6"}
    for _ in range(6):
        await limits.answer(await server.next_exchange(), "two")
    await person.until_idle()

    assert limits.refused == 0
    assert [person.answers(n) for n in range(8)] == [["one", "two"]] * 8
    assert sorted(limits.models[8:]) == models
    metrics = [person.chat.turns(person.lane(n))[-1].answer.metrics for n in range(8)]
    assert {m.retries for m in metrics} == {0}
    assert sum(m.waited_s > 0 for m in metrics) == 6


async def test_a_limit_that_is_near_is_shown_beside_the_button_that_sends(start, server):
    person = await start("alpha")
    gauge = person.view.composer.findChild(QuotaGauge)
    person.send("Hello")
    exchange = await server.next_exchange()
    assert not gauge.isVisible()
    exchange.headers = (
        "x-ratelimit-limit-requests: 60\r\nx-ratelimit-remaining-requests: 3\r\n"
        "x-ratelimit-reset-requests: 50s\r\n"
    )
    await exchange.finish("Hi")
    await person.until_idle()
    assert gauge.isVisible()
    assert gauge.words.startswith("3 requests left of 60, full again in ")
