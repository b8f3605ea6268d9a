"""The published JSON Schema of the pack format, made from the models that check packs."""

from typing import Any

from .pack import Pack

ADDRESS = "https://json-schema.org/draft/2020-12/schema"


def pack_schema() -> dict[str, Any]:
    """What an editor or another program can check a pack against before Stepwell reads it.

    It says what shape a pack has. Whether ids repeat or references lead nowhere only `stepwell check` tells.
    """
    return {"$schema": ADDRESS, "title": "Stepwell pack", **Pack.model_json_schema()}
