"""Whether the way to an address goes through a proxy, and which."""

import ipaddress
import urllib.request
from collections.abc import Mapping
from urllib.parse import urlsplit

from app.domain.errors import ProxyError
from app.words import _

DIRECT = "direct"
_SCHEMES = ("http", "https", "socks5", "socks5h")


def proxy_for(base_url: str, chosen: str = "") -> str | None:
    """The address of the proxy that leads to a server; None for none.

    May ask the name service on Windows, so call it on a worker thread.

    Args:
        base_url: The server's address.
        chosen: A `Connection.proxy`: a proxy's address, "" for the system's settings, or "direct".

    Raises:
        ProxyError: The proxy's address is none, or of a kind that can't be used.
    """
    parts = urlsplit(base_url)
    host = parts.hostname or ""
    if chosen == DIRECT or is_loopback(host):
        return None
    if chosen:
        return _checked(chosen)
    # As urllib reads them: from the environment, the registry or macOS's settings.
    proxies: Mapping[str, str] = urllib.request.getproxies()
    proxy = proxies.get(parts.scheme) or proxies.get("all")
    # The first knows the systems' lists of exceptions, the second networks such as 10.0.0.0/8.
    if not proxy or urllib.request.proxy_bypass(host) or _in_network(host, proxies.get("no", "")):
        return None
    return _checked(proxy)


def is_loopback(host: str) -> bool:
    """Whether a host's name or address means this computer."""
    if host == "localhost" or host.endswith(".localhost"):
        return True
    address = _address(host)
    return address is not None and address.is_loopback


def _in_network(host: str, exceptions: str) -> bool:
    address = _address(host)
    if address is None:
        return False
    for entry in exceptions.split(","):
        try:
            network = ipaddress.ip_network(entry.strip(), strict=False)
        except ValueError:
            continue
        if address in network:
            return True
    return False


def _address(host: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        return ipaddress.ip_address(host)
    except ValueError:
        return None


def _checked(proxy: str) -> str:
    address = proxy if "://" in proxy else f"http://{proxy}"
    # GNOME and others write “socks” for any version.
    address = address.replace("socks://", "socks5://", 1)
    try:
        parts = urlsplit(address)
        usable = parts.scheme in _SCHEMES and parts.hostname and parts.port != 0
    except ValueError:
        usable = False
    if not usable:
        raise ProxyError(
            _(
                "The proxy's address can't be used. Check it in Settings or in the system's "
                "settings; it begins with http://, https:// or socks5://."
            )
        )
    return address
