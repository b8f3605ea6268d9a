"""Builds what people did in the past year: self-assessments, drafts, focuses, shares, expected levels."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from typing import Any

from django.db.models import Model

from stepwell.assessments.models import Focus, Placement, SelfAssessment, SharedAssessment
from stepwell.careers.models import ExpectedLevel
from stepwell.domain.framework import Dimension, Pack
from stepwell.domain.framework.parts import Bipolar
from stepwell.frameworks.queries import StoredPack
from stepwell.people.models import Appointment, Person
from stepwell.sharing.models import Share, ShareOpening

from .builder import BATCH, Builder, Staff
from .examples import EXAMPLES, REASONS, REFLECTIONS


@dataclass
class Rows:
    """Rows to write, by table."""

    assessments: list[SelfAssessment] = field(default_factory=list)
    placements: list[Placement] = field(default_factory=list)
    focuses: list[Focus] = field(default_factory=list)
    shares: list[Share] = field(default_factory=list)
    shared: list[SharedAssessment] = field(default_factory=list)
    openings: list[ShareOpening] = field(default_factory=list)
    expected: list[ExpectedLevel] = field(default_factory=list)

    def save(self) -> None:
        tables: list[tuple[type[Model], list[Any]]] = [
            (SelfAssessment, self.assessments), (Placement, self.placements), (Focus, self.focuses), (Share, self.shares),
            (SharedAssessment, self.shared), (ShareOpening, self.openings), (ExpectedLevel, self.expected),
        ]  # fmt: skip
        for table, rows in tables:
            table._default_manager.bulk_create(rows, batch_size=BATCH)
            rows.clear()


class Historian:
    """Writes one organisation's year, in batches so that a hundred thousand people fit in memory."""

    def __init__(self, builder: Builder, packs: list[StoredPack]):
        self.random: Random = builder.random
        self.builder = builder
        self.now = builder.now
        self.packs = [stored for stored in packs if stored.pack.dimensions]
        self.rows = Rows()

    def write(self, staff: Staff, *, everyone: Iterable[Appointment] = ()) -> None:
        """A share of the people has a history; `everyone` names those who have one in any case."""
        certain = {appointment.person_id for appointment in everyone}
        for appointment in staff.appointments:
            if appointment.person_id in certain or self.random.random() < staff.plan.share:
                self.year_of(appointment)
            if len(self.rows.placements) > 5 * BATCH:
                self.rows.save()
        self.rows.save()

    def year_of(self, appointment: Appointment) -> None:
        """One to three self-assessments; the latest is sometimes still a draft."""
        if not self.packs:
            return
        stored = self.random.choice(self.packs[:2])
        days = sorted(self.random.sample(range(5, 360), self.random.choice([1, 1, 2, 3])), reverse=True)
        skill = self.random.gauss(0.45, 0.18)
        for place, day in enumerate(days):
            if self.random.random() < 0.2:
                stored = self.random.choice(self.packs)
            latest = place == len(days) - 1
            self.assess(
                appointment,
                stored,
                self.now - timedelta(days=day, minutes=self.random.randint(0, 500)),
                skill + 0.1 * place,
                draft=latest and self.random.random() < 0.3,
            )

    def assess(
        self,
        appointment: Appointment,
        stored: StoredPack,
        at: datetime,
        skill: float,
        *,
        draft: bool,
        share: bool = True,
    ) -> SelfAssessment:
        assessment = SelfAssessment(
            id=self.builder.uuid(),
            person_id=appointment.person_id,
            version=stored.version,
            overlay=stored.overlay,
            appointment=appointment,
            purpose=self.random.choice(["conversation", "conversation", "myself", "mentoring"]),
            started_at=at,
            confidentiality_read_at=at if stored.pack.notices_of("confidentiality") else None,
            completed_at=None if draft else at + timedelta(minutes=self.random.randint(12, 45)),
        )
        self.rows.assessments.append(assessment)
        dimensions = stored.pack.dimensions
        answered = dimensions[: self.random.randint(1, max(1, len(dimensions) - 1))] if draft else dimensions
        placed = [
            self.place(assessment, stored.pack, dimension, skill, at) for dimension in answered if not dimension.missing
        ]
        if not draft:
            self.focus(assessment, placed)
            if share:
                self.maybe_share(assessment, appointment, stored)
        return assessment

    def place(
        self, assessment: SelfAssessment, pack: Pack, dimension: Dimension, skill: float, at: datetime
    ) -> Placement:
        placement = Placement(
            assessment=assessment,
            dimension_id=dimension.id,
            saved_at=at + timedelta(minutes=self.random.randint(1, 10)),
        )
        if self.random.random() < 0.65:
            placement.example, placement.situation = self.random.choice(EXAMPLES)
        if dimension.levels:
            self.place_on_level(placement, pack, skill)
        elif dimension.bipolar:
            self.place_between(placement, dimension.bipolar, skill)
        elif self.random.random() < 0.6:
            placement.reflection = self.random.choice(REFLECTIONS)
        self.rows.placements.append(placement)
        return placement

    def place_on_level(self, placement: Placement, pack: Pack, skill: float) -> None:
        steps = [level.id for level in pack.levels if not level.below_scale]
        chance = self.random.random()
        placement.state = "not_sure" if chance < 0.05 else "not_my_role" if chance < 0.09 else "placed"
        if placement.state == "placed":
            index = round(self.random.gauss(skill, 0.16) * (len(steps) - 1))
            placement.level_id = steps[min(max(index, 0), len(steps) - 1)]
        if placement.state != "not_my_role":
            placement.importance = self.random.randint(max(1, len(steps) - 2), len(steps))

    def place_between(self, placement: Placement, item: Bipolar, skill: float) -> None:
        strength = min(max(round(self.random.gauss(skill, 0.2) * (item.points - 1)), 0), item.points - 1)
        placement.state = "placed"
        placement.rating = item.points - strength if item.positive_end == 1 else 1 + strength
        weak = strength < item.points / 2
        if item.wish:
            placement.wish = self.random.choice(["yes", "yes", "maybe"] if weak else ["no", "no", "maybe"])

    def focus(self, assessment: SelfAssessment, placed: list[Placement]) -> None:
        chosen = [placement for placement in placed if placement.state != "not_my_role"]
        self.random.shuffle(chosen)
        for position, placement in enumerate(chosen[: self.random.randint(0, 3)], 1):
            self.rows.focuses.append(
                Focus(
                    assessment=assessment,
                    dimension_id=placement.dimension_id,
                    position=position,
                    chosen_at=finished_at(assessment),
                )
            )

    def maybe_share(self, assessment: SelfAssessment, appointment: Appointment, stored: StoredPack) -> None:
        if appointment.manager_id and self.random.random() < 0.5:
            self.share(assessment, appointment, stored, appointment.manager_id)

    def share(self, assessment: SelfAssessment, appointment: Appointment, stored: StoredPack, recipient_id) -> Share:
        at = finished_at(assessment) + timedelta(minutes=self.random.randint(5, 3000))
        share = Share(
            id=self.builder.uuid(),
            owner_id=appointment.person_id,
            recipient_id=recipient_id,
            kind="assessments",
            title=f"{stored.pack.called}, {finished_at(assessment):%B %Y}",
            purpose="conversation",
            granted_at=min(at, self.now),
            until_date=(at + timedelta(days=90)).date(),
            withdrawn_at=min(at + timedelta(days=20), self.now) if self.random.random() < 0.15 else None,
            while_manager=recipient_id == appointment.manager_id,
        )
        self.rows.shares.append(share)
        self.rows.shared.append(SharedAssessment(share=share, assessment=assessment))
        if self.random.random() < 0.7 and at + timedelta(days=1) < self.now:
            self.rows.openings.append(ShareOpening(share=share, opened_at=at + timedelta(days=1)))
        return share

    def expect(self, appointment: Appointment, stored: StoredPack, manager: Person) -> None:
        """The manager expects another level than the grade suggests in one or two dimensions."""
        at = self.now - timedelta(days=self.random.randint(20, 200))
        for dimension in self.random.sample(stored.pack.dimensions, min(2, len(stored.pack.dimensions))):
            if dimension.missing or not dimension.levels:
                continue
            self.rows.expected.append(
                ExpectedLevel(
                    appointment=appointment,
                    framework=stored.version.framework,
                    dimension_id=dimension.id,
                    level_id=self.random.choice(stored.pack.levels[-3:]).id,
                    reason=self.random.choice(REASONS),
                    discussed_on=(at - timedelta(days=3)).date(),
                    set_at=at,
                    set_by=manager,
                )
            )


def finished_at(assessment: SelfAssessment) -> datetime:
    """Only finished ones are asked for it; a draft's is when it began."""
    return assessment.completed_at or assessment.started_at
