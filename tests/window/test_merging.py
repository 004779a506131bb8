"""One answer out of several, by a model, as a person asks for it in the window."""

import asyncio
from decimal import Decimal

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel, QMessageBox

from app.domain.answer import AnswerStatus
from app.domain.lane import ModelRef
from app.domain.merging import MergeKind
from app.ui.transcript.reading_view import ReadingView
from tests.window import mouse

BUILTIN = ModelRef("builtin", "smollm2-135m-instruct")
SAID = {
    "alpha": "I am alpha. The Moon is 384,400 km away.\n\nIt moves away by 3.8 cm a year.",
    "beta": "Light needs 1.3 s to the Moon.",
    "gamma": "The Moon has no air.",
}


async def compared(start, server, *models: str):
    """A person who has asked each model something and has its answer."""
    person = await start(*models)
    person.send("How far is the Moon?")
    for model, exchange in (await server.exchanges_by_model(len(models))).items():
        await exchange.finish(SAID[model])
    await person.until_idle()
    return person


def popup(person):
    return person.parley.window.merging.popup


def button(person, label: str) -> QAbstractButton:
    """A button of the popup."""
    buttons = popup(person).findChildren(QAbstractButton)
    (found,) = [b for b in buttons if b.accessibleName() == label and b.isVisible()]
    return found


def press(person, label: str) -> None:
    QTest.mouseClick(button(person, label), Qt.MouseButton.LeftButton)


def words(person) -> str:
    """What the popup says."""
    return "\n".join(label.text() for label in popup(person).findChildren(QLabel))


def choose_judge(person, model: ModelRef) -> None:
    """Have another model merge, as it is picked from the list."""
    buttons = popup(person).findChildren(QAbstractButton)
    (judge,) = [b for b in buttons if "merges" in b.accessibleDescription()]
    QTest.mouseClick(judge, Qt.MouseButton.LeftButton)
    person.view.model_choice.picker.picked.emit(model)
    person.view.model_choice.picker.close()


async def merged(person, server, text: str):
    """Have the last answers merged into this one; returns what the model was sent."""
    person.click("Merge")
    press(person, "Merge")
    exchange = await server.next_exchange()
    await exchange.finish(text)
    await person.until_idle()
    return exchange


async def test_a_model_merges_the_answers_without_learning_who_gave_them(start, server):
    person = await compared(start, server, "alpha", "beta")
    exchange = await merged(person, server, "It is 384,400 km away. [A]")

    (asked,) = exchange.texts
    assert '<answer letter="A">' in asked
    assert '<answer letter="B">' in asked
    assert "384,400 km" in asked
    assert "1.3 s" in asked
    assert "alpha" not in asked
    assert "beta" not in asked
    assert [lane.label for lane in person.chat.lanes] == ["alpha", "beta", "Merged by alpha"]
    assert person.answers(2) == ["It is 384,400 km away. [A]"]
    pane = person.view.panes.pane(person.lane(2))
    assert pane.head.name_button.text() == "Merged by alpha"


async def test_which_answers_which_model_and_how_are_chosen(start, server):
    person = await compared(start, server, "alpha", "beta", "gamma")
    person.click("Merge")
    assert "given as A, B, C, without names" in words(person)
    press(person, "beta")
    assert "given as A, B, without names" in words(person)
    press(person, "Checklist")
    buttons = popup(person).findChildren(QAbstractButton)
    (judge,) = [b for b in buttons if "merges" in b.accessibleDescription()]
    QTest.mouseClick(judge, Qt.MouseButton.LeftButton)
    gamma = ModelRef("openai_compatible", "gamma", server.base_url)
    person.view.model_choice.picker.picked.emit(gamma)
    person.view.model_choice.picker.close()
    assert judge.accessibleName() == "gamma"
    press(person, "Merge")

    exchange = await server.next_exchange()
    assert exchange.body["model"] == "gamma"
    assert "checklist" in exchange.texts[0]
    assert "1.3 s" not in exchange.texts[0]
    assert "no air" in exchange.texts[0]
    await exchange.finish("- [ ] Look up. [B]")
    await person.until_idle()
    merge = person.chat.conversation.answers[-1].merge
    assert merge.kind is MergeKind.CHECKLIST
    assert len(merge.sources) == 2


async def test_one_answer_is_too_few(start, server):
    person = await compared(start, server, "alpha", "beta")
    person.click("Merge")
    press(person, "beta")
    assert "Tick two answers at least." in words(person)
    assert not button(person, "Merge").isEnabled()


