"""For migrations: columns that were in the clear become sealed ones, and what stands in them is sealed on the way."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from typing import Any

from django.db import migrations, models
from django.db.migrations.operations.base import Operation
from django.db.models import F, Func

from .fields import SealedField

ROWS_AT_ONCE = 1000
Stored = tuple[SealedField, bytes | None, list[Any]]  # a field, what lies in it, and what it is bound to


class Seal(Operation):
    """Text and JSON fields of one capability become sealed: `{model: {field: as it will be}}`. It goes back, too.

    The columns become bytes at once, and then each value is sealed for its row. The migration that holds this is one
    transaction: killed, it has done nothing. It must be followed by another one: see `leaving_nothing`.
    """

    reversible = True
    reduces_to_sql = False

    def __init__(self, columns: Mapping[str, Mapping[str, SealedField]]) -> None:
        self.columns = columns

    def state_forwards(self, app_label: str, state: Any) -> None:
        for model, fields in self.columns.items():
            for name, field in fields.items():
                state.alter_field(app_label, model, name, field.clone(), preserve_default=True)

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        for model, fields in self.columns.items():
            clear, sealed = (state.apps.get_model(app_label, model) for state in (from_state, to_state))
            to_bytes(schema_editor, clear, sealed, fields)
            rewrite(schema_editor.connection, sealed, list(fields), SealedField.sealed_bytes)

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        for model, fields in self.columns.items():
            sealed, clear = (state.apps.get_model(app_label, model) for state in (from_state, to_state))
            rewrite(schema_editor.connection, sealed, list(fields), SealedField.opened_bytes)
            to_text(schema_editor, sealed, clear, fields)

    def describe(self) -> str:
        return f"Seal {', '.join(f'{model}.{name}' for model, fields in self.columns.items() for name in fields)}"


def to_bytes(schema_editor: Any, clear: Any, sealed: Any, names: Iterable[str]) -> None:
    """The columns hold the bytes of the text that they held."""
    if schema_editor.connection.vendor == "postgresql":
        recast(schema_editor, sealed, names, "convert_to({}::text, 'UTF8')")
    else:
        remake(schema_editor, clear, sealed, names)
        cast(schema_editor, sealed, names, "BLOB")


def to_text(schema_editor: Any, sealed: Any, clear: Any, names: Iterable[str]) -> None:
    """The way back. SQLite must have text before it makes the table anew, whose constraints look at it."""
    if schema_editor.connection.vendor == "postgresql":
        recast(schema_editor, clear, names, "convert_from({}, 'UTF8')::{}")
    else:
        cast(schema_editor, sealed, names, "TEXT")
        remake(schema_editor, sealed, clear, names)


def recast(schema_editor: Any, table: Any, names: Iterable[str], how: str) -> None:
    quoted, changes = schema_editor.quote_name, []
    for field in map(table._meta.get_field, names):
        column, kind = quoted(field.column), field.db_type(schema_editor.connection)
        changes.append(f"ALTER COLUMN {column} TYPE {kind} USING {how.format(column, kind)}")
    schema_editor.execute(f"ALTER TABLE {quoted(table._meta.db_table)} {', '.join(changes)}", None)


def remake(schema_editor: Any, old: Any, new: Any, names: Iterable[str]) -> None:
    """By Django's own function for it, because the public one changes a single field. Values are copied as they are."""
    pairs = [(old._meta.get_field(name), new._meta.get_field(name)) for name in names]
    schema_editor._remake_table(old, alter_fields=pairs)


def cast(schema_editor: Any, table: Any, names: Iterable[str], kind: str) -> None:
    """SQLite keeps with each value of which kind it is, whatever the column says."""
    quoted = schema_editor.quote_name
    columns = [quoted(table._meta.get_field(name).column) for name in names]
    changes = ", ".join(f"{column} = CAST({column} AS {kind})" for column in columns)
    schema_editor.execute(f"UPDATE {quoted(table._meta.db_table)} SET {changes}")


def rewrite(connection: Any, table: Any, names: list[str], turn: Callable[..., bytes]) -> None:
    """Turn every value of these columns of bytes; each row is written once, whatever their number."""
    fields, key, quoted = [table._meta.get_field(name) for name in names], table._meta.pk, connection.ops.quote_name
    columns = ", ".join(f"{quoted(field.column)} = %s" for field in fields)
    statement = f"UPDATE {quoted(table._meta.db_table)} SET {columns} WHERE {quoted(key.column)} = %s"
    with connection.cursor() as cursor:
        for rows in batches(connection, table, fields):
            written = [
                [
                    *(turn(field, data, *parts) if data else data for field, data, parts in values),
                    key.get_db_prep_save(pk, connection),
                ]
                for pk, values in rows
                if any(data for _, data, _ in values)
            ]
            cursor.executemany(statement, written)


def batches(connection: Any, table: Any, fields: list[SealedField]) -> Iterator[list[tuple[Any, list[Stored]]]]:
    """Every row with its key, in the order of the keys."""
    stored = {f"stored_{field.name}": as_stored(field) for field in fields}
    bound = {name for field in fields for name in field.bound_to} - {"pk"}
    rows = table._default_manager.using(connection.alias).order_by("pk")
    rows = rows.annotate(**stored).values("pk", *stored, *bound)
    after = None
    while some := list((rows.filter(pk__gt=after) if after is not None else rows)[:ROWS_AT_ONCE]):
        yield [(row["pk"], [stored_in(row, field) for field in fields]) for row in some]
        after = some[-1]["pk"]


def as_stored(field: SealedField) -> Func:
    return Func(F(field.name), template="%(expressions)s", output_field=models.BinaryField())


def stored_in(row: dict[str, Any], field: SealedField) -> Stored:
    data = row[f"stored_{field.name}"]
    return field, None if data is None else bytes(data), [row[name] for name in field.bound_to]


def leaving_nothing(*tables: str) -> list[Any]:
    """The operations of a migration of its own, with `atomic = False`: what was sealed is nowhere in the clear any more.

    A row that was changed stays in the files of a database until it needs the room. A dump does not hold it; a copy of
    the files does.
    """
    return [migrations.RunPython(partial(write_anew, tables), migrations.RunPython.noop, atomic=False)]


def write_anew(tables: tuple[str, ...], apps: Any, schema_editor: Any) -> None:
    connection = schema_editor.connection
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            for table in tables:
                cursor.execute(f"VACUUM FULL {connection.ops.quote_name(table)}")
        else:
            cursor.execute("VACUUM")
