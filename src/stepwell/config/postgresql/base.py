"""An error of PostgreSQL quotes the row that failed: “Failing row contains (…)”, “Key (email)=(…) already exists”.

From there it would come into the log, into the stored results of failed tasks and onto an operator's screen. So it is
said which rule was broken, and where, and never by what. SQLite's errors quote nothing.
"""

import re
from types import TracebackType
from typing import Any

import psycopg
from django.db.backends.postgresql import base
from django.db.utils import DatabaseErrorWrapper
from django.utils.functional import cached_property

# SQLSTATE classes: data that does not fit its column, and data that breaks a constraint. Both quote it in the first line.
ABOUT_DATA = ("22", "23")
# What our own triggers raise, in words of our own that hold no data; the server itself always says which rule it was.
OURS = "23000"


class DatabaseWrapper(base.DatabaseWrapper):
    @cached_property
    def wrap_database_errors(self) -> DatabaseErrorWrapper:
        return WithoutContent(self)


class WithoutContent(DatabaseErrorWrapper):
    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> Any:
        if isinstance(error, psycopg.Error):
            error.args = (without_content(error),)
        return super().__exit__(kind, error, traceback)


def without_content(error: psycopg.Error) -> str:
    """What comes from the server and is no error about data, or from our triggers, keeps its first line; what comes from
    the driver, all of it."""
    if error.sqlstate is None:
        return str(error)
    first = (str(error).splitlines() or [""])[0]
    if error.sqlstate == OURS or not error.sqlstate.startswith(ABOUT_DATA):
        return first
    found = {"table": error.diag.table_name, "column": error.diag.column_name, "rule": error.diag.constraint_name}
    where = ", ".join(f"{what} {name}" for what, name in found.items() if name)
    return f"{re.sub('(?<=[a-z])(?=[A-Z])', ' ', type(error).__name__).lower()} ({where or error.sqlstate})"
