"""What is sealed with which key, and whether that key is here."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.apps import apps
from django.apps.registry import Apps
from django.conf import settings
from django.db import connection, models
from django.db.migrations.loader import MigrationLoader
from django.db.models import Count, F, Func

from .fields import SealedField
from .keys import NAME_BYTES, KeyFault, fingerprint, keyring

SAMPLE = 100


def sealed_fields(tables: Apps = apps) -> Iterator[tuple[type[models.Model], list[SealedField]]]:
    for model in tables.get_models():
        fields = [field for field in model._meta.concrete_fields if isinstance(field, SealedField)]
        if fields and model._meta.managed:
            yield model, fields


def key_name(field: SealedField) -> Func:
    """The bytes of a sealed value that name its key; the value itself stays in the database."""
    template = f"substr(%(expressions)s, 2, {NAME_BYTES})"
    return Func(F(field.name), template=template, output_field=models.BinaryField())


def tables_as_they_are() -> Apps:
    """The tables as the migrations that were carried out left them, where others wait."""
    loader = MigrationLoader(connection)
    return loader.project_state([node for node in loader.applied_migrations if node in loader.graph.nodes]).apps


def keys_in_use(sample: int | None = None, tables: Apps = apps) -> Counter[str]:
    """How many values each key sealed, by its fingerprint. With `sample`, among that many rows of each table."""
    found: Counter[str] = Counter()
    for model, fields in sealed_fields(tables):
        for field in fields:
            rows = model._default_manager.order_by().annotate(key_name=key_name(field))
            if sample is None:
                counted = rows.values_list("key_name").annotate(Count("pk"))
            else:
                counted = [(name, 1) for name in rows.values_list("key_name", flat=True)[:sample]]
            for name, count in counted:
                if name is not None and bytes(name):
                    found[fingerprint(bytes(name))] += count
    return found


def keys_here() -> list[str]:
    """The keys of the key file by their fingerprints, the newest first; none if the file cannot be used."""
    try:
        return [fingerprint(name) for name in keyring().keys]
    except KeyFault:
        return []


@dataclass(frozen=True)
class KeyState:
    """`here` are the keys of the key file, the newest first; `missing` those that sealed something and are not in it."""

    here: list[str]
    in_use: Counter[str]
    fault: str = ""

    @property
    def missing(self) -> list[str]:
        return sorted(set(self.in_use) - set(self.here))

    def warnings(self) -> list[str]:
        """For whoever runs the installation; empty where everything can be opened."""
        lines = [f"SEALING KEY: {self.fault}"] if self.fault else []
        return lines + ([missing_words(self.missing)] if self.missing else [])


def missing_words(names: Iterable[str]) -> str:
    return (
        f"SEALING KEY: what people wrote is sealed with {', '.join(sorted(names))}, which is not in "
        f"{settings.SEALING_KEY_FILE}. They cannot read it, and nothing is lost: put that key back from where you keep "
        "it, as a further line of the file, and restart"
    )


def key_state(sample: int | None = None) -> KeyState:
    fault = ""
    try:
        keyring()
    except KeyFault as error:
        fault = str(error)
    return KeyState(keys_here(), keys_in_use(sample), fault)
