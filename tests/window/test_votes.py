"""Votes are cast in the panes, kept, changed and taken back; blind ones are told apart."""

import json
import sqlite3
from contextlib import closing

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QMenu

CTRL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


async def answered(person, server, prompt: str = "Hello") -> None:
    person.send(prompt)
    for name, exchange in (await server.exchanges_by_model(len(person.chat.lanes))).items():
        await exchange.finish(f"I am {name}")
    await person.until_idle()


def button(pane, label: str = "Best") -> QAbstractButton:
    buttons = [b for b in pane.findChildren(QAbstractButton) if not b.isHidden()]
    return next(b for b in buttons if b.accessibleName() == label)


def click_best(person, place: int) -> None:
    best = button(person.view.panes.all_panes()[place].footer)
    QTest.mouseClick(best, Qt.MouseButton.LeftButton)


def best_ones(person) -> list[bool]:
    return [button(pane.footer).isChecked() for pane in person.view.panes.all_panes()]


def stored(person) -> list[tuple]:
    """Every vote on the disk: outcome, models that won, whether it was blind, tags."""
    with closing(sqlite3.connect(person.home / "parley.db")) as database:
        votes = database.execute("SELECT id, outcome, is_blind, tags FROM vote ORDER BY number")
        return [
            (outcome, winners(database, vote_id), bool(is_blind), json.loads(tags))
            for vote_id, outcome, is_blind, tags in votes.fetchall()
        ]


def winners(database, vote_id: str) -> list[str]:
    found = database.execute(
        "SELECT model FROM vote_answer JOIN answer ON answer.id = answer_id "
        "WHERE vote_id = ? AND won ORDER BY model",
        (vote_id,),
    )
    return [model for (model,) in found]


def open_menu(person, words: str) -> None:
    """Choose from the menu of the first pane."""
    pane = person.view.panes.all_panes()[0]
    pane.head.menu_requested.emit(QPoint(0, 0))
    menu = next(m for m in pane.findChildren(QMenu) if m.isVisible())
    action = next(action for action in menu.actions() if action.text() == words)
    menu.close()
    action.trigger()


def said(person) -> str:
    return person.view.vote_bar.sentence


async def until_voted(person, outcome: str | None) -> None:
    votes = person.parley.votes
    await person.until(lambda: (votes.current.outcome if votes.current else None) == outcome)
    for name in ("vote", "take a vote back"):
        await person.until_done(name)


async def until_tagged(person, *tags: str) -> None:
    await person.until(lambda: person.parley.votes.current.tags == tags)
    await person.until_done("vote")


async def test_the_best_answer_is_voted_for_in_its_pane_and_the_vote_can_change(start, server):
    person = await start("alpha", "beta")
    await answered(person, server)
    click_best(person, 1)
    await until_voted(person, "best")
    assert stored(person) == [("best", ["beta"], False, [])]
    assert best_ones(person) == [False, True]
    assert said(person) == "Best: beta."
    click_best(person, 0)
    await person.until(lambda: said(person) == "Best: alpha.")
    assert stored(person) == [("best", ["alpha"], False, [])]
    click_best(person, 0)
    await until_voted(person, None)
    assert stored(person) == []
    assert best_ones(person) == [False, False]
    assert not person.view.vote_bar.isVisible()


async def test_a_blind_vote_brings_the_names_back_and_says_who_was_who(start, server):
    person = await start("alpha", "beta")
    person.click("Blind")
    await person.until(lambda: person.chat.conversation.is_blind)
    await answered(person, server)
    assert said(person) == "Names are hidden. Which answer is best?"
    click_best(person, 0)
    await until_voted(person, "best")
    first, second = [row.label for row in person.chat.lanes]
    assert {first, second} == {"alpha", "beta"}
    assert said(person) == f"Best: {first}. Model A was {first}, Model B was {second}."
    assert best_ones(person) == [True, False]
    assert stored(person) == [("best", [first], True, [])]
    # Now one knows whom one votes for.
    click_best(person, 1)
    await person.until(lambda: best_ones(person) == [False, True])
    assert stored(person) == [("best", [second], False, [])]


async def test_a_tie_and_all_bad_are_votes_too(start, server):
    person = await start("alpha", "beta")
    person.click("Blind")
    await person.until(lambda: person.chat.conversation.is_blind)
    await answered(person, server)
    person.click("Tie")
    await until_voted(person, "tie")
    assert stored(person) == [("tie", ["alpha", "beta"], True, [])]
    assert best_ones(person) == [True, True]
    assert said(person).startswith("A tie. Model A was ")
    QTest.keyClick(person.parley.window, Qt.Key.Key_X, CTRL_SHIFT)
    await until_voted(person, "all_bad")
    assert stored(person) == [("all_bad", [], False, [])]
    assert said(person).startswith("All bad. ")
    person.click("Take vote back")
    await until_voted(person, None)
    assert stored(person) == []


