"""A merged answer says where its sentences come from; whether that holds is looked up."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.services.citations import Holds, cited_sentences, passage_of

A = "Wait as long as the server asks. Never send more than 5 requests at once."
B = "Use exponential backoff with full jitter.\n\n- Cap the total time spent waiting."


def cited(markdown: str, *sources: str):
    return [
        (s.text, [(c.letter, c.holds) for c in s.citations])
        for s in cited_sentences(markdown, sources or (A, B))
    ]


def test_each_sentence_is_linked_to_the_answers_that_it_cites():
    assert cited("Wait as long as the server asks. [A] Use backoff with full jitter [B].") == [
        ("Wait as long as the server asks.", [("A", Holds.YES)]),
        ("Use backoff with full jitter", [("B", Holds.YES)]),
    ]


@pytest.mark.parametrize(
    "letters",
    [
        *("[A, B]", "[A][B]", "[A] [B]", "[A; B]", "[A/B]", "[B, A, A]", "[A and B]", "[A, und B]"),
        *(
            "[A-B]",
            "[A\u2013B]",
            "[Answers A, B]",
            "[Antwort A][Antwort B]",
            "【A】【B】",
            "**[A][B]**",
        ),
    ],
)
def test_several_answers_can_be_cited(letters):
    ((_, citations),) = cited(f"Wait with backoff as long as the server asks {letters}.")
    assert sorted(letter for letter, _ in citations) == ["A", "B"]


def test_a_letter_that_no_answer_has_does_not_hold():
    ((_, citations),) = cited("Wait as long as the server asks. [C]")
    assert citations == [("C", Holds.NO_SUCH_ANSWER)]


def test_a_citation_of_an_answer_that_says_nothing_like_it_does_not_hold():
    ((_, citations),) = cited("Bananas ripen faster inside paper bags. [A]")
    assert citations == [("A", Holds.NOT_SAID_THERE)]


@pytest.mark.parametrize(
    ("said", "claimed"),
    [
        ("The cache is needed at start-up.", "The cache is not needed at start-up."),
        ("It doesn't send keys to the server.", "It sends keys to the server."),
        ("Der Cache wird beim Start gebraucht.", "Der Cache wird beim Start nicht gebraucht."),
    ],
)
def test_a_sentence_does_not_come_from_its_opposite(said, claimed):
    assert cited(f"{said} [A] {claimed} [A]", said) == [
        (said, [("A", Holds.YES)]),
        (claimed, [("A", Holds.NOT_SAID_THERE)]),
    ]


def test_a_sentence_holds_if_it_is_said_beside_its_opposite():
    both = "The cache is needed at start-up. The cache is not needed at start-up."
    ((_, citations),) = cited("The cache is not needed at start-up. [A]", both)
    assert citations == [("A", Holds.YES)]


def test_a_number_that_no_cited_answer_has_is_told():
    (sentence,) = cited_sentences("Never send more than 50 requests at once. [A]", (A, B))
    assert sentence.unsupported == ("50",)
    (sentence,) = cited_sentences("Never send more than 5 requests at once. [A]", (A, B))
    assert sentence.unsupported == ()


def test_a_range_of_letters_cites_those_in_between():
    ((_, citations),) = cited("Use backoff with full jitter. [A-C]")
    assert citations == [
        ("A", Holds.NOT_SAID_THERE),
        ("B", Holds.YES),
        ("C", Holds.NO_SUCH_ANSWER),
    ]
    # What is no letter of an answer is no range of them, and neither is one that goes backwards.
    assert cited("Use [A-Z] and [0-9]. [A\u2013")[0][1] == []
    ((_, citations),) = cited("Use backoff with full jitter. [B-A]")
    assert citations == [("B", Holds.YES), ("A", Holds.NOT_SAID_THERE)]


def test_letters_in_front_of_a_sentence_are_its_own():
    assert cited("- [A] Wait as long as the server asks\n- Cap the total time. [B]") == [
        ("Wait as long as the server asks", [("A", Holds.YES)]),
        ("Cap the total time.", [("B", Holds.YES)]),
    ]
    assert cited("[A] Cap the total time [B].") == [("Cap the total time", [("B", Holds.YES)])]


def test_a_letter_of_no_answer_is_told_from_a_word():
    assert cited("Wait [a], (A), [AB] or [A cat]. Go on.") == [
        ("Wait [a], (A), [AB] or [A cat].", []),
        ("Go on.", []),
    ]


def test_a_sentence_of_its_own_cites_nothing():
    assert cited("Both agree on this. Wait as long as the server asks. [A]") == [
        ("Both agree on this.", []),
        ("Wait as long as the server asks.", [("A", Holds.YES)]),
    ]


def test_items_and_cells_end_where_they_end():
    assert cited("- Wait as long as the server asks [A]\n- Cap the total time [B]") == [
        ("Wait as long as the server asks", [("A", Holds.YES)]),
        ("Cap the total time", [("B", Holds.YES)]),
    ]
    table = "| Point | A |\n|---|---|\n| Waiting | as long as the server asks [A] |"
    assert cited(table)[-1] == ("as long as the server asks", [("A", Holds.YES)])


def test_code_headings_and_links_are_no_citations():
    markdown = "# Title [A]\n\n```\nx = [A]\n```\n\nSee list[A] and [A](https://example.org)."
    assert cited(markdown) == [("See list[A] and A.", [])]


def test_places_are_those_in_the_piece():
    markdown = "Intro.\n\n**Wait** as long as the server asks. [A] Then go on."
    _, sentence, last = cited_sentences(markdown, (A,))
    text = sentence.piece.text
    assert (sentence.piece.block, sentence.piece.paragraph) == (1, 0)
    assert text[sentence.start : sentence.end] == "Wait as long as the server asks."
    assert text[sentence.citations_start : sentence.citations_end] == " [A]"
    assert sentence.letters == [(text.index("[A]") + 1, "A")]
    assert last.letters == []
    assert text[last.start : last.end] == "Then go on."


def test_sources_are_numbered_from_the_first():
    ((b,), (a,)) = (s.citations for s in cited_sentences("Jitter. [B] Server asks. [A]", (A, B)))
    assert (a.source, b.source) == (0, 1)


@given(st.lists(st.sampled_from(["Wait", ".", " ", "[A]", "[B", "]", "\n", "|", "5", "!"])))
def test_whatever_a_model_writes_the_sentences_stand_in_order(pieces):
    end, block = 0, (0, 0)
    for sentence in cited_sentences("".join(pieces), (A, B)):
        place = sentence.piece.block, sentence.piece.paragraph
        end = end if place == block else 0
        block = place
        assert end <= min(sentence.start, sentence.citations_start)
        assert sentence.start < sentence.end
        assert sentence.citations_start <= sentence.citations_end
        end = max(sentence.end, sentence.citations_end)


@pytest.mark.parametrize(
    ("sentence", "block"),
    [("It moves away by 3.8 cm.", 1), ("The distance is 384,400 km.", 0), ("Nonsense!", None)],
)
def test_the_passage_is_the_one_that_says_most_of_a_sentence(sentence, block):
    piece = passage_of(sentence, "The distance is 384,400 km.\n\nIt moves away by 3.8 cm a year.")
    assert (piece.block if piece else None) == block
