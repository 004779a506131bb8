"""The chat service without a window, against a scripted model and a real database."""

import asyncio
import threading
from dataclasses import replace
from decimal import Decimal

import pytest

from app.domain.answer import AnswerStatus
from app.domain.attachments import Attachment
from app.domain.context import OTHERS_SAID
from app.domain.conversation import ContextPolicy, new_id
from app.domain.errors import BudgetReachedError, StorageError
from app.domain.lane import Candidate, Lane, ModelRef
from app.domain.merging import MergeKind
from app.domain.messages import Parameters
from app.providers.completion_stream import make_chunk
from app.services.attempts import SendPlan
from app.services.budget import Budget
from app.services.chat import ChatService
from app.services.checkpoints import Checkpointer
from app.services.conversations import Conversations
from app.services.diagnostics import diagnostics
from app.services.events import Events, Remark
from app.services.preferences import Preferences
from app.services.running_answers import RunningAnswers
from app.storage.conversations import ConversationStore, TextPiece
from app.storage.database import Database
from app.storage.settings import SettingsStore
from app.storage.spending import SpendingStore
from tests.services.test_live_answer import live_answer
from tests.window.model_server import ModelServer


@pytest.fixture
async def server():
    async with ModelServer() as server:
        yield server


@pytest.fixture
async def database(tmp_path):
    database = await Database.open(tmp_path / "parley.db")
    yield database
    await database.aclose()


class Chat:
    """A chat service with one open conversation."""

    def __init__(self, database, access, server, parameters, preferences) -> None:
        self.events = Events()
        self.remarks: list[str] = []
        self.events.subscribe(self._note)
        store = ConversationStore(database)
        self.preferences = preferences
        self.insists = False
        self.budget = Budget(SpendingStore(database), preferences, ask=self._insist)
        self.conversations = Conversations(store, self.events)
        self.running = RunningAnswers(store, self.conversations, access, self.events)
        self.service = ChatService(self.running, self.conversations, self.budget)
        model = ModelRef("openai_compatible", "alpha", server.base_url)
        self.id = self.conversations.create([Lane(new_id(), model, parameters)]).id

    def _note(self, event) -> None:
        if isinstance(event, Remark):
            self.remarks.append(event.sentence)

    async def _insist(self, _sentence: str) -> bool:
        return self.insists

    @property
    def answers(self):
        return self.conversations[self.id].answers

    async def until_idle(self) -> None:
        idle = asyncio.Event()

        def check(_) -> None:
            if not self.running.live_conversations():
                idle.set()

        self.events.subscribe(check)
        check(None)
        async with asyncio.timeout(60):
            await idle.wait()


@pytest.fixture
async def open_chat(database, access, server, tmp_path):
    chats: list[Chat] = []

    def open_chat(parameters: Parameters = Parameters()) -> Chat:  # noqa: B008 - it is frozen
        preferences = Preferences(SettingsStore(tmp_path / "settings.json"))
        chat = Chat(database, access, server, parameters, preferences)
        chats.append(chat)
        return chat

    yield open_chat
    for chat in chats:
        await chat.running.aclose()


async def test_a_conversation_that_does_not_exist_is_none(open_chat):
    assert await open_chat().conversations.open("nowhere") is None


async def test_an_answer_that_is_stopped_twice_ends_once(open_chat, server, database):
    chat = open_chat()
    await chat.service.send(chat.id, "Hello", None)
    await server.next_exchange()
    (answer,) = chat.answers
    disk = threading.Event()
    writing = asyncio.create_task(database.run(lambda _: disk.wait()))
    first = asyncio.create_task(chat.running.stop([answer.id]))
    # Nothing tells that an end is being stored.
    while chat.running.live_answer(answer.id).status.is_live:  # noqa: ASYNC110
        await asyncio.sleep(0)
    second = asyncio.create_task(chat.running.stop([answer.id]))
    await asyncio.sleep(0)
    disk.set()
    await asyncio.gather(first, second, writing)
    assert [a.status for a in chat.answers] == [AnswerStatus.STOPPED]


