"""Web pages where a model's words should be: of login pages, and of addresses that are wrong."""

from collections.abc import Mapping

from app.words import _

# An error page of a gateway tells less than its status.
_OTHERS_SAY_MORE = frozenset({401, 403, 407, 408, 413, 429})


class WebPageError(Exception):
    """A response is a web page.

    Attributes:
        status: Its HTTP status.
    """

    def __init__(self, status: int) -> None:
        super().__init__(_("A web page with status {status}").format(status=status))
        self.status = status


def refuse_web_page(status: int, headers: Mapping[str, str]) -> None:
    """Accept anything but a web page.

    Args:
        status: HTTP status.
        headers: With names in lower case.

    Raises:
        WebPageError: It is one, and its status says nothing better.
    """
    is_page = headers.get("content-type", "").lower().startswith(("text/html", "application/xhtml"))
    if is_page and status not in _OTHERS_SAY_MORE and (status < 500 or status == 511):
        raise WebPageError(status)
