import threading
from collections.abc import Iterator

import pytest

from app.storage.daemon_thread import DaemonThread


@pytest.fixture
def thread() -> Iterator[DaemonThread]:
    thread = DaemonThread("test")
    yield thread
    thread.close()


def test_calls_are_made_in_order_in_one_thread_that_nobody_waits_for(thread: DaemonThread):
    order: list[int] = []
    calls = [thread.submit(lambda n=n: order.append(n)) for n in range(5)]
    where = thread.submit(threading.current_thread).result()

    assert all(call.done() for call in calls)
    assert order == [0, 1, 2, 3, 4]
    assert where.daemon
    assert where.name == "test"
    assert thread.submit(threading.current_thread).result() is where


def test_an_error_goes_to_who_asked_and_the_thread_goes_on(thread: DaemonThread):
    with pytest.raises(ZeroDivisionError):
        thread.submit(lambda: 1 / 0).result()
    assert thread.submit(lambda: "still here").result() == "still here"


def test_a_call_that_is_cancelled_while_it_waits_is_not_made(thread: DaemonThread):
    may_end = threading.Event()
    made: list[str] = []
    thread.submit(may_end.wait)
    waiting = thread.submit(lambda: made.append("too late"))

    assert waiting.cancel()
    may_end.set()

    assert thread.submit(lambda: "last").result() == "last"
    assert made == []


def test_closed_it_ends_after_what_was_asked_of_it(thread: DaemonThread):
    where = thread.submit(threading.current_thread).result()
    last = thread.submit(lambda: "done")

    thread.close()
    where.join()

    assert last.result() == "done"


def test_closing_it_unused_is_nothing():
    DaemonThread("unused").close()
    assert "unused" not in [thread.name for thread in threading.enumerate()]