async def test_a_lane_that_answers_is_not_asked_once_more_meanwhile(open_chat, server):
    chat = open_chat()
    await chat.service.send(chat.id, "Hello", None)
    exchange = await server.next_exchange()
    await chat.service.regenerate(chat.id, chat.answers[0].id)
    assert len(chat.answers) == 1
    await exchange.finish("Hi")
    await chat.until_idle()
    chat.running.retry_now(chat.answers[0].id)
    assert chat.answers[0].text == "Hi"


async def test_a_lane_that_came_later_is_asked_about_a_turn_that_is_past(open_chat, server):
    chat = open_chat()
    for n in range(2):
        parent_id = chat.conversations[chat.id].head_id
        await chat.service.send(chat.id, f"Question {n}", parent_id)
        await (await server.next_exchange()).finish("of the first lane")
        await chat.until_idle()
    late = Lane(new_id(), ModelRef("openai_compatible", "beta", server.base_url))
    await chat.conversations.change(chat.id, lambda c: c.with_lane(late))
    first = chat.conversations[chat.id].turns[0]
    await chat.service.ask(chat.id, first.id, late.id)
    exchange = await server.next_exchange()
    assert (exchange.body["model"], exchange.texts) == ("beta", ["Question 0"])
    await chat.service.ask(chat.id, first.id, late.id)
    await exchange.finish("of the late lane")
    await chat.until_idle()
    own = [(a.turn_id, a.text) for a in chat.answers if a.lane_id == late.id]
    assert own == [(first.id, "of the late lane")]


async def test_a_prompt_is_sent_as_planned_and_asked_again_in_the_same_way(open_chat, server):
    chat = open_chat()
    (lane,) = chat.conversations[chat.id].lanes
    other = Lane(new_id(), ModelRef("openai_compatible", "beta", server.base_url))
    await chat.conversations.change(chat.id, lambda c: c.with_lane(other))
    first = await chat.service.send(chat.id, "Long " * 200, None)
    exchanges = await server.exchanges_by_model(2)
    await exchanges["alpha"].finish("of alpha")
    await exchanges["beta"].finish("of beta")
    await chat.until_idle()
    plan = SendPlan(ContextPolicy.SHARED, skipped=frozenset({other.id}), limits={lane.id: 60})
    second = await chat.service.send(chat.id, "Next", first.id, plan)
    exchange = await server.next_exchange()
    assert exchange.texts == [f'{OTHERS_SAID}\n\n<answer from="B">\nof beta\n</answer>\n\nNext']
    await exchange.finish("again")
    await chat.until_idle()
    (answer,) = [a for a in chat.answers if a.turn_id == second.id]
    await chat.service.regenerate(chat.id, answer.id)
    repeated = await server.next_exchange()
    assert repeated.texts == exchange.texts
    await repeated.finish()
    await chat.until_idle()


async def test_a_spent_budget_stops_a_prompt_and_a_further_attempt_before_anything_is_sent(
    open_chat, server
):
    chat = open_chat()
    turn = await chat.service.send(chat.id, "Hello", None)
    await (await server.next_exchange()).finish("Hi")
    await chat.until_idle()
    await chat.preferences.update(daily_budget=Decimal(0))
    with pytest.raises(BudgetReachedError, match="Nothing was sent"):
        await chat.service.send(chat.id, "More", turn.id)
    with pytest.raises(BudgetReachedError):
        await chat.service.regenerate(chat.id, chat.answers[0].id)
    assert [t.prompt for t in chat.conversations[chat.id].turns] == ["Hello"]
    assert len(chat.answers) == 1
    chat.insists = True
    await chat.service.send(chat.id, "More", turn.id)
    chat.insists = False
    await (await server.next_exchange()).finish("Since you insist")
    await chat.until_idle()
    with pytest.raises(BudgetReachedError):
        await chat.service.send(chat.id, "And more", turn.id)


