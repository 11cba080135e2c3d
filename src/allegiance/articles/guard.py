"""A transport that connects only to public addresses, checked where the connection is made.

The host's name is resolved once, every address it has is checked, and the connection goes to a checked one;
so neither a redirect nor a name that resolves differently the second time leads into a private network.
"""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import httpcore2
import httpx2

from allegiance.errors import Refused

_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")


def is_public(address: str) -> bool:
    """Tell whether an IP address is one of the open internet.

    >>> is_public("93.184.216.34"), is_public("127.0.0.1"), is_public("::ffff:10.0.0.1")
    (True, False, False)
    """
    try:
        found = ipaddress.ip_address(address.split("%")[0])
    except ValueError:
        return False
    if isinstance(found, ipaddress.IPv6Address):
        inner = found.ipv4_mapped or found.sixtofour
        if found in _NAT64:
            inner = ipaddress.IPv4Address(int(found) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(str(inner))
    return found.is_global and not found.is_multicast and not found.is_reserved


def addresses_of(host: str, port: int) -> list[str]:
    """Return the IP addresses of a host; raises OSError when it has none."""
    return sorted({str(entry[4][0]) for entry in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)})


class _CheckedBackend(httpcore2.NetworkBackend):
    """Connects to the address that was checked, not to the name."""

    def __init__(self) -> None:
        self._inner = httpcore2.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore2.NetworkStream:
        try:
            found = addresses_of(host, port)
        except (OSError, UnicodeError) as error:
            raise httpcore2.ConnectError(f"{host} has no address ({error})") from error
        private = [address for address in found if not is_public(address)]
        if private or not found:
            raise Refused(f"{host} is in a private network ({', '.join(private)}); allow private networks to fetch it")
        last: Exception | None = None
        for address in found:
            try:
                return self._inner.connect_tcp(address, port, timeout, local_address, socket_options)
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout) as error:
                last = error
        raise last or httpcore2.ConnectError(f"{host} has no address")


class GuardedTransport(httpx2.HTTPTransport):
    """httpx2's transport over the checked backend; proxies of the environment are not used."""

    def __init__(self, *, allow_private: bool, authority: Path | None = None) -> None:
        """With ``allow_private``, connect to any address; ``authority`` is a file of certificates to trust as well.

        Raises:
            OSError: The file of certificates is missing, or is none.
        """
        context = httpx2.create_ssl_context(trust_env=False)
        if authority is not None:
            context.load_verify_locations(cafile=str(authority))
        super().__init__(verify=context, trust_env=False)
        if not allow_private:
            self._pool = httpcore2.ConnectionPool(ssl_context=context, network_backend=_CheckedBackend())
