"""What keeps the pages safe: a strict content policy, and the checks of hosts, origins and tokens.

A page elsewhere can reach this machine's ports through the reader's browser. So requests that name another host are
refused (a name that someone points at the loopback address), and whatever changes something must come from a page of
this server: its origin is the server's own, and it carries the token that only these pages hold.
"""

from __future__ import annotations

import secrets
from collections.abc import Awaitable, Callable
from urllib.parse import parse_qs

from starlette.requests import Request
from starlette.responses import Response

from allegiance.errors import AllegianceError

LOOPBACK = ("127.0.0.1", "localhost", "[::1]")
MOST_FORM = 64_000
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    # the origin of a form is sent under this policy; "no-referrer" would make it "null"
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}


class Forbidden(AllegianceError):
    """A form came from elsewhere, or its page is out of date."""


async def add_headers(request: Request, call_next: Callable[[Request], Awaitable[Response]]) -> Response:
    """Add the headers that every answer carries."""
    response = await call_next(request)
    response.headers.update(HEADERS)
    response.headers.setdefault("Cache-Control", "no-store")
    return response


def new_token() -> str:
    """Return a token for the forms of one run of the server."""
    return secrets.token_urlsafe(24)


async def form(request: Request, token: str) -> dict[str, list[str]]:
    """Return the fields of a form, after checking that it comes from a page of this server.

    Raises:
        Forbidden: It does not, or it is too long.
    """
    origin = request.headers.get("origin", "")
    if origin != f"http://{request.headers.get('host', '')}":
        raise Forbidden(
            "The form was not sent by a page of this server, so nothing was done. Open the page here and send it again."
        )
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > MOST_FORM:
            raise Forbidden("The form holds too much, so nothing was done. Send fewer addresses at a time.")
    fields = parse_qs(body.decode("utf-8", "replace"), keep_blank_values=True, max_num_fields=100)
    if not secrets.compare_digest(fields.get("token", [""])[0].encode(), token.encode()):
        raise Forbidden(
            "The page is from an earlier run of the server, so nothing was done. Load it again and send the form anew."
        )
    return fields