async def test_an_answer_that_is_chosen_is_what_all_go_on_from(open_chat, server):
    chat = open_chat()
    other = Lane(new_id(), ModelRef("openai_compatible", "beta", server.base_url))
    await chat.conversations.change(chat.id, lambda c: c.with_lane(other))
    first = await chat.service.send(chat.id, "Hello", None)
    exchanges = await server.exchanges_by_model(2)
    for model, exchange in exchanges.items():
        await exchange.finish(f"of {model}")
    await chat.until_idle()
    chosen = next(a for a in chat.answers if a.text == "of beta")
    changed = replace(first, chosen_id=chosen.id)
    await chat.conversations.change(chat.id, changed_turns=[changed])
    await chat.service.send(chat.id, "Next", first.id, SendPlan(ContextPolicy.CHOSEN))
    for exchange in (await server.exchanges_by_model(2)).values():
        assert exchange.texts == ["Hello", "of beta", "Next"]


async def test_answers_are_merged_in_a_lane_of_their_own_and_again_when_asked_again(
    open_chat, server
):
    chat = open_chat()
    turn = await chat.service.send(chat.id, "How long?", None)
    await (await server.next_exchange()).finish("Five seconds.")
    await chat.until_idle()
    judge = Candidate(ModelRef("openai_compatible", "beta", server.base_url))
    (source,) = chat.answers
    lane_id = await chat.service.merge(chat.id, turn.id, judge, MergeKind.FUSE, [source.id])
    exchange = await server.next_exchange()
    assert exchange.body["model"] == "beta"
    assert "Five seconds." in exchange.texts[0]
    await exchange.finish("Five seconds. [A]")
    await chat.until_idle()
    merged = chat.answers[-1]
    assert (merged.lane_id, merged.text) == (lane_id, "Five seconds. [A]")
    assert [lane.id for lane in chat.conversations[chat.id].active_lanes][-1] == lane_id
    await chat.service.regenerate(chat.id, merged.id)
    assert (await server.next_exchange()).texts == exchange.texts


async def test_only_the_failed_answers_of_a_turn_are_tried_again(open_chat, server):
    chat = open_chat()
    for name in ("beta", "gamma"):
        lane = Lane(new_id(), ModelRef("openai_compatible", name, server.base_url))
        await chat.conversations.change(chat.id, lambda c, lane=lane: c.with_lane(lane))
    turn = await chat.service.send(chat.id, "Hello", None)
    lanes = await server.exchanges_by_model(3)
    await lanes["alpha"].fail(401, "no such key")
    await lanes["beta"].finish("fine")
    await lanes["gamma"].fail(400, "no")
    await chat.until_idle()
    await chat.service.retry_failed(chat.id, turn.id)
    assert len(chat.running.live_lanes(chat.id)) == 2
    lanes = await server.exchanges_by_model(2)
    for exchange in lanes.values():
        await exchange.finish("better")
    await chat.until_idle()
    assert sorted(lanes) == ["alpha", "gamma"]
    shown = [a.text for a in chat.conversations[chat.id].asked(turn.id)]
    assert sorted(shown) == ["better", "better", "fine"]


async def test_a_parameter_that_the_model_refuses_is_left_out_and_said(open_chat, server):
    chat = open_chat(Parameters(temperature=0.3))
    await chat.service.send(chat.id, "Hello", None)
    exchange = await server.next_exchange()
    await exchange.fail(400, "Unsupported parameter: 'temperature' is not supported")
    exchange = await server.next_exchange()
    assert "temperature" not in exchange.body
    await exchange.finish("Hi")
    await chat.until_idle()
    assert chat.answers[0].text == "Hi"
    assert "temperature" in " ".join(chat.remarks)


async def test_files_that_the_disk_does_not_give_back_fail_the_answer_with_a_sentence(
    open_chat, monkeypatch
):
    async def fails(*_) -> None:
        raise StorageError("The disk can't be read.")

    monkeypatch.setattr(ConversationStore, "contents", fails)
    chat = open_chat()
    notes = Attachment("digest", "notes.txt", "text/plain", 5)
    await chat.service.send(chat.id, "Hello", None, SendPlan(attachments=(notes,)))
    await chat.until_idle()
    (answer,) = chat.answers
    assert (answer.status, answer.error) == (AnswerStatus.FAILED, "The disk can't be read.")


