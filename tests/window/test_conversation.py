"""A person and a scripted model talk through the real window."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit

from app.domain.answer import AnswerStatus


async def test_a_prompt_is_asked_streamed_and_stored(start, server):
    person = await start("alpha")
    person.send("Hello")
    exchange = await server.next_exchange()
    assert exchange.texts == ["Hello"]
    await exchange.send("Good ")
    await person.until(lambda: person.answers() == ["Good "])
    await exchange.finish("day")
    await person.until_idle()
    assert person.answers() == ["Good day"]
    assert person.view.composer.text() == ""
    chat_id = person.chat.conversation.id

    await person.quit()
    await person.start()
    assert [s.title for s in person.parley.chats.summaries] == ["Hello"]
    person.chat.open(chat_id)
    await person.until(lambda: person.chat.conversation.id == chat_id)
    assert person.answers() == ["Good day"]
    assert person.chat.conversation.answers[0].status is AnswerStatus.DONE


async def test_three_lanes_stream_at_once_while_one_goes_on_typing(start, server):
    person = await start("alpha", "beta", "gamma")
    person.send("Count")
    lanes = await server.exchanges_by_model(3)
    for name, exchange in lanes.items():
        await exchange.send(f"{name} one")
    person.type("My next question")
    await person.until(lambda: all(person.answers(i) != [""] for i in range(3)))
    assert person.view.composer.text() == "My next question"
    for exchange in lanes.values():
        await exchange.finish(" two")
    await person.until_idle()
    assert [person.answers(i) for i in range(3)] == [
        ["alpha one two"],
        ["beta one two"],
        ["gamma one two"],
    ]


async def test_no_request_carries_another_lanes_answer(start, server):
    person = await start("alpha", "beta")
    for number in range(2):
        person.send(f"Question {number}")
        for name, exchange in (await server.exchanges_by_model(2)).items():
            await exchange.finish(f"secret of {name}")
        await person.until_idle()
    for exchange in server.exchanges:
        others = {"alpha", "beta"} - {exchange.body["model"]}
        assert not any(f"secret of {other}" in str(exchange.texts) for other in others)
    assert server.exchanges[-1].texts[-1] == "Question 1"


async def test_stopping_one_lane_keeps_its_text_and_leaves_the_other_alone(start, server):
    person = await start("alpha", "beta")
    person.send("Hello")
    lanes = await server.exchanges_by_model(2)
    await lanes["alpha"].send("half of al")
    await lanes["beta"].send("half of be")
    await person.until(lambda: person.answers(0) == ["half of al"])
    person.chat.answers.stop(person.chat.turns(person.lane(0))[0].answer.answer_id)
    await lanes["alpha"].closed_by_client.wait()
    await lanes["beta"].finish("ta")
    await person.until_idle()
    assert person.answers(0) == ["half of al"]
    assert person.answers(1) == ["half of beta"]
    statuses = [a.status for a in person.chat.conversation.answers]
    assert statuses == [AnswerStatus.STOPPED, AnswerStatus.DONE]


async def test_stop_stops_all_lanes(start, server):
    person = await start("alpha", "beta")
    person.send("Hello")
    lanes = await server.exchanges_by_model(2)
    await person.until(lambda: person.chat.is_streaming)
    person.view.composer.stop_requested.emit()
    await person.until_idle()
    for exchange in lanes.values():
        await exchange.closed_by_client.wait()


async def test_a_failure_in_one_lane_touches_no_other(start, server):
    person = await start("alpha", "beta")
    person.send("Hello")
    lanes = await server.exchanges_by_model(2)
    await lanes["alpha"].fail(401, "no such key")
    await lanes["beta"].finish("fine")
    await person.until_idle()
    failed, done = person.chat.conversation.answers
    assert failed.status is AnswerStatus.FAILED
    assert "key" in failed.error
    assert (done.status, done.text) == (AnswerStatus.DONE, "fine")


async def test_an_answer_is_regenerated_beside_the_old_one(start, server):
    person = await start("alpha")
    person.send("Hello")
    await (await server.next_exchange()).finish("first")
    await person.until_idle()
    person.chat.answers.regenerate(person.chat.conversation.answers[0].id)
    exchange = await server.next_exchange()
    assert exchange.texts == ["Hello"]
    await exchange.finish("second")
    await person.until_idle()
    row = person.chat.turns(person.lane(0))[0].answer
    assert (row.text, row.attempt, row.attempts) == ("second", 2, 2)
    person.chat.answers.step_attempt(row.answer_id, -1)
    await person.until(lambda: person.answers() == ["first"])

    person.send("And then?")
    exchange = await server.next_exchange()
    assert exchange.texts == ["Hello", "first", "And then?"]
    await exchange.finish("end")
    await person.until_idle()


async def test_an_edited_prompt_makes_a_branch_and_keeps_the_old_one(start, server):
    person = await start("alpha")
    person.send("Old wording")
    await (await server.next_exchange()).finish("old answer")
    await person.until_idle()
    person.chat.edit_prompt(person.chat.conversation.turns[0].id, "New wording")
    exchange = await server.next_exchange()
    assert exchange.texts == ["New wording"]
    await exchange.finish("new answer")
    await person.until_idle()
    row = person.chat.turns(person.lane(0))[0]
    assert (row.prompt, row.version, row.versions) == ("New wording", 2, 2)
    person.chat.answers.step_version(row.turn_id, -1)
    await person.until(lambda: person.answers() == ["old answer"])


async def test_an_interrupted_answer_is_continued_from_where_it_stopped(start, server):
    person = await start("alpha")
    person.send("Hello")
    exchange = await server.next_exchange()
    await exchange.send("Half a sen")
    await person.until(lambda: person.answers() == ["Half a sen"])
    await person.quit()
    await person.start()
    await person.until(lambda: person.answers() == [])
    person.chat.open(person.parley.chats.summaries[0].id)
    await person.until(lambda: person.answers() == ["Half a sen"])
    answer = person.chat.conversation.answers[0]
    assert answer.status is AnswerStatus.INTERRUPTED
    person.chat.answers.continue_answer(answer.id)
    exchange = await server.next_exchange()
    assert exchange.texts[:2] == ["Hello", "Half a sen"]
    await exchange.finish("tence.")
    await person.until_idle()
    assert person.answers() == ["Half a sentence."]


async def test_an_answer_goes_on_while_another_chat_is_shown(start, server):
    person = await start("alpha")
    person.send("First chat")
    exchange = await server.next_exchange()
    await exchange.send("Slow")
    first = person.chat.conversation.id
    person.chat.new_chat()
    await person.until(lambda: person.chat.conversation.id != first)
    assert first in person.parley.activity.states
    await exchange.finish(" answer")
    await person.until(lambda: not person.parley.activity.states)
    person.chat.open(first)
    await person.until(lambda: person.answers() == ["Slow answer"])


async def test_a_draft_is_kept_per_chat_and_over_a_restart(start, server):
    person = await start("alpha")
    person.send("Hello")
    await (await server.next_exchange()).finish("Hi")
    await person.until_idle()
    first = person.chat.conversation.id
    person.type("half a thought")
    person.chat.new_chat()
    await person.until(lambda: person.chat.conversation.id != first)
    assert person.view.composer.text() == ""
    await person.quit()
    await person.start()
    person.chat.open(first)
    await person.until(lambda: person.view.composer.text() == "half a thought")


async def test_enter_does_not_send_while_answers_arrive_and_keeps_what_is_typed(start, server):
    person = await start("alpha")
    person.send("Hello")
    exchange = await server.next_exchange()
    await exchange.send("…")
    await person.until(lambda: person.chat.is_streaming)
    person.send("Too early")
    assert person.view.composer.text() == "Too early"
    await exchange.finish("Hi")
    await person.until_idle()
    assert len(server.exchanges) == 1
    QTest.keyClick(person.parley.window.focusWidget(), Qt.Key.Key_Return)
    await (await server.next_exchange()).finish("Now.")
    await person.until_idle()


async def test_an_answer_is_copied_as_markdown(start, server):
    person = await start("alpha")
    person.send("Hello")
    await (await server.next_exchange()).finish("**bold** and `code`")
    await person.until_idle()
    pane = person.view.panes.pane(person.lane(0))
    pane.copy_requested.emit(person.chat.conversation.answers[0].id)
    assert QGuiApplication.clipboard().text() == "**bold** and `code`"


async def test_a_rate_limit_is_waited_for_in_sight_and_can_be_cut_short(start, server):
    person = await start("alpha")
    person.send("Hello")
    exchange = await server.next_exchange()
    await exchange.fail(429, "slow down", "retry-after: 30\r\n")
    row = None

    def is_waiting() -> bool:
        nonlocal row
        row = person.chat.turns(person.lane(0))[0].answer
        return row.status is AnswerStatus.WAITING

    await person.until(is_waiting)
    assert row.retry.server_asked == 30
    person.chat.answers.retry_now(row.answer_id)
    await (await server.next_exchange()).finish("There you are")
    await person.until_idle()
    assert person.answers() == ["There you are"]


async def test_words_are_found_in_a_chat_by_keyboard(start, server):
    person = await start("alpha")
    person.send("Where is the needle?")
    await (await server.next_exchange()).finish("hay hay **needle** hay")
    await person.until_idle()
    window = person.parley.window
    QTest.keyClick(window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    field = window.focusWidget()
    assert isinstance(field, QLineEdit)
    assert field is not person.view.composer
    transcript = person.view.panes.pane(person.lane(0)).transcript

    def says_nothing_found() -> bool:
        labels = transcript.findChildren(QLabel)
        return any(label.text() == "Nothing found" for label in labels)

    QTest.keyClicks(field, "needles")
    assert says_nothing_found()
    QTest.keyClick(field, Qt.Key.Key_Backspace)
    assert not says_nothing_found()
