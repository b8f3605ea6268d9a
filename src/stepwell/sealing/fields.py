"""Model fields whose content is sealed in the database. In Python they are what was put in.

Opened only when the attribute is read, so a list of rows that shows no text opens none. A value is bound to its row by
the row's key, which must be known before it is saved (give the model a UUID), or by what else tells it from every other
row (`bound_to`). `QuerySet.update`, `bulk_update` and filters cannot know the row, so they refuse: set the attribute
and save, or give `update` what `sealed` made for the row.
"""

import json
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from django.core.exceptions import FieldError
from django.db import models
from django.db.models.query_utils import DeferredAttribute
from pydantic_core import from_json

from .keys import CannotUnseal, seal, unseal


class Sealed(NamedTuple):
    """What lies in the database, as `.values()` gives it: it shows nothing by itself."""

    data: bytes

    def __repr__(self) -> str:
        return "<sealed>"


class Opening(DeferredAttribute):
    """Opens the value the first time that somebody reads it."""

    field: "SealedField"

    def __get__(self, instance, cls=None):
        value = super().__get__(instance, cls)
        if isinstance(value, Sealed):
            value = self.field.opened(value, *self.field.parts_of(instance))
            instance.__dict__[self.field.attname] = value
        return value

    def __set__(self, instance, value):
        """Its being here makes Python ask this object first, before the row's own dictionary."""
        instance.__dict__[self.field.attname] = value


class SealedField(models.Field):
    """The base of the three below, which say how their Python value becomes bytes.

    `bound_to` names the attributes that say which row it is, where the database numbers the rows: a sealed value that
    is moved to a row in which they differ does not open.
    """

    descriptor_class = Opening
    empty_strings_allowed = False
    empty: Any = None

    def __init__(self, *args: Any, bound_to: Sequence[str] = ("pk",), **kwargs: Any) -> None:
        self.bound_to = tuple(bound_to)
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, kwargs if self.bound_to == ("pk",) else kwargs | {"bound_to": self.bound_to}

    def get_internal_type(self) -> str:
        return "BinaryField"

    def to_bytes(self, value: Any) -> bytes:
        raise NotImplementedError

    def from_bytes(self, data: bytes) -> Any:
        raise NotImplementedError

    def parts_of(self, row: models.Model) -> list[Any]:
        return [getattr(row, name) for name in self.bound_to]

    def place(self, *parts: Any) -> str:
        """What is authenticated with the value. No part holds a space: they are keys, and ids of a framework."""
        if None in parts:
            raise FieldError(f"{self}: a sealed field belongs to a row that knows its key before it is saved")
        return f"{self.model._meta.label}.{self.name}:{' '.join(map(str, parts))}"

    def sealed(self, value: Any, *parts: Any) -> Sealed:
        """For whoever writes without a row of the model: `parts` are those of the row, in the order of `bound_to`."""
        return Sealed(self.sealed_bytes(self.to_bytes(value), *parts) if value != self.empty else b"")

    def opened(self, sealed: Sealed, *parts: Any) -> Any:
        return self.from_bytes(self.opened_bytes(sealed.data, *parts)) if sealed.data else self.empty

    def sealed_bytes(self, data: bytes, *parts: Any) -> bytes:
        return seal(data, self.place(*parts))

    def opened_bytes(self, data: bytes, *parts: Any) -> bytes:
        return unseal(data, self.place(*parts))

    def opener(self) -> Callable[[str, bytes], bytes | None]:
        """For whoever goes through thousands of rows: what opens the bytes that lie in the row with a key, and gives None
        where they cannot be opened."""
        place = self.place("")

        def opened(pk: str, sealed: bytes) -> bytes | None:
            try:
                return unseal(bytes(sealed), place + pk) if sealed else b""
            except CannotUnseal:
                return None

        return opened

    def from_db_value(self, value, expression, connection):
        return None if value is None else Sealed(bytes(value))

    def pre_save(self, model_instance, add):
        """Sealed anew only if it was read or set since: an unopened value goes back as it came."""
        value = model_instance.__dict__.get(self.attname)
        if value is None or isinstance(value, Sealed):
            return value
        return self.sealed(value, *self.parts_of(model_instance))

    def get_prep_value(self, value):
        if value is None or isinstance(value, Sealed):
            return value
        if value == self.empty:
            return Sealed(b"")
        raise FieldError(f"{self}: set it on the row and save; sealed text can be neither updated in bulk nor searched")

    def get_db_prep_value(self, value, connection, prepared=False):
        value = value if prepared else self.get_prep_value(value)
        return None if value is None else connection.Database.Binary(value.data)

    def get_default(self):
        return super().get_default() if self.has_default() else (None if self.null else self.empty)

    def value_to_string(self, obj):
        raise FieldError(f"{self}: sealed content is not serialised")


class SealedTextField(SealedField):
    """Text. `max_length` is for forms to read; the column has none."""

    empty = ""

    def to_bytes(self, value: str) -> bytes:
        return value.encode()

    def from_bytes(self, data: bytes) -> str:
        return data.decode()


class SealedBinaryField(SealedField):
    """Bytes: an attached file."""

    empty = b""

    def to_bytes(self, value: bytes) -> bytes:
        return bytes(value)

    def from_bytes(self, data: bytes) -> bytes:
        return data


class SealedJSONField(SealedField):
    """Anything JSON can say. Nothing is None."""

    def to_bytes(self, value: Any) -> bytes:
        return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()

    def from_bytes(self, data: bytes) -> Any:
        return from_json(data)  # what a matching run keeps is megabytes: a third faster than json.loads


def holds_something(row: models.Model, name: str) -> bool:
    """Whether there is anything in a sealed field. Nothing is opened, so it is known without the key, too."""
    value = row.__dict__.get(name)
    return bool(value.data) if isinstance(value, Sealed) else bool(value)