async def test_a_checkpoint_that_fails_is_said_and_made_again():
    saved: list[TextPiece] = []
    told: list[str] = []
    fails = True

    async def save(pieces) -> None:
        if fails:
            raise StorageError("The disk is full.")
        saved.extend(pieces)

    live = live_answer()
    live.feed(make_chunk("builtin", "m", content="text"))
    checkpointer = Checkpointer([live], save, lambda error: told.append(str(error)))
    await checkpointer.save()
    assert (saved, told) == ([], ["The disk is full."])
    fails = False
    await checkpointer.save()
    await checkpointer.save()
    assert saved == [TextPiece("a", "text", "")]


def test_diagnostics_tell_versions_and_the_end_of_the_log(tmp_path):
    assert "The log is empty." in diagnostics(tmp_path)
    (tmp_path / "logs").mkdir()
    lines = "\n".join(f"line {n}" for n in range(500))
    (tmp_path / "logs" / "parley.log").write_text(lines)
    report = diagnostics(tmp_path)
    assert report.startswith("Parley ")
    assert report.endswith("line 499")
    assert "line 100\n" not in report


async def test_two_conversations_are_answered_at_once(open_chat, server):
    chat = open_chat()
    lanes = [Lane(new_id(), lane.model) for lane in chat.conversations[chat.id].lanes]
    other = chat.conversations.create(lanes)
    await chat.service.send(chat.id, "First", None)
    first = await server.next_exchange()
    await chat.service.send(other.id, "Second", None)
    second = await server.next_exchange()
    assert chat.running.live_conversations() == {chat.id, other.id}
    await second.finish("two")
    await first.finish("one")
    await chat.until_idle()
    texts = [chat.conversations[i].answers[0].text for i in (chat.id, other.id)]
    assert texts == ["one", "two"]


TAKES_NO_PICTURES = Candidate(ModelRef("builtin", "smollm2-135m-instruct"))


def beta(server) -> Candidate:
    return Candidate(ModelRef("openai_compatible", "beta", server.base_url))


async def add_fallbacks(chat, *fallbacks: Candidate, switches: bool = True) -> None:
    lane = chat.conversations[chat.id].lanes[-1]
    lane = replace(lane, fallbacks=fallbacks, switches=switches)
    await chat.conversations.change(chat.id, lambda c: c.with_lane(lane))


async def send_picture(chat, database) -> None:
    await send_file(chat, database, Attachment("digest", "shot.png", "image/png", 3))


async def send_file(chat, database, file: Attachment) -> None:
    await ConversationStore(database).add_content(file.digest, b"abc")
    await chat.service.send(chat.id, "What is it?", None, SendPlan(attachments=(file,)))


async def add_fallback(chat, server, *, switches: bool) -> None:
    await add_fallbacks(chat, beta(server), switches=switches)


async def test_a_lane_that_switches_by_itself_says_why_and_keeps_the_failed_attempt(
    open_chat, server
):
    chat = open_chat()
    await add_fallback(chat, server, switches=True)
    await chat.service.send(chat.id, "Hello", None)
    await (await server.next_exchange()).fail(402, "no credit")
    exchange = await server.next_exchange()
    assert exchange.body["model"] == "beta"
    await exchange.finish("Hi from beta")
    await chat.until_idle()
    failed, answer = chat.answers
    assert (failed.status, failed.selected) == (AnswerStatus.FAILED, False)
    assert (answer.text, answer.selected, answer.model.model) == ("Hi from beta", True, "beta")
    assert "no credit" in answer.because


async def test_otherwise_nothing_switches_by_itself(open_chat, server):
    chat = open_chat()
    await add_fallback(chat, server, switches=False)
    await chat.service.send(chat.id, "Hello", None)
    await (await server.next_exchange()).fail(402, "no credit")
    await chat.until_idle()
    assert [a.status for a in chat.answers] == [AnswerStatus.FAILED]


async def test_a_refused_key_is_not_answered_by_another_model(open_chat, server):
    chat = open_chat()
    await add_fallback(chat, server, switches=True)
    await chat.service.send(chat.id, "Hello", None)
    await (await server.next_exchange()).fail(401, "wrong key")
    await chat.until_idle()
    assert len(chat.answers) == 1


async def test_once_all_fallbacks_have_failed_the_last_failure_stands(open_chat, server):
    chat = open_chat()
    await add_fallback(chat, server, switches=True)
    await chat.service.send(chat.id, "Hello", None)
    for _ in range(2):
        await (await server.next_exchange()).fail(402, "no credit")
    await chat.until_idle()
    assert [a.status for a in chat.answers] == [AnswerStatus.FAILED] * 2


