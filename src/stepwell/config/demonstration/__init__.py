"""A demonstration: three invented organisations with a year of history, the same at every run."""

from .making import AlreadyThere, make_demonstration

__all__ = ["AlreadyThere", "make_demonstration"]