async def test_before_two_answers_are_there_it_says_so(start):
    person = await start("alpha", "beta")
    person.click("Merge")
    assert "Two finished answers" in words(person)
    assert not button(person, "Merge").isEnabled()


async def test_eight_lanes_leave_no_room_for_one_more(start, server):
    person = await start(*(f"model-{n}" for n in range(8)))
    person.send("Hello")
    for exchange in (await server.exchanges_by_model(8)).values():
        await exchange.finish("Hi")
    await person.until_idle()
    person.click("Merge")
    assert "There are 8 lanes" in words(person)
    assert not button(person, "Merge").isEnabled()


async def test_a_merge_streams_is_stopped_and_asked_for_again(start, server):
    person = await compared(start, server, "alpha", "beta")
    person.click("Merge")
    press(person, "Merge")
    first = await server.next_exchange()
    await first.send("Half of")
    await person.until(lambda: person.answers(2) == ["Half of"])
    answer = person.chat.turns(person.lane(2))[-1].answer
    person.chat.answers.stop(answer.answer_id)
    await person.until_idle()
    assert person.chat.turns(person.lane(2))[-1].answer.status is AnswerStatus.STOPPED

    person.chat.answers.regenerate(answer.answer_id)
    again = await server.next_exchange()
    assert again.texts == first.texts
    await again.finish("All of it. [A, B]")
    await person.until_idle()
    assert person.answers(2) == ["All of it. [A, B]"]


@pytest.mark.parametrize("lanes", [1, 2])
async def test_merging_is_offered_while_lanes_are_compared(lanes, start):
    person = await start(*("alpha", "beta")[:lanes])
    buttons = person.view.lane_bar.findChildren(QAbstractButton)
    assert any(b.accessibleName() == "Merge" and b.isVisible() for b in buttons) == (lanes == 2)


CITED = (
    "The Moon is 384,400 km away. [A]\n\nIt moves away by 3.8 cm a year. [A, B]\n\n"
    "Cheese is what it is made of. [D]\n\nLight needs 9 s to the Moon. [B]\n"
)


def links(person, lane: int) -> dict[str, str]:
    """The links of a lane's last answer: what each says, by its words in the text."""
    view = transcript(person, lane)
    parts = [part for message in view.column.messages for part in message.parts]
    found = [(part, link) for part in parts for link in part.links]
    return {view.link_words[link.href]: link.href for part, link in found}


def transcript(person, lane: int) -> ReadingView:
    return person.view.panes.pane(person.lane(lane)).transcript.findChild(ReadingView)


def text(person, lane: int) -> str:
    """All that a lane's transcript says."""
    messages = transcript(person, lane).column.messages
    return "\n".join(part.text for message in messages for part in message.parts)


def marked(person, lane: int) -> list[str]:
    """What is marked in a lane's last answer."""
    view = transcript(person, lane)
    index = len(view.column.messages) - 1
    return [
        part.text[slice(*chars)]
        for number, part in enumerate(view.column.messages[index].parts)
        for chars in view.marks(index, number)[0]
    ]


async def cited(start, server):
    person = await compared(start, server, "alpha", "beta")
    await merged(person, server, CITED)
    await person.until_done("look through citations")
    return person


async def test_citations_are_links_that_name_the_lanes_and_tell_which_of_them_hold(start, server):
    person = await cited(start, server)
    shown = text(person, 2)
    assert "384,400 km away. [A]" in shown
    assert "[A, B not said there]" in shown
    assert "[D no such answer]" in shown
    assert "[B 9 not there]" in shown
    assert "Merged from A alpha · B beta. 3 of its claims do not hold; marked above." in shown
    assert set(links(person, 2)) == {
        "A is alpha",
        "B is beta",
        "B is beta: not said there",
        "D: no such answer",
    }


async def test_a_citation_leads_to_the_passage_in_its_lane_and_marks_it(start, server):
    person = await cited(start, server)
    view = transcript(person, 2)
    said = person.chat.conversation.answers[-1].id
    view.follow(f"citation:{said}:1:0")

    assert marked(person, 0) == ["It moves away by 3.8 cm a year."]


async def test_a_citation_is_followed_with_a_click_and_names_its_lane_under_the_mouse(
    start, server
):
    person = await cited(start, server)
    view = transcript(person, 2)
    standing, link = next((s, link) for s in view.visible_parts() for link in s.part.links)
    place = standing.part.caret_rect(link.start).center().toPoint()
    point = QPoint(view.left + place.x() + 3, standing.y - view.scrolled + place.y())
    mouse.move(view.viewport(), point)
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=point)
    assert view.viewport().toolTip() == "A is alpha"
    assert marked(person, 0) == ["I am alpha. The Moon is 384,400 km away."]


