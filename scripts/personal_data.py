"""Lists stored fields that docs/personal-data.md does not name yet, as lines to complete by hand."""

import os
import re
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "stepwell.config.settings")
django.setup()
document = Path(__file__).resolve().parents[1] / "docs" / "personal-data.md"
known = (
    set(re.findall(r"^\| `([a-z]+\.[A-Za-z]+\.[a-z_]+)` \|", document.read_text(), re.M))
    if document.exists()
    else set()
)
for model in django.apps.apps.get_models():
    for field in model._meta.concrete_fields if model.__module__.startswith("stepwell.") else []:
        name = f"{model._meta.app_label}.{model.__name__}.{field.name}"
        if name not in known:
            print(f"| `{name}` |  |  |")  # noqa: T201  a script's output
