"""Reads about journals. Other capabilities use `readiness` and `pages_shared_with`; the rest is for the owner's pages."""

from .readiness import BankRef, Readiness, readiness, readiness_of_many
from .sharing import pages_shared_with

__all__ = ["BankRef", "Readiness", "pages_shared_with", "readiness", "readiness_of_many"]
