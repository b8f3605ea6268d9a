"""Reads about programmes: which there are for whom, who takes part, what they publish."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q

from stepwell.domain.framework import Dimension, Pack
from stepwell.frameworks.queries import pack_of
from stepwell.people.models import Organisation, Person
from stepwell.prepared import prepared

from ..models import Acknowledgement, CodeOfConduct, MentoringProgramme, ProgrammeOrganisation

State, Part = MentoringProgramme.State, ProgrammeOrganisation.State
HEAVY = ("version__content", "version__changes", "overlay__wordings")
OTHER = {"mentee": CodeOfConduct.Side.MENTORS, "mentor": CodeOfConduct.Side.MENTEES}


def programmes():
    return MentoringProgramme.objects.select_related("host", "version__framework", "overlay").defer(*HEAVY)


# Nearly every page of mentoring reads it; with three tables beside it, its statement took longer than its answer.
BY_KEY = prepared(lambda key: programmes().filter(pk=key))


def programme_by_id(programme_id: UUID) -> MentoringProgramme | None:
    return BY_KEY.first(key=programme_id)


def programme_by_slug(slug: str) -> MentoringProgramme | None:
    """Anybody's business once it is open; a draft is its coordinators' alone."""
    return programmes().filter(slug=slug).exclude(state=State.DRAFT).first()


def pack_of_programme(programme: MentoringProgramme) -> Pack:
    return pack_of(programme.version, programme.overlay)


def wished_dimensions(pack: Pack) -> list[Dimension]:
    """The parts of the framework that can be addressed in mentoring, in its order."""
    return [dimension for dimension in pack.dimensions if dimension.bipolar and dimension.bipolar.wish]


def part_of(programme: MentoringProgramme, organisation: Organisation | None) -> ProgrammeOrganisation | None:
    if organisation is None:
        return None
    return programme.organisations.filter(organisation=organisation).select_related("organisation").first()


def takes_part(programme: MentoringProgramme, organisation: Organisation | None) -> bool:
    part = part_of(programme, organisation)
    return part is not None and part.state == Part.TAKING_PART


def organisations_in(programme: MentoringProgramme) -> list[ProgrammeOrganisation]:
    """Those that take part, by name; those that were asked are their own and the host's business."""
    return list(programme.organisations.filter(state=Part.TAKING_PART).select_related("organisation"))


def programmes_for(organisations: Sequence[Organisation]) -> list[MentoringProgramme]:
    """Open programmes that somebody who works there can join."""
    joined = Q(organisations__organisation__in=organisations, organisations__state=Part.TAKING_PART)
    return list(programmes().filter(joined, state=State.OPEN).distinct())


def programmes_of(organisation: Organisation) -> list[tuple[MentoringProgramme, ProgrammeOrganisation]]:
    """Every programme of an organisation's coordinators with its part in it: hosted, taken part in, asked for. One query."""
    parts = ProgrammeOrganisation.objects.filter(organisation=organisation)
    found = parts.select_related("programme__host", "programme__version__framework").defer(
        "programme__version__content", "programme__version__changes"
    )
    return [(part.programme, part) for part in found.order_by("-programme__created_at", "id")]


def joins_on(programme: MentoringProgramme, today: date) -> bool:
    """Whether somebody may join that day."""
    if programme.state != State.OPEN:
        return False
    if programme.intake == MentoringProgramme.Intake.ROLLING:
        return True
    return bool(
        programme.joins_from and programme.joins_until and programme.joins_from <= today <= programme.joins_until
    )


def codes_for(programme: MentoringProgramme, side: str = "") -> list[CodeOfConduct]:
    """The codes that hold today: for one side ("mentee", "mentor"), or all of them."""
    found = programme.codes.filter(is_latest=True)
    return list(found.exclude(side=OTHER[side]) if side else found)


@dataclass(frozen=True)
class CodeLine:
    """A code of conduct and whether somebody has acknowledged this version of it."""

    code: CodeOfConduct
    read_at: datetime | None

    @property
    def is_read(self) -> bool:
        return self.read_at is not None


def codes_of(programme: MentoringProgramme, person: Person, side: str) -> list[CodeLine]:
    codes = codes_for(programme, side)
    read = Acknowledgement.objects.filter(person=person, code__in=codes)
    when = dict(read.values_list("code_id", "acknowledged_at"))
    return [CodeLine(code, when.get(code.pk)) for code in codes]


def askable(programme: MentoringProgramme):
    """Organisations that have not been asked, or have said no."""
    asked = programme.organisations.exclude(state=Part.LEFT).values("organisation_id")
    return Organisation.objects.exclude(pk__in=asked)


def parts_of(programme: MentoringProgramme) -> list[ProgrammeOrganisation]:
    """Every organisation that takes part or was asked. Which ones take part anybody can read; no numbers of theirs are here."""
    return list(programme.organisations.exclude(state=Part.LEFT).select_related("organisation"))
