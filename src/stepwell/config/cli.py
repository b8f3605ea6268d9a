"""The `stepwell` command: for operators, and for open inspection of the engines."""

import os

import click


@click.group()
def main() -> None:
    """Stepwell: people's growth at work."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "stepwell.config.settings")


if __name__ == "__main__":
    main()
