"""A framework as a file that an author can change and publish again."""

import io
from typing import Any

from ruamel.yaml import YAML

from stepwell.domain.framework import Pack
from stepwell.domain.framework.overlay import rewordable_texts, with_wordings
from stepwell.frameworks.queries import StoredPack, content_of


def pack_yaml(stored: StoredPack) -> str:
    """The version's pack in the owner's words, without what goes without saying: read again, it is the same version."""
    pack = Pack.model_validate(content_of(stored.version))
    return as_yaml(pack.model_dump(mode="json", exclude_defaults=True))


def wording_yaml(stored: StoredPack) -> str:
    """Every text that may be reworded, as the organisation words it now: id → {key: text}."""
    content = content_of(stored.version)
    if stored.overlay:
        content = with_wordings(content, stored.overlay.wordings)
    found: dict[str, dict[str, str]] = {}
    for text in rewordable_texts(content):
        found.setdefault(text.id, {})[text.key] = text.words
    return as_yaml(found)


def as_yaml(content: Any) -> str:
    writer: Any = YAML(typ="safe", pure=True)
    writer.default_flow_style = False
    writer.allow_unicode = True
    writer.width = 10_000
    writer.sort_base_mapping_type_on_output = False
    out = io.StringIO()
    writer.dump(content, out)
    return out.getvalue()
