"""The `stepwell` command: for operators, and for open inspection of the engines."""

import os

import click
import django


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """Stepwell: people's growth at work."""


def build() -> click.Group:
    """Each capability brings its own commands; they may import models, so Django starts first."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "stepwell.config.settings")
    django.setup()
    from stepwell.config import commands  # noqa: PLC0415  needs Django to have started

    commands.register(main)
    return main


def run() -> None:
    build()()


if __name__ == "__main__":
    run()
