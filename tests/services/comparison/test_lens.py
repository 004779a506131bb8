"""What the lens says of answers, as Markdown goes in and findings come out."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.services.comparison.lens import Fold, Verdict, compare
from app.services.comparison.pieces import PieceKind, answer_text
from app.services.comparison.word_diff import MarkKind

WAIT = "Wait as long as the server asks before you send the request again."
JITTER = "Add jitter so that many clients do not return at the same instant."
CAP = "Cap both the delay between attempts and the number of attempts."
CATS = "Cats sleep through most of their days on warm windowsills."

_SENTENCES = st.sampled_from(
    [WAIT, JITTER, CAP, CATS, "Wait for as long as the server asks, then send again.", "Short."]
)
_BLOCKS = st.one_of(
    _SENTENCES,
    _SENTENCES.map("- {}".format),
    _SENTENCES.map("## {}".format),
    _SENTENCES.map("```python\nprint('{}')\nreturn 1\n```".format),
    st.just("| a | b |\n|---|---|\n| 1 | 2 |"),
    st.just("---"),
    st.just("使用指数退避算法来重试请求"),
)
_ANSWERS = st.lists(_BLOCKS, max_size=6).map("\n\n".join)


def lens(*answers: str):
    return compare([answer_text(answer) for answer in answers])


def verdicts(comparison, answer: int = 0):
    return [finding.verdict for finding in comparison.answers[answer]]


def marked(finding, *kinds: MarkKind):
    text = finding.piece.text
    return [text[m.start : m.end] for m in finding.marks if not kinds or m.kind in kinds]


def test_what_only_one_answer_says_is_told_apart_from_what_all_say():
    found = lens(f"{WAIT}\n\n{CATS}", f"{JITTER}\n\n{WAIT}")
    assert verdicts(found, 0) == [Verdict.SHARED, Verdict.ONLY_HERE]
    assert verdicts(found, 1) == [Verdict.ONLY_HERE, Verdict.SHARED]
    assert found.groups[found.answers[0][0].group] == (0, 1)


def test_the_count_says_in_how_many_answers_it_is_the_same():
    found = lens(WAIT, WAIT, WAIT, CATS)
    assert (found.answers[0][0].same_in, found.of) == (3, 4)
    assert found.folds(0) == (Fold(0, 0, same_in=3, of=4),)
    assert found.folds(3) == ()


def test_what_half_of_the_answers_say_is_shared_but_not_folded_away():
    found = lens(WAIT, WAIT, CATS, JITTER)
    assert verdicts(found) == [Verdict.SHARED]
    assert found.folds(0) == ()


def test_neighbours_fold_together_and_count_as_the_rarest_of_them():
    most = f"{WAIT}\n\n{JITTER}\n\n{CATS}\n\n{CAP}"
    found = lens(most, f"{WAIT}\n\n{JITTER}\n\n{CAP}", f"{WAIT}\n\n{CAP}")
    assert found.folds(0) == (Fold(0, 1, same_in=2, of=3), Fold(3, 3, same_in=3, of=3))


def test_one_answer_alone_shows_and_folds_nothing():
    for found in (lens(WAIT), lens(WAIT, "")):
        assert found.shown(0) == found.folds(0) == ()


def test_an_empty_answer_is_not_counted():
    found = lens(WAIT, WAIT, "", "---")
    assert found.of == 2
    assert found.answers[2:] == ((), ())


def test_other_words_in_the_same_paragraph_are_marked():
    found = lens(
        "Retry after the delay that the server names in its header.",
        "Retry after the pause that the server names in its header.",
    )
    (first,), (second,) = found.answers
    assert first.verdict is second.verdict is Verdict.SHARED
    assert (marked(first), marked(second)) == (["delay"], ["pause"])


def test_words_that_one_answer_adds_are_marked_in_it_alone():
    found = lens(
        "Retry after the delay the server names.",
        "Retry quickly and often after the delay the server names, always.",
    )
    (first,), (second,) = found.answers
    assert marked(first) == []
    assert marked(second) == ["quickly and often", "always"]


def test_similar_wording_is_neither_shared_nor_only_here():
    found = lens(
        "Wait as long as the server asks before sending anything again.",
        "Wait for the time that the server asks for, then begin sending.",
    )
    assert verdicts(found, 0) == verdicts(found, 1) == [Verdict.SIMILAR]
    assert found.folds(0) == ()


def test_numbers_that_disagree_are_marked_in_every_answer_and_never_count_as_the_same():
    five = "The server allows 5 requests in every minute of the day."
    sixty = "The server allows 60 requests in every minute of the day."
    found = lens(five, five, sixty)
    assert [marked(f, MarkKind.NUMBER) for (f,) in found.answers] == [["5"], ["5"], ["60"]]
    assert [f.same_in for (f,) in found.answers] == [2, 2, 1]


def test_a_contested_number_is_marked_in_those_that_agree_about_it_too():
    found = lens(
        "The server allows 5 requests in every minute of the day.",
        "The server permits 5 requests in every minute of the day.",
        "The server allows 60 requests in every minute of the day.",
    )
    assert [marked(f, MarkKind.NUMBER) for (f,) in found.answers] == [["5"], ["5"], ["60"]]


def test_a_number_written_with_a_comma_is_the_same_number():
    found = lens("It holds 1,000 rows of the table.", "It holds 1000 rows of the table.")
    assert verdicts(found) == [Verdict.SHARED]


def test_a_sign_makes_another_number():
    found = lens("It is -5 degrees outside today.", "It is 5 degrees outside today.")
    assert [marked(f) for (f,) in found.answers] == [["-5"], ["5"]]


def test_names_that_disagree_are_marked():
    found = lens(
        "The first program was written by Ada Lovelace for the engine.",
        "The first program was written by Charles Babbage for the engine.",
    )
    assert [marked(f, MarkKind.NAME) for (f,) in found.answers] == [
        ["Ada Lovelace"],
        ["Charles Babbage"],
    ]


def test_a_name_spelled_like_code_is_one_wherever_it_stands():
    found = lens(
        "Send the header `RetryAfter` with each of the answers.",
        "Send the header `XRateLimit` with each of the answers.",
    )
    assert [marked(f, MarkKind.NAME) for (f,) in found.answers] == [["RetryAfter"], ["XRateLimit"]]


def test_capitals_say_nothing_where_every_noun_has_one():
    found = lens(
        "Der Server nennt die Zeit im Kopf der Antwort und der Client wartet.",
        "Der Server nennt die Frist im Kopf der Antwort und der Client wartet.",
    )
    assert [marked(f, MarkKind.NAME) for (f,) in found.answers] == [[], []]


def test_a_new_sentence_makes_no_name_of_its_first_word():
    found = lens(
        "They wait a while. Then they try the request again.",
        "They wait a while. Afterwards they try the request again.",
    )
    assert [marked(f, MarkKind.NAME) for (f,) in found.answers] == [[], []]


def test_numbers_far_from_each_other_are_not_held_against_each_other():
    found = lens(
        f"{WAIT} {JITTER} It took 3 of us all the long and rainy winter to learn this.",
        f"{WAIT} {JITTER} Nobody who keeps 4 cats could possibly have told anyone sooner.",
    )
    assert [marked(f, MarkKind.NUMBER) for (f,) in found.answers] == [[], []]


def test_a_list_item_and_a_paragraph_can_say_the_same_but_a_heading_cannot():
    assert verdicts(lens(f"- {WAIT}", WAIT)) == [Verdict.SHARED]
    assert verdicts(lens(f"# {WAIT}", WAIT)) == [Verdict.ONLY_HERE]


def test_a_bold_line_counts_as_a_heading():
    assert verdicts(lens("**Retrying requests**", "## Retrying requests")) == [Verdict.SHARED]


def test_code_is_compared_by_lines():
    found = lens(
        "```python\ndef wait(n):\n    return 2 ** n\n```",
        "```python\ndef wait(n):\n    n += 1\n    return 3 ** n\n```",
    )
    (first,), (second,) = found.answers
    assert first.verdict is Verdict.SIMILAR
    assert (first.changed_lines, second.changed_lines) == ((1,), (1, 2))
    assert first.marks == ()


def test_a_line_that_any_other_answer_has_is_not_changed():
    code = "def wait(n):\n    return n"
    found = lens(
        f"```\nimport random\n{code}\n```",
        f"```\nimport random\n{code} + 1\n```",
        f"```\n{code} * 2\n```",
        f"```\n{code} * 2\n    pass\n```",
    )
    assert [f.changed_lines for (f,) in found.answers] == [(2,), (2,), (), (2,)]


def test_code_that_differs_in_a_sign_alone_is_not_the_same():
    found = lens("```\nx = a + b\n```", "```\nx = a - b\n```")
    assert verdicts(found) == [Verdict.SIMILAR]
    assert found.answers[0][0].changed_lines == (0,)


def test_code_is_the_same_whatever_spaces_end_its_lines():
    assert verdicts(lens("```\nx = 1\n```", "~~~py\nx = 1  \n~~~")) == [Verdict.SHARED]


def test_code_in_a_list_is_one_piece():
    (finding, code) = lens("- Do this:\n\n  ```\n  a\n  b\n  ```").answers[0]
    assert finding.piece.kind is PieceKind.TEXT
    assert (code.piece.kind, code.piece.paragraphs, code.piece.text) == (PieceKind.CODE, 2, "a\nb")


def test_tables_are_compared_row_by_row():
    head = "| Status | Retry |\n|---|---|\n| 429 | yes |\n"
    found = lens(f"{head}| 500 | yes |", f"{head}| 500 | no |")
    assert [f.changed_lines for (f,) in found.answers] == [(2,), (2,)]


def test_the_order_in_which_points_are_made_does_not_matter():
    found = lens(f"{WAIT}\n\n{CAP}", f"{CAP}\n\n{WAIT}")
    assert verdicts(found, 0) == verdicts(found, 1) == [Verdict.SHARED, Verdict.SHARED]


def test_a_piece_that_comes_twice_belongs_to_one_that_comes_twice():
    found = lens(f"{WAIT}\n\n{WAIT}", f"{WAIT}\n\n{CATS}")
    assert verdicts(found, 0) == [Verdict.SHARED, Verdict.ONLY_HERE]


def test_a_chain_of_likenesses_makes_no_group_of_strangers():
    words = [f"word{n}" for n in range(30)]
    chain = [" ".join(words[n : n + 12]) for n in (0, 5, 10, 15)]
    found = lens(*chain)
    assert max(f.found_in for (f,) in found.answers) < len(chain)


def test_while_others_still_stream_nothing_is_called_theirs_alone():
    half = answer_text(f"{WAIT}\n\n{CATS}\n", is_whole=False)
    found = compare([answer_text(f"{WAIT}\n\n{JITTER}"), half])
    assert verdicts(found, 0) == [Verdict.SHARED, Verdict.OPEN]
    assert len(found.answers[1]) == 1  # the last paragraph may still change


def test_text_of_signs_alone_is_compared_as_it_is():
    assert verdicts(lens("→ ✓", "→ ✓")) == [Verdict.SHARED]


def test_scripts_without_spaces_are_compared_by_character():
    found = lens("请求失败后等待五秒再重试一次", "请求失败后等待八秒再重试一次")
    assert [marked(f) for (f,) in found.answers] == [["五"], ["八"]]


@given(_ANSWERS, st.integers(2, 8))
def test_identical_answers_share_everything(answer, copies):
    found = lens(*[answer] * copies)
    assert len(set(found.answers)) == 1
    assert all(f.verdict is Verdict.SHARED for f in found.answers[0])
    assert all(f.same_in == copies for f in found.answers[0])
    assert all(len(set(group)) == 1 for group in found.groups)


@given(st.integers(0, 2**32), st.integers(2, 5))
def test_unrelated_answers_share_nothing(seed, answers):
    rng = random.Random(seed)  # noqa: S311  # made-up words
    written = [
        " ".join(f"{'xyzuvw'[n]}{rng.randrange(10**9)}" for _ in range(20)) for n in range(answers)
    ]
    found = lens(*written)
    assert all(f.verdict is Verdict.ONLY_HERE for findings in found.answers for f in findings)


@settings(max_examples=60)
@given(st.lists(_ANSWERS, min_size=2, max_size=5), st.randoms(use_true_random=False))
def test_the_order_of_the_answers_permutes_the_result_and_changes_nothing(answers, rng):
    order = list(range(len(answers)))
    rng.shuffle(order)
    straight = lens(*answers)
    shuffled = lens(*(answers[n] for n in order))
    assert shuffled.answers == tuple(straight.answers[n] for n in order)
    assert shuffled.groups == tuple(tuple(g[n] for n in order) for g in straight.groups)


@settings(max_examples=60)
@given(st.lists(_ANSWERS, min_size=1, max_size=5))
def test_every_piece_is_in_exactly_one_group_and_marks_lie_within_its_text(answers):
    found = lens(*answers)
    for answer, findings in enumerate(found.answers):
        for n, finding in enumerate(findings):
            assert [g[answer] for g in found.groups].count(n) == 1
            assert found.groups[finding.group][answer] == n
            assert finding.found_in == sum(p is not None for p in found.groups[finding.group])
            assert 1 <= finding.same_in <= finding.found_in <= found.of
            ends = [0, *(place for m in finding.marks for place in (m.start, m.end))]
            assert ends == sorted(ends)
            assert ends[-1] <= len(finding.piece.text)


@pytest.mark.parametrize("answers", [[], [""], ["", ""]])
def test_nothing_to_compare_gives_nothing(answers):
    found = lens(*answers)
    assert found.groups == ()
    assert found.answers == ((),) * len(answers)