async def test_of_more_than_two_answers_some_may_tie(start, server):
    person = await start("alpha", "beta", "gamma")
    person.click("Blind")
    await person.until(lambda: person.chat.conversation.is_blind)
    await answered(person, server)
    person.click("Tie")
    popup = person.view.vote_bar.tie_popup
    assert popup.isVisible()
    vote = button(popup, "Vote for these")
    for letter in "AB":
        QTest.mouseClick(button(popup, f"Model {letter}"), Qt.MouseButton.LeftButton)
    assert not vote.isEnabled()
    QTest.mouseClick(button(popup, "Model A"), Qt.MouseButton.LeftButton)
    QTest.mouseClick(vote, Qt.MouseButton.LeftButton)
    await until_voted(person, "tie")
    assert not popup.isVisible()
    first, second, third = [row.label for row in person.chat.lanes]
    assert stored(person) == [("tie", sorted((first, third)), True, [])]
    assert best_ones(person) == [True, False, True]
    assert said(person).startswith(f"A tie: {first}, {third}. Model A was {first}, ")
    assert second not in said(person).partition("Model A")[0]


async def test_the_menu_of_a_pane_asks_which_of_three_answers_tie(start, server):
    person = await start("alpha", "beta", "gamma")
    await answered(person, server)
    open_menu(person, "Tie of some…")
    popup = person.view.vote_bar.tie_popup
    QTest.mouseClick(button(popup, "gamma"), Qt.MouseButton.LeftButton)
    QTest.keyClick(button(popup, "Vote for these"), Qt.Key.Key_Return)
    await until_voted(person, "tie")
    assert stored(person) == [("tie", ["alpha", "beta"], False, [])]
    assert said(person) == "A tie: alpha, beta."


async def test_the_menu_of_a_pane_votes_where_names_are_seen(start, server):
    person = await start("alpha", "beta")
    await answered(person, server)
    for words, outcome in (("Tie: all are equally good", "tie"), ("All bad", "all_bad")):
        open_menu(person, words)
        await until_voted(person, outcome)
    assert stored(person) == [("all_bad", [], False, [])]


async def test_two_answers_have_to_be_there_before_one_is_the_best(start, server):
    person = await start("alpha", "beta")
    person.click("Blind")
    await person.until(lambda: person.chat.conversation.is_blind)
    person.send("Hello")
    exchanges = await server.exchanges_by_model(2)
    await exchanges["alpha"].finish("Here")
    await person.until(lambda: "Here" in person.answers(0) + person.answers(1))
    assert said(person).startswith("Names are hidden until you vote")
    assert not any(pane.footer.offers_votes for pane in person.view.panes.all_panes())
    QTest.keyClick(person.parley.window, Qt.Key.Key_U, CTRL_SHIFT)
    await exchanges["beta"].fail(401, "no such key")
    await person.until_idle()
    assert stored(person) == []
    assert not any(pane.footer.offers_votes for pane in person.view.panes.all_panes())


async def test_tags_say_what_a_vote_was_about_and_are_offered_again(start, server):
    person = await start("alpha", "beta")
    person.click("Blind")
    await person.until(lambda: person.chat.conversation.is_blind)
    await answered(person, server)
    click_best(person, 0)
    await until_voted(person, "best")
    person.click("Tags")
    popup = person.view.vote_bar.tag_popup
    assert popup.isVisible()
    QTest.keyClicks(popup._new, "Code, Letters")
    QTest.keyClick(popup._new, Qt.Key.Key_Return)
    await until_tagged(person, "code", "letters")
    popup.close()
    assert [tags for _, _, _, tags in stored(person)] == [["code", "letters"]]
    # What a vote is about does not make it less blind.
    assert [is_blind for _, _, is_blind, _ in stored(person)] == [True]
    assert person.button("code, letters").isVisible()

    await answered(person, server, "Again")
    click_best(person, 1)
    await until_voted(person, "best")
    person.click("Tags")
    QTest.mouseClick(button(popup, "letters"), Qt.MouseButton.LeftButton)
    await until_tagged(person, "letters")
    QTest.mouseClick(button(popup, "letters"), Qt.MouseButton.LeftButton)
    await until_tagged(person)
    popup.close()
    assert [tags for _, _, _, tags in stored(person)] == [["code", "letters"], []]


async def test_a_vote_is_there_after_a_restart(start, server):
    person = await start("alpha", "beta")
    await answered(person, server)
    click_best(person, 1)
    await until_voted(person, "best")
    conversation_id = person.chat.conversation.id
    await person.quit()
    await person.start()
    person.chat.open(conversation_id)
    await person.until(lambda: person.parley.votes.current is not None)
    assert best_ones(person) == [False, True]
    assert said(person) == "Best: beta."


async def test_another_attempt_is_voted_on_by_itself(start, server):
    person = await start("alpha", "beta")
    await answered(person, server)
    click_best(person, 1)
    await until_voted(person, "best")
    button(person.view.panes.all_panes()[0].footer, "Regenerate answer").click()
    await (await server.next_exchange()).finish("Better now")
    await person.until_idle()
    assert best_ones(person) == [False, False]
    click_best(person, 0)
    await until_voted(person, "best")
    assert [(o, w) for o, w, _, _ in stored(person)] == [("best", ["beta"]), ("best", ["alpha"])]
