import time
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.secret_rules import RULES
from app.domain.secrets import SecretSpan, find_secrets, mask

# Put together here, so that no file holds what other tools take for a secret.
MIXED = "a1B2c3D4e5F6g7H8i9J0kLmNoPqRsTuVwXyZ" * 6
HEX = "0123456789abcdef" * 8
CAPITALS = "A2B3C4D5E6F7G2H3" * 4
LEADS = [(rule.kind, lead) for rule in RULES for lead in rule.leads]
BODIES = {
    "AWS access key": CAPITALS[:16],
    "Airtable token": f"{MIXED[:14]}.{HEX[:64]}",
    "Azure storage key": MIXED[:86] + "==",
    "DigitalOcean token": HEX[:64],
    "Databricks token": HEX[:32],
    "Discord webhook": "12345678901234567/" + MIXED[:68],
    "ElevenLabs key": HEX[:48],
    "JSON Web Token": f"{MIXED[:30]}.eyJ{MIXED[:40]}.{MIXED[:43]}",
    "LangSmith key": f"{HEX[:32]}_{HEX[:10]}",
    "Mailgun key": HEX[:32],
    "Postman key": f"{HEX[:24]}-{HEX[:34]}",
    "Pulumi token": HEX[:40],
    "RubyGems token": HEX[:48],
    "SendGrid key": f"{MIXED[:22]}.{MIXED[:43]}",
    "Shopify token": HEX[:32],
    "Twilio key": HEX[:32],
    "age key": CAPITALS[:58],
    "private key": f"RSA PRIVATE KEY-----\n{MIXED[:64]}\nyZ0=\n-----END RSA PRIVATE KEY-----",
}
BODY_OF = {"glsa_": f"{MIXED[:32]}_{HEX[:8]}", "glc_": MIXED[:60]}


def body(kind: str, lead: str) -> str:
    return BODY_OF.get(lead) or BODIES.get(kind) or MIXED[:110]


@dataclass(frozen=True)
class Sample:
    kind: str
    secret: str


SAMPLES = [Sample(kind, lead + body(kind, lead)) for kind, lead in LEADS]
CUT_PRIVATE_KEY = f"-----BEGIN PRIVATE KEY-----\\n{MIXED[:64]}\\n{MIXED[:64]}"


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.secret[:14].split("\n")[0])
def test_a_key_is_found_in_a_sentence_and_in_code(sample: Sample):
    for before, after in (
        ("Use ", " for it."),
        ('key = "', '"\n'),
        ('{"x": "a\\n', '\\n"}'),
        ("", ""),
    ):
        text = before + sample.secret + after
        (span,) = find_secrets(text)
        assert (span.kind, text[span.start : span.end]) == (sample.kind, sample.secret)
        assert mask(text) == f"{before}[{sample.kind} masked]{after}"


@pytest.mark.parametrize(
    ("text", "secret", "kind"),
    [
        (f"OPENAI_API_KEY={MIXED[:32]}", MIXED[:32], "key"),
        (f'"client_secret": "{HEX[:32]}",', HEX[:32], "key"),
        (f"os.environ['CO_API_KEY'] = '{MIXED[:40]}'", MIXED[:40], "key"),
        (f"aws_secret_access_key = {MIXED[:38]}/+", MIXED[:38] + "/+", "key"),
        (f"Authorization: Bearer {MIXED[:30]}", MIXED[:30], "key"),
        (f"-H 'authorization: basic {MIXED[:30]}=='", MIXED[:30] + "==", "key"),
        ("postgres://admin:hunter2!@db:5432/x", "hunter2!", "password"),
        (CUT_PRIVATE_KEY, CUT_PRIVATE_KEY, "private key"),
    ],
)
def test_what_is_announced_as_a_secret_is_found(text: str, secret: str, kind: str):
    (span,) = find_secrets(text)
    assert (text[span.start : span.end], span.kind) == (secret, kind)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "The risk-assessment of the task-force-" + "x" * 40,
        "Put your key into OPENAI_API_KEY and restart.",
        'api_key="your-api-key-goes-here-1"',
        "api_key = get_the_key_from_the_keyring()",
        "sk-ant-api03-" + "x" * 93,
        "AKIAIOSFODNN7" + "EXAMPLE",
        "http://127.0.0.1:11434/v1/chat/completions",
        "postgres://user:password@localhost/x",
        "git@github.com:someone/something.git",
        "commit 2fcf6132fcf6132fcf6132fcf6132fcf6132fcf6",
        "max_tokens=100000000, password: correct horse battery staple",
        "A PEM file begins with -----BEGIN PRIVATE KEY----- and holds Base64.",
        "The bearer of this letter is a well-known-and-trusted-person",
    ],
)
def test_what_is_no_secret_stays(text: str):
    assert find_secrets(text) == ()
    assert mask(text) == text