async def test_a_citation_of_what_is_not_shown_says_so(start, server):
    person = await cited(start, server)
    said = person.chat.conversation.answers[-1].id
    transcript(person, 2).follow(f"citation:{said}:2:0")
    assert "no such answer" in person.view.notice.sentence


async def test_citations_are_there_again_when_the_chat_is_opened_again(start, server):
    person = await cited(start, server)
    conversation_id = person.chat.conversation.id
    await person.quit()
    await person.start()
    person.chat.open(conversation_id)
    await person.until_done("open a chat")
    await person.until_done("look through citations")
    assert "[D no such answer]" in text(person, 2)


async def test_citations_in_a_table_are_links_too(start, server):
    person = await compared(start, server, "alpha", "beta")
    await merged(person, server, "| Point | A |\n|---|---|\n| Far | 384,400 km away [A] |\n")
    await person.until_done("look through citations")
    assert set(links(person, 2)) == {"A is alpha"}


async def test_an_answer_that_cites_nothing_says_so(start, server):
    person = await compared(start, server, "alpha", "beta")
    await merged(person, server, "The Moon is far.")
    await person.until_done("look through citations")
    assert "It cites none of them." in text(person, 2)


async def test_letters_within_a_range_and_in_front_of_a_sentence_are_looked_up_too(start, server):
    person = await compared(start, server, "alpha", "beta", "gamma")
    await merged(person, server, "[A] It is 384,400 km away.\n\nIt has no air. [A-C]")
    await person.until_done("look through citations")
    shown = text(person, 3)
    assert "[A] It is 384,400 km away." in shown
    assert "[A not said there-C B: not said there]" in shown
    assert "Merged from A alpha · B beta · C gamma. 2 of its claims do not hold" in shown


async def test_what_merging_takes_is_told_before_it_is_asked_for(start, server):
    person = await compared(start, server, "alpha", "beta")
    person.click("Merge")
    await person.until_done("quote a merge")
    assert "tokens · price unknown" in words(person)
    choose_judge(person, BUILTIN)
    await person.until_done("quote a merge")
    assert "tokens · free" in words(person)
    press(person, "beta")
    assert "free" not in words(person)


async def test_what_merging_takes_at_least_counts_against_the_budget(start, server):
    person = await compared(start, server, "alpha", "beta")
    await person.parley.services.preferences.update(daily_budget=Decimal("0.00001"))
    person.click("Merge")
    choose_judge(person, ModelRef("openai", "gpt-4o"))
    await person.until_done("quote a merge")
    asked = asyncio.Event()
    person.parley.view_models.over_budget.asked.connect(asked.set)

    press(person, "Merge")

    async with asyncio.timeout(60):
        await asked.wait()
    (box,) = [b for b in person.view.window().findChildren(QMessageBox) if b.isVisible()]
    assert "of $0.00 are spent today" in box.text()
    box.button(QMessageBox.StandardButton.Cancel).click()
    await person.until_done("merge answers")
    assert len(person.chat.lanes) == 2


async def test_who_merges_sees_the_files_of_the_prompt_or_is_told_of_them(start, server, tmp_path):
    person = await start("alpha", "beta")
    image = QImage(4, 3, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.red)
    image.save(str(tmp_path / "shot.png"))
    person.chat.files.add_files([tmp_path / "shot.png"])
    await person.until_done("attach files")
    person.send("What is it?")
    for exchange in (await server.exchanges_by_model(2)).values():
        await exchange.finish("A red square.")
    await person.until_idle()
    exchange = await merged(person, server, "It is red. [A]")
    picture, asked = exchange.texts[0]
    assert picture["type"] == "image_url"
    assert "What is it?" in asked["text"]
    person.click("Merge")
    assert "can't see" not in words(person)
    choose_judge(person, BUILTIN)
    assert "can't see shot.png: it is only told that the prompt had it." in words(person)
    popup(person).close()


async def test_the_model_that_comes_with_parley_merges_for_real(start, server):
    person = await compared(start, server, "alpha", "beta")
    person.click("Merge")
    choose_judge(person, BUILTIN)
    press(person, "Merge")
    await person.until(lambda: len(person.chat.lanes) == 3 and any(person.answers(2)))
    person.chat.answers.stop_all()  # A small model can go on for long.
    await person.until_idle()
    answer = person.chat.conversation.answers[-1]
    assert answer.model == BUILTIN
    assert answer.merge.kind is MergeKind.FUSE
    assert answer.text
    assert answer.status in (AnswerStatus.DONE, AnswerStatus.STOPPED)
