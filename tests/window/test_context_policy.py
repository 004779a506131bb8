"""What of earlier answers goes along is chosen, seen before it is sent, and seen afterwards."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel, QPlainTextEdit

from app.domain.context import OTHERS_SAID
from app.domain.conversation import ContextPolicy


async def first_turn(person, server):
    person.send("First")
    for model, exchange in (await server.exchanges_by_model(2)).items():
        await exchange.finish(f"I am {model}")
    await person.until_idle()


def pick(person, policy: ContextPolicy) -> None:
    """Choose a policy with the keyboard."""
    modifiers = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    QTest.keyClick(person.parley.window, Qt.Key.Key_O, modifiers)
    choice = person.view.quoting.policy_popup.choices[policy]
    choice.setFocus()
    QTest.keyClick(choice, Qt.Key.Key_Space)


def close_popup(person) -> None:
    QTest.keyClick(person.view.quoting.policy_popup, Qt.Key.Key_Escape)


async def sent(person, server, prompt: str) -> dict[str, list[str]]:
    """Send a prompt; return the messages that each model got."""
    person.send(prompt)
    exchanges = await server.exchanges_by_model(2)
    for exchange in exchanges.values():
        await exchange.finish("Well.")
    await person.until_idle()
    return {model: exchange.texts for model, exchange in exchanges.items()}


def strip_says(person, words: str) -> bool:
    labels = person.view.prompt_strip.findChildren(QLabel)
    return any(label.text() == words and label.isVisible() for label in labels)


async def test_each_keeps_its_own_thread_unless_one_says_otherwise(start, server):
    person = await start("alpha", "beta")
    await first_turn(person, server)
    assert person.button("Own thread")
    got = await sent(person, server, "Second")
    assert got["alpha"] == ["First", "I am alpha", "Second"]
    assert got["beta"] == ["First", "I am beta", "Second"]
    assert strip_says(person, "Own thread")


async def test_shared_quotes_the_others_and_is_kept_with_the_turn(start, server):
    person = await start("alpha", "beta")
    await first_turn(person, server)
    pick(person, ContextPolicy.SHARED)
    close_popup(person)
    got = await sent(person, server, "Second")
    assert OTHERS_SAID in got["alpha"][-1]
    assert "I am beta" in got["alpha"][-1]
    assert "I am alpha" in got["beta"][-1]
    assert strip_says(person, "Shared")
    assert person.chat.conversation.path()[-1].policy is ContextPolicy.SHARED


async def test_to_adopt_an_answer_it_is_chosen_first_and_then_all_go_on_from_it(start, server):
    person = await start("alpha", "beta")
    await first_turn(person, server)
    pick(person, ContextPolicy.CHOSEN)
    popup = person.view.quoting.policy_popup
    missing = [label.text() for label in popup.findChildren(QLabel) if label.isVisible()]
    assert any("No answer is chosen yet" in text for text in missing)
    popup.answers.setFocus()
    QTest.keyClick(popup.answers, Qt.Key.Key_End)
    await person.until_done("choose an answer")
    close_popup(person)
    got = await sent(person, server, "Second")
    assert got["alpha"] == got["beta"] == ["First", "I am beta", "Second"]


async def vote_best(person, place: int) -> None:
    """Vote for the answer of a pane, or take that vote back."""
    footer = person.view.panes.all_panes()[place].footer
    (best,) = [b for b in footer.findChildren(QAbstractButton) if b.accessibleName() == "Best"]
    QTest.mouseClick(best, Qt.MouseButton.LeftButton)
    for name in ("vote", "take a vote back"):
        await person.until_done(name)


async def test_the_answer_voted_best_is_the_one_that_all_go_on_from(start, server):
    person = await start("alpha", "beta")
    await first_turn(person, server)
    pick(person, ContextPolicy.CHOSEN)
    close_popup(person)
    await vote_best(person, 1)
    assert person.button("All go on from beta")
    await vote_best(person, 0)
    assert person.button("All go on from alpha")
    got = await sent(person, server, "Second")
    assert got["alpha"] == got["beta"] == ["First", "I am alpha", "Second"]


async def test_taking_the_vote_back_lets_each_go_on_from_its_own_again(start, server):
    person = await start("alpha", "beta")
    await first_turn(person, server)
    await vote_best(person, 1)
    pick(person, ContextPolicy.CHOSEN)
    close_popup(person)
    assert person.button("All go on from beta")
    await vote_best(person, 1)
    assert person.button("Adopt the chosen answer")
    got = await sent(person, server, "Second")
    assert got["beta"] == ["First", "I am beta", "Second"]
    assert got["alpha"] == ["First", "I am alpha", "Second"]


async def test_a_choice_by_hand_outlives_a_vote_and_can_be_given_up(start, server):
    person = await start("alpha", "beta")
    await first_turn(person, server)
    pick(person, ContextPolicy.CHOSEN)
    answers = person.view.quoting.policy_popup.answers
    answers.setFocus()
    QTest.keyClick(answers, Qt.Key.Key_End)
    await person.until_done("choose an answer")
    close_popup(person)
    await vote_best(person, 0)
    assert person.button("All go on from beta")
    pick(person, ContextPolicy.CHOSEN)
    answers.setFocus()
    QTest.keyClick(answers, Qt.Key.Key_End)
    await person.until_done("choose an answer")
    close_popup(person)
    assert person.button("Adopt the chosen answer")


async def test_the_preview_is_what_then_goes_over_the_wire(start, server):
    person = await start("alpha", "beta")
    await first_turn(person, server)
    pick(person, ContextPolicy.SHARED)
    close_popup(person)
    person.type("Second")
    await person.until(lambda: "Second" in str(person.parley.quote.rows))
    seen = {row.label: [m["content"] for m in row.messages] for row in person.parley.quote.rows}
    person.view.quoting.open_preview()
    dialog = person.view.quoting.preview
    pages = [dialog.tabs.widget(n) for n in range(dialog.tabs.count())]
    shown = [page.findChild(QPlainTextEdit).toPlainText() for page in pages]
    dialog.accept()
    got = await sent(person, server, "")
    assert seen == got
    for lane, text in zip(person.chat.lanes, shown, strict=True):
        assert all(message in text for message in got[lane.label])
