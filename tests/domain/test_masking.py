"""No name gets through, however it is written and however the text is cut."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.lane import ModelRef
from app.domain.makers import names_of
from app.domain.masking import MASK, StreamMask, mask_makers

GPT = ModelRef("openai", "gpt-4o-mini")
CLAUDE = ModelRef("anthropic", "claude-opus-4-5")
NAMES = (*names_of(GPT, "GPT-4o mini"), *names_of(CLAUDE, "Claude Opus 4.5"))


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("I'm Claude, made by Anthropic.", f"I'm {MASK}, made by {MASK}."),
        ("As ChatGPT, I can't.", f"As {MASK}, I can't."),
        ("I am gpt-4o-mini.", f"I am {MASK}."),
        ("I am GPT 4o Mini!", f"I am {MASK}!"),
        ("**GPT-4**", f"**{MASK}**"),
        ("GPT4 here", f"{MASK} here"),
        ("OPENAI", MASK),
        ("my_claude_key", f"my_{MASK}_key"),
        ("Claude's words", f"{MASK}'s words"),
        ("claude-3-5-sonnet-20241022", MASK),
        ("Claude 3.5 Sonnet, or GPT-4 Turbo?", f"{MASK}, or {MASK}?"),
        ("Ask OpenAI o3 mini.", f"Ask {MASK}."),
        ("Chat GPT and Open AI", f"{MASK} and {MASK}"),
        ("Two ChatGPTs, with Clauden", f"Two {MASK}, with {MASK}"),
        ("# Claude\n`claude --version`", f"# {MASK}\n`{MASK} --version`"),
        ("Claude. 5 minutes later", f"{MASK}. 5 minutes later"),
        ("Claude 1234", f"{MASK} 1234"),
        ("egpt and claudette", "egpt and claudette"),
        ("Nothing to hide.", "Nothing to hide."),
        ("", ""),
    ],
)
def test_names_are_masked_in_any_case_and_with_any_separators(said, shown):
    assert mask_makers(said, NAMES) == shown


@pytest.mark.parametrize(
    "marked",
    [
        "I'm <Claude>, made by <Anthropic>.",
        "I\u2019m *<Gemini 2.5 Pro>*.",
        "# I am <Llama 3 70B>",
        "I'm not <ChatGPT>; I'm <DeepSeek-V3>.",
        "As an AI language model named <Qwen2.5-72B>, I",
        "I am a large language model, trained by <Google>.",
        "I was made by <Meta>.",
        "Ich bin <ChatGPT> und wurde von <OpenAI> trainiert.",
        "Mein Name ist <Claude>.",
        "Je suis <Le Chat>, créé par <Mistral AI>.",
        "Soy <Gemini>.",
        "我是<ChatGPT>。我由<OpenAI>训练。",
        "私は<クロード>です",
        "저는 <Claude>입니다",
        "Меня зовут <Клод>.",
        "Claude Monet painted it.",
        "Write a haiku on llamas in the mistral.",
        "Get it from Google.",
    ],
)
def test_what_an_answer_calls_itself_is_masked_whoever_that_is(marked):
    said = re.sub("[<>]", "", marked)
    assert mask_makers(said, ()) == re.sub("<.+?>", MASK, marked)


def test_a_model_is_known_by_its_name_its_family_and_its_maker():
    names = names_of(ModelRef("openai_compatible", "meta-llama/Llama-3:8b", "http://x"), "My model")
    assert {"meta-llama", "Llama-3", "8b", "Llama", "Meta", "My model"} <= set(names)
    assert "latest" not in names_of(ModelRef("openai_compatible", "qwen3:latest", "http://x"))
    assert "GPT" not in names_of(ModelRef("openai_compatible", "qwen2.5", "http://x"))


def test_a_family_is_not_seen_in_the_middle_of_another_word():
    assert "Microsoft" not in names_of(ModelRef("openai_compatible", "dolphin", "http://x"))


_WORDS = st.sampled_from(
    [
        *(
            "Claude",
            "GPT",
            "-",
            "4o",
            " mini",
            " ",
            "Open",
            "AI",
            "Anth",
            "ropic",
            "x",
            ".",
            "Opus 4",
        ),
        *(
            "I am ",
            "Gem",
            "ini",
            " 2.5",
            "-2024",
            "1022",
            "s",
            " by ",
            "Ll",
            "ama",
            "是",
            "_",
            "\n",
        ),
    ]
)


@given(st.lists(_WORDS, max_size=30))
def test_however_the_text_is_cut_the_result_is_that_of_the_whole(chunks):
    mask = StreamMask(NAMES)
    streamed = "".join([*(mask.feed(chunk) for chunk in chunks), mask.finish()])
    assert streamed == mask_makers("".join(chunks), NAMES)


def test_what_is_shown_early_never_holds_a_part_of_a_name():
    mask = StreamMask(NAMES)
    shown = ""
    for char in "Hello there, my friend. I am Claude Opus 4.5, made by Anthropic, and that is all.":
        shown += mask.feed(char)
        assert "Cl" not in shown
        assert "Anth" not in shown
    assert (shown + mask.finish()).count(MASK) == 2


def test_what_no_name_can_follow_is_shown_at_once():
    mask = StreamMask(NAMES)
    assert mask.feed("Nothing, no. ") == "Nothing, no. "
    assert mask.feed("And then? ") == "And then? "
