"""For migrations: a text column that was in the clear becomes a sealed one, and what stands in it is sealed on the way."""

from functools import partial
from typing import Any

from django.db import migrations, models

from .fields import SealedTextField


def sealing(app: str, model: str, name: str, sealed: SealedTextField, *, most: int) -> list[Any]:
    """The operations that turn the text column `name` into a sealed one, and back.

    Row by row, since each value is sealed for its own row.

    Args:
        sealed: the field as it will be.
        most: `max_length` of the text before, for the way back.
    """
    clear = f"{name}_in_clear"
    filling = sealed.clone()
    filling.default = sealed.empty
    forward, back = partial(move, app, model, clear, name), partial(move, app, model, name, clear)
    return [
        migrations.RenameField(model, name, clear),
        # So that the way back finds a column to fill.
        migrations.AlterField(model, clear, models.TextField(blank=True, default="", max_length=most)),
        migrations.AddField(model, name, filling, preserve_default=False),
        migrations.RunPython(forward, back),
        migrations.RemoveField(model, clear),
    ]


def move(app: str, model: str, source: str, target: str, apps, schema_editor) -> None:
    rows = apps.get_model(app, model)._default_manager.using(schema_editor.connection.alias).order_by("pk")
    for row in rows.iterator(chunk_size=500):
        if words := getattr(row, source):
            setattr(row, target, words)
            row.save(update_fields=[target])
