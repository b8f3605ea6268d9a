"""Writes about programmes. What people joined on stays as it was: once open, only what takes nothing away may change."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.text import slugify

from stepwell.audit.operations import record
from stepwell.domain.mentoring import Fault
from stepwell.frameworks.queries import pack_of
from stepwell.people.models import Organisation, Person

from .. import emails
from ..models import CodeOfConduct, MatchingQuota, MentoringProgramme, ProgrammeOrganisation
from .refusals import AlreadyOpen, AlreadyThere, Faulty, NotOpen, WrongState

State, Part = MentoringProgramme.State, ProgrammeOrganisation.State
PARTS = (
    "version", "overlay", "title", "summary", "intake", "joins_from", "joins_until", "months", "places", "identities",
    "weight_need", "weight_preferences", "weight_crossing", "acceptable_from", "even_load", "waiting", "offers_next", "accept_days", "quiet_days",
)  # fmt: skip
# What may change while people are in it: days, and how long things take; never what was promised to them.
STILL = ("summary", "intake", "joins_from", "joins_until", "places", "accept_days", "quiet_days")
WEIGHTS = ("weight_need", "weight_preferences", "weight_crossing")


@dataclass(frozen=True)
class CodePlan:
    """A code of conduct as it is to stand: an unchanged one makes no new version."""

    title: str
    text: str
    address: str = ""
    side: str = CodeOfConduct.Side.BOTH


@transaction.atomic
def create_programme(
    *, host: Organisation, codes: Sequence[CodePlan] = (), by: Person, at: datetime, **parts: Any
) -> MentoringProgramme:
    """A draft. Raises Faulty with every fault."""
    programme = MentoringProgramme(host=host, created_at=at, created_by=by)
    fill(programme, parts, PARTS)
    programme.slug = free_slug(programme.title)
    programme.save(force_insert=True)
    ProgrammeOrganisation.objects.create(
        programme=programme,
        organisation=host,
        state=Part.TAKING_PART,
        asked_at=at,
        asked_by=by,
        decided_at=at,
        decided_by=by,
    )
    write_codes(programme, codes, by=by, at=at)
    record("mentoring_programme_created", by=by, at=at, about=programme, organisation_id=host.pk)
    return programme


@transaction.atomic
def change_programme(
    programme: MentoringProgramme, *, codes: Sequence[CodePlan] | None = None, by: Person, at: datetime, **parts: Any
) -> MentoringProgramme:
    """A draft changes whole. An open one keeps its framework, weights and length; a changed code is a new version."""
    stored = locked(programme)
    if stored.state == State.CLOSED:
        raise NotOpen
    if stored.state == State.OPEN and (refused := changed(stored, parts) - set(STILL)):
        raise AlreadyOpen(f"{AlreadyOpen.sentence} ({', '.join(sorted(refused))})")
    fill(stored, parts, PARTS)
    stored.save()
    if codes is not None:
        write_codes(stored, codes, by=by, at=at)
    record("mentoring_programme_changed", by=by, at=at, about=stored, organisation_id=stored.host_id)
    return stored


def changed(programme: MentoringProgramme, parts: dict[str, Any]) -> set[str]:
    return {name for name, value in parts.items() if getattr(programme, name) != value}


def fill(programme: MentoringProgramme, parts: dict[str, Any], allowed: Sequence[str]) -> None:
    if unknown := set(parts) - set(allowed):
        raise TypeError(f"not parts of a programme: {sorted(unknown)}")
    for name, value in parts.items():
        setattr(programme, name, value)
    if faults := faults_of(programme):
        raise Faulty(faults)


def faults_of(programme: MentoringProgramme) -> list[Fault]:
    found = []
    if not programme.title.strip():
        found.append(Fault("title", "Give the programme a name."))
    if not programme.summary.strip():
        found.append(Fault("summary", "Say what the scheme is: anybody can read it."))
    if not has_wishes(programme):
        found.append(Fault("version", "Choose a framework in which people say what they want to work on in mentoring."))
    if programme.intake == MentoringProgramme.Intake.DATED:
        found += faults_of_days(programme)
    if not 1 <= programme.months <= 36:
        found.append(Fault("months", "A relationship lasts from 1 to 36 months."))
    if not any(getattr(programme, weight) for weight in WEIGHTS):
        found.append(Fault("weight_need", "Give at least one of the three a weight above 0."))
    if not 3 <= programme.accept_days <= 60:
        found.append(Fault("accept_days", "Give people from 3 to 60 days to answer."))
    return found


def faults_of_days(programme: MentoringProgramme) -> list[Fault]:
    if programme.joins_from is None or programme.joins_until is None:
        return [Fault("joins_from", "Enter the first and the last day on which people can join.")]
    if programme.joins_until <= programme.joins_from:
        return [Fault("joins_until", "Choose a day after the first day.")]
    return []


def has_wishes(programme: MentoringProgramme) -> bool:
    pack = pack_of(programme.version, programme.overlay)
    return any(dimension.bipolar and dimension.bipolar.wish for dimension in pack.dimensions)


def free_slug(title: str) -> str:
    """An address of its own, from the name; a number after it where the name is taken."""
    stem = slugify(title)[:50] or "mentoring"
    taken = set(MentoringProgramme.objects.filter(slug__startswith=stem).values_list("slug", flat=True))
    if stem not in taken:
        return stem
    return next(f"{stem}-{n}" for n in range(2, len(taken) + 3) if f"{stem}-{n}" not in taken)


def write_codes(programme: MentoringProgramme, plans: Sequence[CodePlan], *, by: Person, at: datetime) -> None:
    """What is not in the plans ends; what differs becomes a new version; what is the same stays, acknowledged."""
    latest = {code.key: code for code in programme.codes.filter(is_latest=True)}
    for plan in plans:
        key = slugify(plan.title)[:60] or "code"
        old = latest.pop(key, None)
        if old and (old.title, old.text, old.address, old.side) == (plan.title, plan.text, plan.address, plan.side):
            continue
        programme.codes.filter(key=key, is_latest=True).update(is_latest=False)
        CodeOfConduct.objects.create(
            programme=programme,
            key=key,
            title=plan.title,
            text=plan.text,
            address=plan.address,
            side=plan.side,
            number=programme.codes.filter(key=key).count() + 1,
            published_at=at,
            published_by=by,
        )
    programme.codes.filter(key__in=latest, is_latest=True).update(is_latest=False)


@transaction.atomic
def add_quota(programme: MentoringProgramme, quota: Mapping[str, Any], *, by: Person, at: datetime) -> MatchingQuota:
    """`quota`: the fields of one. One for the same people takes the place of the earlier one."""
    stored = locked(programme)
    if stored.state == State.CLOSED:
        raise NotOpen
    of = {name: quota[name] for name in ("side", "organisation", "profession")}
    stored.quotas.filter(**of).delete()
    kept = MatchingQuota.objects.create(programme=stored, **quota)
    record("mentoring_quotas_set", by=by, at=at, about=stored, organisation_id=stored.host_id, count=1)
    return kept


@transaction.atomic
def remove_quota(programme: MentoringProgramme, quota: MatchingQuota, *, by: Person, at: datetime) -> None:
    stored = locked(programme)
    if stored.quotas.filter(pk=quota.pk).delete()[0]:
        record("mentoring_quotas_set", by=by, at=at, about=stored, organisation_id=stored.host_id, count=0)


@transaction.atomic
def ask_organisation(
    programme: MentoringProgramme, *, organisation: Organisation, by: Person, at: datetime
) -> ProgrammeOrganisation:
    """Ask another organisation to take part. It is in once a coordinator of its own agrees."""
    stored = locked(programme)
    if stored.state == State.CLOSED:
        raise NotOpen
    part, is_new = ProgrammeOrganisation.objects.get_or_create(
        programme=stored,
        organisation=organisation,
        defaults={"state": Part.ASKED, "asked_at": at, "asked_by": by},
    )
    if not is_new:
        if part.state != Part.LEFT:
            raise AlreadyThere
        ProgrammeOrganisation.objects.filter(pk=part.pk).update(
            state=Part.ASKED, asked_at=at, asked_by=by, decided_at=None, decided_by=None
        )
    record("mentoring_organisation_asked", by=by, at=at, about=stored, organisation_id=organisation.pk)
    emails.ask_organisation(stored, organisation)
    return part


@transaction.atomic
def decide_part(part: ProgrammeOrganisation, *, agrees: bool, by: Person, at: datetime) -> None:
    """A coordinator of the organisation says whether it takes part. Deciding the same again changes nothing."""
    stored = ProgrammeOrganisation.objects.select_for_update().get(pk=part.pk)
    wanted = Part.TAKING_PART if agrees else Part.LEFT
    if stored.state == wanted:
        return
    if stored.organisation_id == part.programme.host_id:
        raise WrongState
    ProgrammeOrganisation.objects.filter(pk=part.pk).update(state=wanted, decided_at=at, decided_by=by)
    what = "mentoring_part_taken" if agrees else "mentoring_part_ended"
    record(what, by=by, at=at, about=part.programme, organisation_id=stored.organisation_id)


@transaction.atomic
def open_programme(programme: MentoringProgramme, *, by: Person, at: datetime) -> None:
    """From now on people join. Opening what is open changes nothing."""
    stored = locked(programme)
    if stored.state == State.OPEN:
        return
    if stored.state == State.CLOSED:
        raise NotOpen
    if not stored.codes.filter(is_latest=True).exists():
        raise Faulty([Fault("codes", "Add at least one code of conduct that both sides keep to.")])
    MentoringProgramme.objects.filter(pk=stored.pk).update(state=State.OPEN, opened_at=at, opened_by=by)
    record("mentoring_programme_opened", by=by, at=at, about=stored, organisation_id=stored.host_id)


@transaction.atomic
def close_programme(programme: MentoringProgramme, *, by: Person, at: datetime) -> None:
    """Nobody joins and nobody is matched any more. Relationships go on to their own end."""
    stored = locked(programme)
    if stored.state == State.CLOSED:
        return
    if stored.state == State.DRAFT:
        raise NotOpen
    MentoringProgramme.objects.filter(pk=stored.pk).update(state=State.CLOSED, closed_at=at, closed_by=by)
    record("mentoring_programme_closed", by=by, at=at, about=stored, organisation_id=stored.host_id)


def held_by_key(programme_id: UUID) -> None:
    """The same row, where nothing of it is needed."""
    list(MentoringProgramme.objects.select_for_update(no_key=True).filter(pk=programme_id).values_list("pk"))


def locked(programme: MentoringProgramme) -> MentoringProgramme:
    """The row as it is now, held until the transaction ends: everything that changes who is matched takes it first."""
    return (
        MentoringProgramme.objects.select_for_update(of=("self",), no_key=True)
        .select_related("host", "version__framework", "overlay")
        .defer("version__content", "version__changes", "overlay__wordings")
        .get(pk=programme.pk)
    )
