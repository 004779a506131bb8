"""How a provider is reached, and what it last said of its limits."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Connection:
    """The way to a provider; the usual one when left as it is.

    Attributes:
        proxy: Address of a proxy (http, https, socks5); "" follows the system's settings, and
            "direct" uses none.
        headers: Further headers of each request. They may hold secrets, so repr leaves them out.
        organization: OpenAI's organisation.
        project: OpenAI's project.
        connect_timeout_s: Seconds to wait for a connection.
        read_timeout_s: Seconds to wait for a next byte; a long stream has no limit in all.
    """

    proxy: str = field(default="", repr=False)
    headers: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    organization: str = ""
    project: str = ""
    connect_timeout_s: float = 10.0
    read_timeout_s: float = 60.0


@dataclass(frozen=True, slots=True)
class QuotaWindow:
    """What is left of one limit.

    Attributes:
        limit: Requests or tokens in a full window; None if unsaid.
        remaining: Those left.
        resets_at: When it is full again, in seconds of `time.time()`; None if unsaid.
    """

    limit: int | None
    remaining: int
    resets_at: float | None


@dataclass(frozen=True, slots=True)
class Quota:
    """The last known limits of one key at one provider; None where nothing was said."""

    requests: QuotaWindow | None = None
    tokens: QuotaWindow | None = None
