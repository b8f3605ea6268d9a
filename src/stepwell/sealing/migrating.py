"""For migrations: a column that was in the clear becomes a sealed one, and what stands in it is sealed on the way."""

from collections.abc import Iterator
from functools import partial
from typing import Any

from django.db import migrations, models

from .fields import Sealed, SealedField

ROWS_AT_ONCE = 1000


def sealing(app: str, model: str, name: str, sealed: SealedField, *, was: models.Field) -> list[Any]:
    """The operations that turn the column `name` into a sealed one, and back.

    Row by row, since each value is sealed for its own row. The migration that holds them is one transaction: killed, it
    has done nothing. Another one after it has to take away what the database keeps of the old column: `leaving_nothing`.

    Args:
        sealed: the field as it will be.
        was: the field before, such that a row without a value can have it: with a default, or null.
    """
    clear = f"{name}_in_clear"
    filling = sealed.clone()
    filling.default = models.NOT_PROVIDED if sealed.null else Sealed(b"")
    forward, back = partial(move, app, model, clear, name), partial(move, app, model, name, clear)
    return [
        migrations.RenameField(model, name, clear),
        # So that the way back finds a column to fill.
        migrations.AlterField(model, clear, was),
        migrations.AddField(model, name, filling, preserve_default=sealed.null),
        migrations.RunPython(forward, back),
        migrations.RemoveField(model, clear),
    ]


def move(app: str, model: str, source: str, target: str, apps, schema_editor) -> None:
    table, connection = apps.get_model(app, model), schema_editor.connection
    field, quoted = table._meta.get_field(target), connection.ops.quote_name
    key = table._meta.pk
    statement = f"UPDATE {quoted(table._meta.db_table)} SET {quoted(field.column)} = %s WHERE {quoted(key.column)} = %s"
    with connection.cursor() as cursor:
        for rows in batches(table, source, field, connection.alias):
            found = [(key.get_db_prep_save(row.pk, connection), getattr(row, source), row) for row in rows]
            cursor.executemany(
                statement,
                [
                    (field.get_db_prep_save(stored_value(value, row, field), connection), pk)
                    for pk, value, row in found
                    if value not in (None, "")  # which stand there already
                ],
            )


def stored_value(value: Any, row: models.Model, field: models.Field) -> Any:
    return field.sealed(value, *field.parts_of(row)) if isinstance(field, SealedField) else value


def batches(table: type[models.Model], source: str, target: models.Field, using: str) -> Iterator[list[models.Model]]:
    """Every row with what is needed of it, in the order of its keys."""
    sealed = target if isinstance(target, SealedField) else table._meta.get_field(source)
    needed = {source, *sealed.bound_to}
    rows = table._default_manager.using(using).order_by("pk").only(*needed)
    after = None
    while some := list((rows.filter(pk__gt=after) if after is not None else rows)[:ROWS_AT_ONCE]):
        yield some
        after = some[-1].pk


def leaving_nothing(*tables: str) -> list[Any]:
    """The operations of a migration of its own, with `atomic = False`: what was sealed is nowhere in the clear any more.

    A row that was changed, and a column that was taken out, stay in the files of a database until it needs the room. A
    dump does not hold them; a copy of the files does.
    """
    return [migrations.RunPython(partial(write_anew, tables), migrations.RunPython.noop, atomic=False)]


def write_anew(tables: tuple[str, ...], apps, schema_editor) -> None:
    connection = schema_editor.connection
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            for table in tables:
                cursor.execute(f"VACUUM FULL {connection.ops.quote_name(table)}")
        else:
            cursor.execute("VACUUM")
