"""A conversation as one HTML file: to be read and printed anywhere, without a network.

It holds no address that a browser would ask by itself, and its Content-Security-Policy forbids
every connection; style and script are admitted by their hashes. All text is escaped, and Markdown
is written out of our own blocks: nothing of an answer can become markup.
"""

import hashlib
import json
from base64 import b64encode
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from html import escape

from app.domain.answer import Answer
from app.domain.conversation import Conversation, Turn
from app.domain.dates import date_words
from app.domain.lane import Lane
from app.domain.metrics import Metrics
from app.domain.votes import Vote
from app.paths import resource
from app.services.comparison.lens import compare
from app.services.comparison.pieces import answer_text
from app.services.sharing.page_blocks import answer_html
from app.words import _, decimal, language, number, us_dollars

SUFFIX = ".html"


def write_page(
    conversation: Conversation, votes: Sequence[Vote] = (), names: Mapping[str, str] | None = None
) -> str:
    """The branch that is shown, a column a lane, with the selected answers.

    Comparing takes some frames a turn: run it in a thread (`asyncio.to_thread`).

    Args:
        conversation: What to write.
        votes: On its answers; the best ones are marked.
        names: What to call each lane, by its id; its model's name when left out.
    """
    style, script = _style(), _resource("page.js")
    named = {lane.id: lane.model.model for lane in conversation.lanes} | dict(names or {})
    best = {answer_id for vote in votes for answer_id in vote.winners}
    turns = [_turn(conversation, turn, named, best) for turn in conversation.path()]
    title = escape(conversation.title or _("Conversation"))
    when = datetime.fromtimestamp(conversation.updated_at, UTC)
    by, differences = _("{date} · from Parley").format(date=date_words(when)), _("Differences")
    policy = (
        f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(script)}'; "
        "base-uri 'none'; form-action 'none'"
    )
    return "\n".join(
        [
            f'<!DOCTYPE html>\n<html lang="{language()}">\n<head>\n<meta charset="utf-8">',
            f'<meta http-equiv="Content-Security-Policy" content="{policy}">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            '<meta name="referrer" content="no-referrer">',
            f"<title>{title}</title>\n<style>{style}</style>\n</head>\n<body>",
            f'<header class="page"><h1>{title}</h1>',
            f'<p class="by">{escape(by)}</p>',
            f'<button type="button" id="lens" aria-pressed="false">{differences}</button>',
            "</header>",
            *turns,
            f"<script>{script}</script>\n</body>\n</html>\n",
        ]
    )


def _turn(conversation: Conversation, turn: Turn, names: Mapping[str, str], best: set[str]) -> str:
    shown = [
        (lane, answer)
        for lane in conversation.lanes
        if (answer := conversation.selected_answers(lane.id).get(turn.id))
    ]
    texts = [answer_text(answer.text) for _, answer in shown]
    comparison = compare(texts)
    columns = [
        _answer(lane, answer, names[lane.id], answer.id in best)
        + answer_html(texts[n].blocks, comparison.shown(n), comparison.folds(n))
        + "</article>"
        for n, (lane, answer) in enumerate(shown)
    ]
    said = "\n".join([turn.prompt, *(f"+ {file.label}" for file in turn.attachments)])
    prompt = f'<div class="prompt">{escape(said)}</div>'
    return f'<section>{prompt}\n<div class="columns">{"".join(columns)}</div></section>'


def _answer(lane: Lane, answer: Answer, name: str, is_best: bool) -> str:
    """The beginning of a column, up to the answer's text."""
    best = _("Voted best")
    voted = f'<span class="best">{best}</span>' if is_best else ""
    if answer.model != lane.model:
        name = _("{lane} · {model} stood in").format(lane=name, model=answer.model.model)
    parts = [f"<header><h2>{escape(name)}</h2>{voted}</header>"]
    numbers = "".join(
        f"<div><dt>{label}</dt><dd>{escape(value)}</dd></div>"
        for label, value in _metrics(answer.metrics)
    )
    if numbers:
        parts.append(f'<dl class="metrics">{numbers}</dl>')
    if answer.error:
        parts.append(f'<p class="error">{escape(answer.error)}</p>')
    if answer.reasoning:
        thinking = escape(answer.reasoning)
        head = _("Thinking")
        parts.append(f"<details><summary>{head}</summary><div>{thinking}</div></details>")
    return f'<article class="answer">{"".join(parts)}'


def _metrics(metrics: Metrics) -> list[tuple[str, str]]:
    """The numbers that are known."""
    speed, tokens, cost = metrics.tokens_per_second, metrics.output_tokens, metrics.cost
    known = [
        (
            _("First token"),
            _seconds(metrics.first_token_s, 2),
        ),
        (_("Time"), _seconds(metrics.total_s, 1)),
        (_("Speed"), None if speed is None else f"{speed:.0f} /s"),
        (_("Tokens"), None if tokens is None else number(tokens)),
        (_("Cost"), None if cost is None else us_dollars(cost, 4)),
    ]
    return [(label, value) for label, value in known if value is not None]


def _seconds(time: float | None, places: int) -> str | None:
    return None if time is None else _("{n} s").format(n=decimal(time, places))


def _style() -> str:
    tokens = json.loads(resource("tokens.json").read_text("utf-8"))

    def variables(scheme: str) -> str:
        return "".join(f"--{n.replace('_', '-')}:{v};" for n, v in tokens[scheme].items())

    colours = (
        f":root{{color-scheme:light dark;{variables('light')}}}\n"
        f"@media (prefers-color-scheme:dark){{:root{{{variables('dark')}}}}}\n"
        f"@media print{{:root{{color-scheme:light;{variables('light')}}}}}\n"
    )
    return colours + _resource("page.css")


def _resource(name: str) -> str:
    return resource("share").joinpath(name).read_text("utf-8")


def _hash(text: str) -> str:
    return f"sha256-{b64encode(hashlib.sha256(text.encode()).digest()).decode()}"
