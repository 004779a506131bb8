"""One goes on from an earlier answer on a branch of its own, and nothing is lost by it."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel

KEYS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


async def talk(person, server, *prompts, lanes=1):
    for prompt in prompts:
        person.send(prompt)
        for model, exchange in (await server.exchanges_by_model(lanes)).items():
            await exchange.finish(f"{model} on {prompt}")
        await person.until_idle()


def shown(person, label):
    """The buttons of that name."""
    buttons = person.view.findChildren(QAbstractButton)
    return [b for b in buttons if b.accessibleName() == label and b.isVisible()]


def click_first(person, label):
    """The topmost of the buttons of that name."""
    topmost = min(shown(person, label), key=lambda b: b.mapToGlobal(b.pos()).y())
    QTest.mouseClick(topmost, Qt.MouseButton.LeftButton)


def prompts(person, lane=0):
    return [row.prompt for row in person.chat.turns(person.lane(lane))]


def said(person):
    """What the row above the composer says."""
    row = person.view.branch_row
    return " ".join(label.text() for label in row.findChildren(QLabel)) if row.isVisible() else ""


async def branch(person, count):
    click_first(person, "Branch from here")
    await person.until(lambda: len(prompts(person)) == count)


async def test_a_branch_begins_at_an_answer_and_the_later_turns_are_kept(start, server):
    person = await start("alpha")
    await talk(person, server, "One", "Two", "Three")

    await branch(person, 1)
    assert "This is a new branch. 2 later prompts are kept." in said(person)
    person.send("Other")
    exchange = await server.next_exchange()
    assert exchange.texts == ["One", "alpha on One", "Other"]
    await exchange.finish("alpha on Other")
    await person.until_idle()

    assert prompts(person) == ["One", "Other"]
    assert said(person) == ""
    click_first(person, "Previous version of this prompt")
    await person.until(lambda: prompts(person) == ["One", "Two", "Three"])


async def test_one_goes_back_without_having_sent_anything(start, server):
    person = await start("alpha")
    await talk(person, server, "One", "Two")
    await branch(person, 1)
    assert "1 later prompt is kept." in said(person)

    person.click("Go back")
    await person.until(lambda: prompts(person) == ["One", "Two"])

    assert said(person) == ""


async def test_one_goes_back_to_the_branch_one_came_from_and_not_to_the_newest(start, server):
    person = await start("alpha")
    await talk(person, server, "One", "Two", "Three")
    await branch(person, 1)
    await talk(person, server, "Other")
    click_first(person, "Previous version of this prompt")
    await person.until(lambda: prompts(person) == ["One", "Two", "Three"])

    await branch(person, 1)
    person.click("Go back")
    await person.until(lambda: len(prompts(person)) > 1)
    assert prompts(person) == ["One", "Two", "Three"]

    await branch(person, 1)
    await person.quit()
    await person.start()
    person.chat.open(person.parley.chats.summaries[0].id)
    await person.until(lambda: prompts(person) == ["One"])
    person.click("Go back")
    await person.until(lambda: prompts(person) == ["One", "Two", "Three"])


async def test_one_chooses_among_the_branches_where_another_would_begin(start, server):
    person = await start("alpha")
    await talk(person, server, "One", "Two")
    await branch(person, 1)
    assert not shown(person, "Choose a branch")
    await talk(person, server, "Tea & cake")
    await branch(person, 1)

    person.click("Choose a branch")
    person.choose("Two")
    await person.until(lambda: prompts(person) == ["One", "Two"])

    await branch(person, 1)
    person.click("Choose a branch")
    person.choose("Tea && cake")
    await person.until(lambda: prompts(person) == ["One", "Tea & cake"])


async def test_an_older_version_is_shown_as_far_as_it_was_read_last(start, server):
    person = await start("alpha")
    await talk(person, server, "One", "Two")
    await branch(person, 1)
    await talk(person, server, "Other")
    click_first(person, "Previous version of this prompt")
    await person.until(lambda: prompts(person) == ["One", "Two"])
    person.chat.edit_prompt(person.chat.conversation.path()[0].id, "Uno")
    await (await server.next_exchange()).finish("alpha on Uno")
    await person.until_idle()

    click_first(person, "Previous version of this prompt")
    await person.until(lambda: len(prompts(person)) == 2)

    assert prompts(person) == ["One", "Two"]


async def test_a_branch_that_was_begun_is_found_after_a_restart(start, server):
    person = await start("alpha")
    await talk(person, server, "One", "Two", "Three")
    await branch(person, 1)
    await person.quit()

    await person.start()
    person.chat.open(person.parley.chats.summaries[0].id)
    await person.until(lambda: prompts(person) == ["One"])

    assert "2 later prompts are kept." in said(person)
    person.click("Go back")
    await person.until(lambda: prompts(person) == ["One", "Two", "Three"])


async def test_a_branch_is_one_of_all_lanes(start, server):
    person = await start("alpha", "beta")
    await talk(person, server, "One", "Two", lanes=2)

    await branch(person, 1)
    await talk(person, server, "Other", lanes=2)

    assert [prompts(person, lane) for lane in (0, 1)] == [["One", "Other"]] * 2
    assert person.answers(1) == ["beta on One", "beta on Other"]


async def test_the_last_answer_has_nothing_to_branch_from(start, server):
    person = await start("alpha")
    await talk(person, server, "One")

    assert not shown(person, "Branch from here")


async def test_keys_branch_from_the_answer_with_the_caret(start, server):
    person = await start("alpha")
    await talk(person, server, "One", "Two", "Three")
    person.view.panes.current.transcript.setFocus()
    view = person.parley.window.focusWidget()
    # The caret comes in at the top, and goes from the prompt to its answer.
    QTest.keyClick(view, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)

    QTest.keyClick(view, Qt.Key.Key_N, KEYS)
    await person.until(lambda: prompts(person) == ["One"])


async def test_an_answer_is_quoted_in_the_prompt(start, server):
    person = await start("alpha")
    await talk(person, server, "One")
    person.type("About this:")

    person.click("More for this answer")
    person.choose("Quote in the prompt")
    person.type("Why?")

    assert person.view.composer.text() == "About this:\n\n> alpha on One\n\nWhy?"
