"""Supporter roles: every condition the packs at hand name, and the roles each suggests. A suggestion is never applied by itself."""

from dataclasses import dataclass

from stepwell.domain.framework import Pack
from stepwell.domain.framework.parts import Role
from stepwell.frameworks.queries import StoredPack


@dataclass(frozen=True)
class Condition:
    """One row: what is so, and which roles help, in order (equal numbers side by side), each with its reason."""

    id: str
    text: str
    is_stage: bool
    suggests: tuple[tuple[int, str, str], ...]


@dataclass(frozen=True)
class SupporterRole:
    """`id` is `pack/role`. `follow_up`: whoever takes it follows up afterwards, so that something is done (R19)."""

    id: str
    name: str
    definition: str
    does: str
    follow_up: bool


def conditions_of(packs: list[StoredPack]) -> list[Condition]:
    return [row for stored in packs for row in (*stages_of(stored.pack), *conditions_in(stored.pack))]


def stages_of(pack: Pack) -> list[Condition]:
    return [
        Condition(
            f"{pack.id}/{stage.id}",
            stage.condition,
            True,
            tuple((one.order, f"{pack.id}/{one.role}", one.purpose) for one in stage.suggest),
        )
        for stage in pack.stages
    ]


def conditions_in(pack: Pack) -> list[Condition]:
    return [
        Condition(
            f"{pack.id}/{role.id}.when.{number}", when.condition, False, ((1, f"{pack.id}/{role.id}", when.condition),)
        )
        for role in pack.roles
        for number, when in enumerate(role.when, 1)
    ]


def roles_of(packs: list[StoredPack]) -> list[SupporterRole]:
    return [supporter(stored.pack, role) for stored in packs for role in stored.pack.roles]


def supporter(pack: Pack, role: Role) -> SupporterRole:
    return SupporterRole(f"{pack.id}/{role.id}", role.name, role.definition, role.does, role.follow_up)
