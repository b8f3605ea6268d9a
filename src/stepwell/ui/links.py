"""Addresses as mail needs them: whole, since mail is read where no request is at hand."""

from typing import Any

from django.conf import settings
from django.urls import reverse


def link(page: str, **key: Any) -> str:
    """A page of this installation, by its name. Never with content in it: addresses end up in logs and histories."""
    return f"{settings.ADDRESS}{reverse(page, kwargs=key or None)}"
