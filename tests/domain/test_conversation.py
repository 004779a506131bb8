from dataclasses import replace

from app.domain.answer import Answer, AnswerStatus
from app.domain.attachments import Attachment
from app.domain.conversation import Conversation, Turn, title_of
from app.domain.lane import Lane, ModelRef
from app.domain.messages import Usage
from app.domain.metrics import Metrics

MODEL = ModelRef("builtin", "small")


def chat_with_turns(*turns: tuple[str, str | None]) -> Conversation:
    chat = Conversation("c", created_at=0, updated_at=0, lanes=(Lane("a", MODEL),))
    for turn_id, parent_id in turns:
        chat = chat.with_turn(Turn(turn_id, parent_id, f"prompt {turn_id}", created_at=0))
    return chat


def ids(turns: tuple[Turn, ...]) -> list[str]:
    return [turn.id for turn in turns]


def test_the_path_is_the_branch_that_is_shown():
    chat = chat_with_turns(("1", None), ("2", "1"), ("3", "1"))
    assert ids(chat.path()) == ["1", "3"]
    assert ids(chat.path("2")) == ["1", "2"]
    assert ids(replace(chat, head_id="2").path()) == ["1", "2"]


def test_an_empty_chat_has_no_path():
    assert chat_with_turns().path() == ()


def test_the_prompts_after_a_turn_are_those_of_all_branches():
    chat = chat_with_turns(("1", None), ("2", "1"), ("3", "2"), ("4", "1"), ("5", None))
    assert [chat.prompts_after(turn_id) for turn_id in ("1", "2", "3", "5")] == [3, 1, 0, 0]


def test_versions_of_a_prompt_are_siblings():
    chat = chat_with_turns(("1", None), ("2", "1"), ("3", "1"), ("4", None))
    assert ids(chat.siblings("2")) == ["2", "3"]
    assert ids(chat.siblings("1")) == ["1", "4"]


def test_a_branch_ends_at_its_newest_leaf_even_when_it_is_very_deep():
    deep = [(str(n), str(n - 1) if n else None) for n in range(3_000)]
    chat = replace(chat_with_turns(*deep, ("other", "5")), left_ids=(), head_id="0")
    assert chat.leaf_below("0") == "other"
    assert chat.leaf_below("6") == "2999"


def test_the_way_back_leads_to_where_one_was_last_and_not_to_the_newest_branch():
    chat = chat_with_turns(("1", None), ("2", "1"), ("3", "2"), ("4", "1"), ("5", "2"))
    assert [chat.leaf_below(turn_id) for turn_id in ("1", "2", "4")] == ["5", "5", "4"]

    was_at_3 = chat.with_head("3").with_head("1")
    assert [was_at_3.leaf_below(turn_id) for turn_id in ("1", "2", "4")] == ["3", "3", "4"]
    assert was_at_3.with_head("4").with_head("1").leaf_below("1") == "4"


def test_a_branch_that_went_on_is_not_taken_for_its_old_end():
    chat = chat_with_turns(("1", None), ("2", "1"), ("3", "1")).with_head("2").with_head("1")
    assert [chat.leaf_below(turn_id) for turn_id in ("1", "2")] == ["2", "2"]

    longer = chat.with_turn(Turn("4", "2", "more", created_at=0)).with_head("1")
    assert longer.leaf_below("2") == "4"


def test_the_other_versions_of_a_first_prompt_are_left_like_any_branch():
    chat = chat_with_turns(("1", None), ("2", "1"), ("3", None))
    assert chat.left_ids == ("2",)
    assert chat.leaf_below("1") == "2"


def test_the_branches_after_a_turn_begin_with_its_children():
    chat = chat_with_turns(("1", None), ("2", "1"), ("3", "2"), ("4", "1"))
    assert ids(chat.children("1")) == ["2", "4"]
    assert chat.children("") == ()


