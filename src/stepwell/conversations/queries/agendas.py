"""Agendas at hand: those that come with Stepwell, and an installation's own from a folder of its choice."""

import logging
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from stepwell.domain.agenda import Agenda, read_agenda
from stepwell.frameworks.files import read_yaml
from stepwell.frameworks.queries import StoredPack, stored_packs
from stepwell.people.models import Organisation

from ..models import Conversation

logger = logging.getLogger(__name__)
SHIPPED = Path(__file__).resolve().parent.parent / "agendas"
ORDER = {kind: place for place, kind in enumerate(Conversation.Kind.values)}


def agendas_for(organisation: Organisation | None) -> list[Agenda]:
    """What somebody there may choose from, by kind. One of the installation's own takes the place of ours of that id."""
    slug = organisation.slug if organisation else ""
    found = [agenda for agenda in agendas() if not agenda.organisations or slug in agenda.organisations]
    return sorted({agenda.id: agenda for agenda in found}.values(), key=lambda one: (ORDER[one.kind], one.name))


def offered_to(organisation: Organisation | None) -> list[Agenda]:
    """Those that people propose themselves; others are begun by the capability they belong to. One about growth is
    offered only where a framework with directions of growth is in use."""
    offered = [agenda for agenda in agendas_for(organisation) if is_offered(agenda, organisation)]
    return [fitted(agenda, organisation) for agenda in offered]


def is_offered(agenda: Agenda, organisation: Organisation | None) -> bool:
    return agenda.offered and (agenda.needs != "growth" or bool(growth_packs(organisation)))


def growth_packs(organisation: Organisation | None) -> list[StoredPack]:
    """Frameworks with directions of growth: those the organisation uses, or all where it has not said what it uses."""
    packs = stored_packs(organisation)
    chosen = [stored for stored in packs if stored.is_used] or packs
    return [stored for stored in chosen if stored.pack.growth]


def agenda_by_id(agenda_id: str, organisation: Organisation | None) -> Agenda | None:
    found = next((agenda for agenda in agendas_for(organisation) if agenda.id == agenda_id), None)
    return fitted(found, organisation) if found else None


def fitted(agenda: Agenda, organisation: Organisation | None) -> Agenda:
    """One about growth has the name of the framework that it is about."""
    packs = growth_packs(organisation) if agenda.needs == "growth" else []
    return agenda.model_copy(update={"name": packs[0].pack.called}) if packs else agenda


def agenda_of(conversation: Conversation) -> Agenda:
    """The agenda as it was when the conversation was made."""
    return kept(conversation.agenda)


def kept(content: dict) -> Agenda:
    return Agenda.model_validate(content)


def agendas() -> tuple[Agenda, ...]:
    """Ours first, so that one from the folder replaces ours where both have one id."""
    own = settings.AGENDAS
    return (*agendas_in(SHIPPED), *(agendas_in(Path(own)) if own else ()))


@lru_cache(maxsize=8)
def agendas_in(folder: Path) -> tuple[Agenda, ...]:
    """Read once a process. A file with a fault is left out and named in the log; `stepwell check-agendas` says why."""
    found = []
    for file in sorted(folder.glob("*.yaml")):
        agenda, faults = read_file(file)
        if faults or agenda is None:
            logger.error("agenda %s is left out: %s", file.name, "; ".join(faults))
        else:
            found.append(agenda)
    return tuple(found)


def read_file(file: Path) -> tuple[Agenda | None, list[str]]:
    try:
        data = read_yaml(file.read_bytes())[1]
    except OSError as error:
        return None, [f"cannot be read: {error.strerror}"]
    except ValueError as error:
        return None, [str(error)]
    agenda, faults = read_agenda(data)
    return agenda, [str(fault) for fault in faults]