def test_several_are_found_in_order_each_by_its_best_name():
    (anthropic,) = (s for s in SAMPLES if s.secret.startswith("sk-ant-"))
    (groq,) = (s for s in SAMPLES if s.secret.startswith("gsk_"))
    text = f"GROQ_API_KEY={groq.secret}\nAuthorization: Bearer {anthropic.secret}\n"
    assert [span.kind for span in find_secrets(text)] == ["Groq key", "Anthropic key"]
    assert mask(text) == (
        "GROQ_API_KEY=[Groq key masked]\nAuthorization: Bearer [Anthropic key masked]\n"
    )


PIECES = st.one_of(
    st.sampled_from([sample.secret for sample in SAMPLES]),
    st.sampled_from([lead for _, lead in LEADS]),
    st.sampled_from(["api_key=", "Bearer ", "://me:", "@", "-----END X-----", "é", "\n", "x" * 50]),
    st.text(max_size=30),
)


@given(st.lists(PIECES, max_size=12).map("".join))
def test_in_any_text_the_spans_are_in_order_and_the_rest_stays(text: str):
    spans = find_secrets(text)
    edges = [edge for span in spans for edge in (span.start, span.end)]
    assert edges == sorted(edges)
    assert all(0 <= span.start < span.end <= len(text) for span in spans)
    masked = mask(text)
    starts, ends = [0, *(s.end for s in spans)], [*(s.start for s in spans), None]
    for start, end in zip(starts, ends, strict=True):
        assert text[start:end] in masked


@given(st.text(max_size=50), st.sampled_from(SAMPLES), st.text(max_size=50))
def test_a_key_among_anything_is_masked(before: str, sample: Sample, after: str):
    assert sample.secret not in mask(f"{before} {sample.secret} {after}")


def test_a_span_says_what_and_where():
    assert find_secrets(f"  AKIA{CAPITALS[:16]}") == (SecretSpan(2, 22, "AWS access key"),)


HOSTILE = [
    *(lead + tail for _, lead in LEADS for tail in ("", "-", "a1B", "\n")),
    *("api_key=", "password: ", "Bearer ", "://a:", "://", "-----END", "eyJ" + "a" * 20 + "."),
    *("-----BEGIN PRIVATE KEY-----", "-----BEGIN A B C PRIVATE KEY-----" + "a" * 39),
]


def seconds_for(text: str) -> float:
    before = time.process_time()
    find_secrets(text)
    return time.process_time() - before


@pytest.mark.parametrize("one_long_run", [False, True], ids=["repeated", "one long run"])
def test_no_text_takes_more_than_time_in_proportion(one_long_run: bool):
    length = 20_000
    for piece in HOSTILE:
        text = piece + "a" * length if one_long_run else piece * (length // len(piece))
        # One that took the square of the length would need more than ten seconds here.
        assert seconds_for(text) < 1, piece


def test_a_megabyte_is_searched_in_seconds():
    prose = "The quick brown fox jumps over the lazy dog; its key is in the door. " * 15_000
    leads = "".join(lead for _, lead in LEADS) * 1_600
    assert len(prose) > 1_000_000
    assert seconds_for(prose) < 5
    assert len(leads) > 1_000_000
    assert seconds_for(leads) < 20
