"""`stepwell staff import`."""

import click


def register(group: click.Group) -> None:
    """Filled by the staff import."""
