"""How a provider is reached, and what it last said of its limits."""

from base64 import b64encode
from dataclasses import dataclass, field, replace
from typing import Self
from urllib.parse import quote, unquote, urlsplit

CONNECT_TIMEOUT_S = 10.0
READ_TIMEOUT_S = 60.0
# Shorter words stand in any sentence.
_SHORTEST_SECRET = 4


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
    connect_timeout_s: float = CONNECT_TIMEOUT_S
    read_timeout_s: float = READ_TIMEOUT_S

    @property
    def secrets(self) -> tuple[str, ...]:
        """What must never be shown: the proxy's password and what headers hold."""
        parts = urlsplit(self.proxy)
        name, password = unquote(parts.username or ""), unquote(parts.password or "")
        # As it stands in an address, as it is, and as a proxy is told it.
        told = b64encode(f"{name}:{password}".encode()).decode() if password else ""
        values = (parts.password or "", password, told, *(value for _, value in self.headers))
        return tuple(value for value in values if len(value) >= _SHORTEST_SECRET)


@dataclass(frozen=True, slots=True)
class ConnectionChoice:
    """What the person has chosen of the way to a provider, without what is secret in it.

    Attributes:
        address: The base URL to use; "" for the one that it has by itself.
        organization: OpenAI's organisation.
        project: OpenAI's project.
        proxy: As `Connection.proxy`, without a password.
        has_proxy_password: Whether there is one.
        header_names: The names of further headers; what they hold is secret.
        connect_timeout_s: Seconds to wait for a connection.
        read_timeout_s: Seconds to wait for a next byte.
    """

    address: str = ""
    organization: str = ""
    project: str = ""
    proxy: str = ""
    has_proxy_password: bool = False
    header_names: tuple[str, ...] = ()
    connect_timeout_s: float = CONNECT_TIMEOUT_S
    read_timeout_s: float = READ_TIMEOUT_S

    @property
    def has_secrets(self) -> bool:
        """Whether something secret belongs to it."""
        return self.has_proxy_password or bool(self.header_names)

    def with_entered(self, secrets: "ConnectionSecrets") -> Self:
        """With secrets that were entered for it."""
        entered = tuple(name for name, _ in secrets.headers if name not in self.header_names)
        return replace(
            self,
            header_names=self.header_names + entered,
            has_proxy_password=self.has_proxy_password or bool(secrets.proxy_password),
        )

    def coming_from(self, before: Self) -> Self:
        """Without secrets that were entered for another address, or for another proxy."""
        same_address = self.address == before.address
        same_proxy = self.proxy == before.proxy
        return replace(
            self,
            header_names=self.header_names if same_address else (),
            has_proxy_password=self.has_proxy_password and same_proxy,
        )

    def has_secrets_of(self, other: Self) -> bool:
        """Whether the same secrets belong to another choice."""
        return (self.has_proxy_password, self.header_names) == (
            other.has_proxy_password,
            other.header_names,
        )

    def lacks(self, secrets: "ConnectionSecrets") -> bool:
        """Whether some of its secrets are not among these."""
        return (self.has_proxy_password and not secrets.proxy_password) or not (
            set(self.header_names) <= {name for name, _ in secrets.headers}
        )

    def with_secrets(self, secrets: "ConnectionSecrets") -> Connection:
        """The whole way, ready to be gone."""
        return Connection(
            proxy=_with_password(self.proxy, secrets.proxy_password),
            headers=secrets.headers,
            organization=self.organization,
            project=self.project,
            connect_timeout_s=self.connect_timeout_s,
            read_timeout_s=self.read_timeout_s,
        )


@dataclass(frozen=True, slots=True)
class ConnectionSecrets:
    """What is secret in the way to a provider; repr leaves it out.

    Attributes:
        proxy_password: "" for none.
        headers: Names and what they hold.
    """

    proxy_password: str = field(default="", repr=False)
    headers: tuple[tuple[str, str], ...] = field(default=(), repr=False)

    def updated(self, entered: Self, choice: ConnectionChoice) -> Self:
        """With what was entered since, and without what the choice has no use for."""
        values = {**dict(self.headers), **dict(entered.headers)}
        password = entered.proxy_password or self.proxy_password
        return replace(
            self,
            proxy_password=password if choice.has_proxy_password else "",
            headers=tuple((n, values[n]) for n in choice.header_names if n in values),
        )


@dataclass(frozen=True, slots=True)
class ConnectionRecord:
    """A choice that is kept, and where its secrets are.

    Attributes:
        provider: Registry name.
        base_url: The server that it is the way to, as it was added; "" for the provider's own.
        choice: What was chosen.
        entry: The name of its secrets in the keyring; "" if there are none.
        keyring: What the keyring that holds them is called; "" if there are none.
    """

    provider: str
    base_url: str
    choice: ConnectionChoice = field(default_factory=ConnectionChoice)
    entry: str = ""
    keyring: str = ""


@dataclass(frozen=True, slots=True)
class ConnectionBook:
    """All choices that are kept, oldest first."""

    connections: tuple[ConnectionRecord, ...] = ()


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


def _with_password(proxy: str, password: str) -> str:
    if not password:
        return proxy
    scheme, _, rest = proxy.partition("://")
    name, at, host = rest.rpartition("@")
    return f"{scheme}://{name if at else ''}:{quote(password, safe='')}@{host}"