async def test_a_fallback_that_takes_no_pictures_is_skipped_after_one_and_it_is_said_why(
    open_chat, server, database
):
    chat = open_chat()
    await add_fallbacks(chat, TAKES_NO_PICTURES, beta(server))
    await send_picture(chat, database)
    await (await server.next_exchange()).finish("A red square.")
    await chat.until_idle()
    await chat.service.send(chat.id, "And its size?", chat.answers[0].turn_id)
    await (await server.next_exchange()).fail(402, "no credit")
    exchange = await server.next_exchange()
    assert exchange.body["model"] == "beta"
    await exchange.finish("4 by 3.")
    await chat.until_idle()
    answer = chat.answers[-1]
    assert (answer.text, answer.model.model) == ("4 by 3.", "beta")
    assert "no credit" in answer.because
    assert answer.because.endswith("; smollm2-135m-instruct can't be sent “shot.png”")
    assert not chat.remarks


async def test_where_no_fallback_takes_the_files_the_failure_stands_and_it_is_said(
    open_chat, server, database
):
    chat = open_chat()
    await add_fallbacks(chat, TAKES_NO_PICTURES)
    await send_picture(chat, database)
    await (await server.next_exchange()).fail(402, "no credit")
    await chat.until_idle()
    assert [a.status for a in chat.answers] == [AnswerStatus.FAILED]
    (remark,) = chat.remarks
    assert remark.startswith("No other model was asked instead")


async def test_who_stands_in_for_a_model_that_merges_merges_too_with_or_without_the_files(
    open_chat, server, database
):
    chat = open_chat()
    await send_file(chat, database, Attachment("digest", "limits.pdf", "application/pdf", 3))
    await (await server.next_exchange()).finish("A red square.")
    await chat.until_idle()
    (source,) = chat.answers
    judge = Candidate(ModelRef("openai_compatible", "judge", server.base_url))
    await chat.service.merge(chat.id, source.turn_id, judge, MergeKind.FUSE, [source.id])
    exchange = await server.next_exchange()
    takes_no_pdfs = Candidate(ModelRef("cohere", "command-a"))
    await add_fallbacks(chat, beta(server), takes_no_pdfs)
    await exchange.fail(402, "no credit")
    stand_in = await server.next_exchange()
    assert stand_in.body["model"] == "beta"
    assert stand_in.texts == exchange.texts
    await stand_in.fail(402, "no credit")
    await chat.until_idle()
    _, *merged = chat.answers
    assert [a.model.model for a in merged] == ["judge", "beta", "command-a"]
    assert {a.merge for a in merged} == {merged[0].merge}


async def test_another_model_is_asked_instead_of_one_that_waits(open_chat, server):
    chat = open_chat()
    await chat.service.send(chat.id, "Hello", None)
    await (await server.next_exchange()).fail(429, "slow down", "retry-after: 60\r\n")
    while chat.answers and chat.running.live_answer(chat.answers[0].id).status.name != "WAITING":  # noqa: ASYNC110
        await asyncio.sleep(0)
    await chat.service.ask_instead(chat.id, chat.answers[0].id, beta(server))
    await (await server.next_exchange()).finish("Hi")
    await chat.until_idle()
    old, new = chat.answers
    assert (old.status, new.text) == (AnswerStatus.STOPPED, "Hi")
    assert "ate limited" in new.because
    lane = chat.conversations[chat.id].lanes[0]
    assert lane.model.model == "alpha"


async def test_a_stand_in_that_cannot_be_stored_is_said_and_the_failure_stands(
    open_chat, server, database
):
    chat = open_chat()
    await add_fallback(chat, server, switches=True)
    await chat.service.send(chat.id, "Hello", None)
    exchange = await server.next_exchange()
    await database.run(lambda connection: connection.execute("PRAGMA query_only = ON"))
    await exchange.fail(402, "no credit")
    await chat.until_idle()
    assert [a.status for a in chat.answers] == [AnswerStatus.FAILED]
    assert chat.remarks
