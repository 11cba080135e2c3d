"""The local web application over a store."""

from allegiance.web.app import application

__all__ = ["application"]
