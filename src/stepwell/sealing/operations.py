"""The keys of an installation: the first one, and sealing everything again with the newest."""

from pathlib import Path

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q

from . import queries
from .fields import SealedField
from .keys import KeyFault, is_newest, make_key_file

ROWS_AT_ONCE = 500


def ensure_key_file() -> None:
    """Make the first key, before the tables are brought up to date: what is in them in the clear is sealed on the way.

    Where something is sealed already, a missing file is a fault.
    """
    file = Path(settings.SEALING_KEY_FILE)
    if file.exists():
        return
    if queries.keys_in_use(tables=queries.tables_as_they_are()):
        raise KeyFault(
            f"{file} is not there, and what people wrote is sealed with a key from it. Put it back from where you keep it"
        )
    make_key_file(file)


def reseal() -> int:
    """Every value that an older key sealed, in batches; killed, it goes on where it was. Returns rows changed."""
    return sum(reseal_model(model, fields) for model, fields in queries.sealed_fields())


def reseal_model(model: type[models.Model], fields: list[SealedField]) -> int:
    changed, after = 0, None
    while True:
        rows = model._default_manager.order_by("pk")
        keys = list(
            (rows.filter(pk__gt=after) if after is not None else rows).values_list("pk", flat=True)[:ROWS_AT_ONCE]
        )
        if not keys:
            return changed
        changed += reseal_rows(model, fields, keys)
        after = keys[-1]


@transaction.atomic
def reseal_rows(model: type[models.Model], fields: list[SealedField], keys: list) -> int:
    changed = 0
    for row in model._default_manager.select_for_update().filter(Q(pk__in=keys)):
        old = [field for field in fields if is_old(row.__dict__.get(field.attname))]
        for field in old:
            getattr(row, field.attname)
        if old:
            row.save(update_fields=[field.name for field in old])
            changed += 1
    return changed


def is_old(value) -> bool:
    return value is not None and bool(value.data) and not is_newest(value.data)