def test_a_chat_is_named_after_its_first_prompt_and_keeps_that_name():
    chat = chat_with_turns(("1", None), ("2", "1"))
    assert chat.title == "prompt 1"


def test_a_title_is_the_first_line_cut_at_a_word():
    assert title_of("\n  Hello there \nmore") == "Hello there"
    assert title_of("") == ""
    assert title_of("word " * 30) == "word " * 11 + "word…"


def test_selecting_an_attempt_deselects_the_others_of_that_lane_and_turn():
    def attempt(n: int) -> Answer:
        return Answer(
            f"x{n}", "1", "a", n, selected=True, model=MODEL, status=AnswerStatus.DONE, created_at=0
        )

    chat = chat_with_turns(("1", None)).with_answers([attempt(1), attempt(2)])
    assert [a.selected for a in chat.attempts("1", "a")] == [False, True]
    assert chat.selected_answers("a")["1"].id == "x2"
    chat = chat.with_answers([replace(attempt(1), selected=False, text="more")])
    assert chat.selected_answers("a")["1"].id == "x2"
    assert chat.answer("x1").text == "more"


def test_lanes_are_reordered_and_removed_but_never_lost():
    chat = chat_with_turns().with_lane(Lane("b", MODEL)).with_lane(Lane("c", MODEL))
    chat = chat.without_lane("b").with_lane_order(["c", "a"])
    assert [lane.id for lane in chat.active_lanes] == ["c", "a"]
    assert chat.lane("b").removed


def test_one_lane_goes_on_alone_and_the_others_come_back_later():
    chat = chat_with_turns().with_lane(Lane("b", MODEL)).with_lane(Lane("c", MODEL))
    alone = chat.without_lane("c").with_only_lane("b")
    assert [lane.id for lane in alone.active_lanes] == ["b"]
    assert [lane.id for lane in alone.folded_lanes] == ["a"]
    assert alone.with_lanes_unfolded() == chat.without_lane("c")


def test_the_failed_answers_of_a_turn_are_those_that_are_shown():
    def answer(lane_id: str, status: AnswerStatus, turn_id: str = "1") -> Answer:
        return Answer(lane_id + turn_id, turn_id, lane_id, 1, True, MODEL, status, 0)

    chat = chat_with_turns(("1", None), ("2", "1"))
    for lane_id in "bcd":
        chat = chat.with_lane(Lane(lane_id, MODEL))
    chat = chat.without_lane("d").with_answers(
        [
            answer("a", AnswerStatus.FAILED),
            answer("b", AnswerStatus.DONE),
            answer("c", AnswerStatus.INTERRUPTED),
            answer("d", AnswerStatus.FAILED),
            answer("a", AnswerStatus.FAILED, "2"),
        ]
    )
    assert [a.lane_id for a in chat.asked("1")] == ["a", "b", "c"]
    assert [a.lane_id for a in chat.failed("1")] == ["a", "c"]


def test_speed_counts_the_time_that_tokens_streamed():
    usage = Usage(input_tokens=5, output_tokens=80, reasoning_tokens=None, cached_tokens=None)
    assert Metrics(first_token_s=1.0, total_s=3.0, usage=usage).tokens_per_second == 40
    assert Metrics(first_token_s=1.0, total_s=1.0, usage=usage).tokens_per_second is None
    assert Metrics(first_token_s=1.0, total_s=3.0).tokens_per_second is None


def test_an_answer_is_live_until_it_has_an_end():
    live = {status for status in AnswerStatus if status.is_live}
    assert live == {AnswerStatus.QUEUED, AnswerStatus.WAITING, AnswerStatus.STREAMING}


def test_files_alone_give_a_turn_its_title():
    file = Attachment("digest", "limits.pdf", "application/pdf", 10)
    assert Turn("t", None, " \n", 0, attachments=(file,)).title == "limits.pdf"
    assert Turn("t", None, "Sum up\nthis", 0, attachments=(file,)).title == "Sum up"
    assert Turn("t", None, "", 0).title == ""
