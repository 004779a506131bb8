"""The ranking says which models the votes found best, and where they do not tell."""

import time
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox

from app.domain.answer import Answer, AnswerStatus
from app.domain.conversation import Conversation, Turn
from app.domain.lane import Lane, ModelRef
from app.domain.metrics import Metrics
from app.domain.votes import Outcome, Vote
from app.storage.conversations import ConversationStore
from app.storage.votes import VoteStore

GOOD, BAD, NEW = (ModelRef("openai", name) for name in ("good", "bad", "new"))
DAY_S = 86_400.0


async def fill(person, *votes: tuple[ModelRef, ModelRef, bool, float, tuple[str, ...]]) -> None:
    """Store votes: who won, over whom, whether blind, how many days ago, tags."""
    database = person.parley.services.database
    for n, (winner, loser, is_blind, days, tags) in enumerate(votes):
        lanes = [Lane(f"l{n}{m.model}", m) for m in (winner, loser)]
        turn = Turn(f"t{n}", None, "Hi", 0)
        answers = [
            Answer(
                *(f"a{n}{lane.model.model}", turn.id, lane.id, 1, True, lane.model),
                AnswerStatus.DONE,
                0,
                metrics=Metrics(total_s=2.0, cost=Decimal("0.01")),
            )
            for lane in lanes
        ]
        chat = Conversation(f"c{n}", 0, 0, lanes=tuple(lanes))
        await ConversationStore(database).save(chat, turns=[turn], answers=answers)
        beside = tuple(answer.id for answer in answers)
        cast_at = time.time() - days * DAY_S
        vote = Vote(f"v{n}", turn.id, Outcome.BEST, beside[:1], beside, is_blind, cast_at, tags)
        await VoteStore(database).save([vote])


def rows(person) -> list[list[str]]:
    model = person.parley.window.ranking_view.table.model()
    return [
        [model.index(row, column).data() for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def sentence(person) -> str:
    return person.parley.window.ranking_view.sentence


async def open_ranking(person) -> None:
    person.click("Ranking")
    await person.until(lambda: bool(sentence(person)))


@pytest.fixture
async def voted(start):
    person = await start("alpha", "beta")
    await fill(
        person,
        *[(GOOD, BAD, True, 1, ("code",))] * 9,
        *[(GOOD, BAD, False, 20, ())] * 3,
        *[(BAD, GOOD, False, 90, ())] * 2,
        (NEW, BAD, False, 1, ()),
    )
    return person


async def test_models_are_ranked_with_intervals_prices_and_times(voted):
    await open_ranking(voted)
    view = voted.parley.window.ranking_view
    assert sentence(voted).startswith("9 blind and 6 open votes.")
    good, bad, new = rows(voted)
    assert (good[0], good[1], good[3:]) == ("1 to 2", "good", ["14, 9 blind", "$0.0100", "2.0 s"])
    assert (bad[0], bad[1], bad[3]) == ("1 to 2", "bad", "15, 9 blind")
    assert good[2].startswith("+")
    assert new[1:3] == ["new", "Not enough votes to tell: 9 more are needed."]
    assert view.strengths.isVisible()
    said = view.strengths.accessibleDescription()
    assert said.startswith("good: +")
    assert "new" not in said
    assert "good: +" in view.prices.accessibleDescription()
    assert "at $0.0100 an answer." in view.prices.accessibleDescription()


async def test_votes_are_counted_by_tag_by_period_and_blind_ones_alone(voted):
    await open_ranking(voted)
    voted.click("7 days")
    await voted.until(lambda: sentence(voted).startswith("9 blind and 1 open votes."))
    assert "Not enough votes to tell" in sentence(voted)
    assert not voted.parley.window.ranking_view.strengths.isVisible()
    voted.click("30 days")
    await voted.until(lambda: sentence(voted).startswith("9 blind and 4 open votes."))
    voted.click("Blind votes only")
    await voted.until(lambda: sentence(voted).startswith("9 blind and 0 open votes."))
    voted.click("Blind votes only")
    voted.click("All time")
    await voted.until(lambda: sentence(voted).startswith("9 blind and 6 open votes."))
    view = voted.parley.window.ranking_view
    (tags,) = [box for box in view.findChildren(QComboBox) if box.accessibleName() == "Tag"]
    assert [tags.itemText(n) for n in range(tags.count())] == ["All tags", "code"]
    tags.setFocus()
    QTest.keyClick(tags, Qt.Key.Key_Down)
    await voted.until(lambda: sentence(voted).startswith("9 blind and 0 open votes."))
    assert tags.currentText() == "code"


async def test_without_votes_the_ranking_says_how_to_get_one(start):
    person = await start("alpha", "beta")
    await open_ranking(person)
    assert sentence(person).startswith("There are no such votes yet.")
    assert rows(person) == []
    QTest.keyClick(person.parley.window.ranking_view, Qt.Key.Key_Escape)
    assert person.view.isVisible()
