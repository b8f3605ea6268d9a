"""Sealing everything again with the newest key, so that an older one can be taken out of the key file."""

from collections.abc import Iterator

from django.apps import apps
from django.db import models, transaction
from django.db.models import Q

from .fields import SealedField
from .keys import is_newest

ROWS_AT_ONCE = 500


def sealed_fields() -> Iterator[tuple[type[models.Model], list[SealedField]]]:
    for model in apps.get_models():
        fields = [field for field in model._meta.concrete_fields if isinstance(field, SealedField)]
        if fields and model._meta.managed:
            yield model, fields


def reseal() -> int:
    """Every value that an older key sealed, in batches; killed, it goes on where it was. Returns rows changed."""
    return sum(reseal_model(model, fields) for model, fields in sealed_fields())


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
