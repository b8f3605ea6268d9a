"""Reads that are put together once in a process and run again and again with other values.

Django works out the SQL of a queryset anew each time, which takes about ten times as long as SQLite takes to answer it.
The reads that nearly every page makes are therefore prepared:

    OWN_SHARES = prepared(lambda owner, today: Share.objects.filter(owner=owner, until_date__gte=today))
    OWN_SHARES.rows(owner=person, today=today)

The function is called once, with stand-ins for the values, so it must not look at them, and a list (`__in`) cannot be
one of them. Everything else that a queryset can do it may do. What is kept is the statement, never a row. docs/adr/0014.
"""

import inspect
from collections.abc import Callable, Iterable, Sequence
from copy import copy
from datetime import date, datetime
from functools import cached_property
from typing import Any, Generic, TypeVar, cast
from uuid import UUID

from django.db import DEFAULT_DB_ALIAS, connections, models
from django.db.models import Expression, QuerySet
from django.db.models.sql import Query
from django.db.models.sql.compiler import SQLCompiler
from django.utils import timezone


class Given(Expression):
    """Stands in the statement for a value that each run brings."""

    def __init__(self, name: str) -> None:
        super().__init__(output_field=models.Field())
        self.name = name

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        return "%s", (self,)


def bound(value: Any, connection: Any) -> Any:
    """A value as the database's driver takes it."""
    if isinstance(value, models.Model):
        value = value.pk
    if isinstance(value, datetime):
        return connection.ops.adapt_datetimefield_value(value)
    if isinstance(value, date):
        return connection.ops.adapt_datefield_value(value)
    if isinstance(value, UUID) and not connection.features.has_native_uuid_field:
        return value.hex
    return value


class PreparedCompiler(SQLCompiler):
    """Knows its SQL already. Each run works with a copy, which has the values and the connection of that run."""

    given: dict[str, Any]

    def prepare(self) -> None:
        self.sql, self.params = super().as_sql()
        # What turns a column's value into Python's depends on the engine alone. Django finds it out at each run.
        self.converters = super().get_converters([column for column, *_ in self.select])

    def get_converters(self, expressions: Any) -> Any:
        return self.converters

    def as_sql(self, with_limits: bool = True, with_col_aliases: bool = False) -> tuple[str, tuple[Any, ...]]:
        values = (self.given[param.name] if isinstance(param, Given) else param for param in self.params)
        return self.sql, tuple(bound(value, self.connection) for value in values)


class PreparedQuery(Query):
    given: dict[str, Any]
    kept: dict[tuple[str, str], PreparedCompiler]  # by engine and time zone, which stand in the SQL; for every run

    def get_compiler(self, using: str | None = None, connection: Any = None, elide_empty: bool = True) -> Any:
        connection = connection or connections[using or DEFAULT_DB_ALIAS]
        key = (connection.vendor, timezone.get_current_timezone_name())
        if key not in self.kept:
            compiler = PreparedCompiler(self, connection, using, elide_empty)
            compiler.prepare()
            self.kept[key] = compiler
        run = copy(self.kept[key])
        run.connection, run.using, run.given = connection, using, self.given
        return run


Row = TypeVar("Row")


class Prepared(Generic[Row]):
    def __init__(self, build: Callable[..., QuerySet[Any, Row]]) -> None:
        self.build = build
        self.names = tuple(inspect.signature(build).parameters)

    @cached_property
    def queryset(self) -> QuerySet[Any, Row]:
        """Made at the first run, when all models are there."""
        queryset = self.build(*map(Given, self.names))
        query = cast(PreparedQuery, queryset.query.chain(klass=PreparedQuery))
        query.kept = {}
        # Not by `query`, whose setter forgets in which form `values_list` was asked for.
        queryset._query = query  # type: ignore[attr-defined]  # which the stubs leave out
        return queryset

    def rows(self, **given: Any) -> list[Row]:
        if given.keys() != set(self.names):
            raise TypeError(f"This read needs {', '.join(self.names)}; it was given {', '.join(given)}")
        queryset = self.queryset.all()
        cast(PreparedQuery, queryset.query).given = given
        return list(queryset)

    def first(self, **given: Any) -> Row | None:
        """The first row, where the queryset says in which order and that one is enough: `[:1]`."""
        return next(iter(self.rows(**given)), None)


def prepared(build: Callable[..., QuerySet[Any, Row]]) -> Prepared[Row]:
    return Prepared(build)


class RowsOf:
    """Rows of one table, written without an object for each: what `bulk_create` writes, in a tenth of its time.

        RATINGS = RowsOf(Rating, "id", "response", "item_id", "level")
        RATINGS.add([(17, response.pk, "listening", 3)])

    Every column that has no default in the database must be among the names; a model's own defaults are not asked.
    """

    def __init__(self, model: type[models.Model], *names: str) -> None:
        self.model, self.names = model, names

    @cached_property
    def fields(self) -> list[Any]:
        return [self.model._meta.get_field(name) for name in self.names]

    def add(self, rows: Iterable[Sequence[Any]]) -> None:
        connection = connections[DEFAULT_DB_ALIAS]
        written = [self.as_stored(row, connection) for row in rows]
        if written:
            with connection.cursor() as cursor:
                cursor.executemany(self.statement(connection.ops.quote_name), written)

    def as_stored(self, row: Sequence[Any], connection: Any) -> list[Any]:
        pairs = zip(self.fields, row, strict=True)
        return [field.get_db_prep_save(value, connection) for field, value in pairs]

    def statement(self, quoted: Callable[[str], str]) -> str:
        """Both databases read the same; names come from the model, values are never in it."""
        columns = ", ".join(quoted(field.column) for field in self.fields)
        values = ", ".join(["%s"] * len(self.fields))
        return f"INSERT INTO {quoted(self.model._meta.db_table)} ({columns}) VALUES ({values})"
