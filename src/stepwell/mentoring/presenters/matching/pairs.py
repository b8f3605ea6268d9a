"""Pairs as a coordinator reads them: who, how well they fit and why, and who comes next for their own mentees."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from stepwell.domain.mentoring import fit_words

from ...models import MatchingRun, ProgrammeOrganisation, ProposedPairing
from ...queries import runs
from .words import price_words

PAIR_COLOURS = {"proposed": "grey", "offered": "yellow", "accepted": "green", "not_formed": "grey", "set_aside": "grey"}


@dataclass(frozen=True)
class PairLine:
    pairing: ProposedPairing
    mentee: str
    mentor: str
    fit: str
    reasons: list[str]
    state: str
    colour: str
    rule: str
    is_open: bool
    others: str


def pair_lines(
    run: MatchingRun,
    found: Sequence[ProposedPairing],
    rules: Mapping[tuple[Any, Any], str],
    part: ProgrammeOrganisation,
) -> list[PairLine]:
    names = names_of_others(found, part)
    whole = run.totals.get("squared_shortfall", 0)
    return [
        PairLine(
            pairing=pairing,
            mentee=pairing.request.person.full_name,
            mentor=pairing.enrolment.profile.person.full_name,
            fit=fit_words(pairing.score),
            reasons=(pairing.reasons or {}).get("all", []),
            state=pairing.get_state_display(),
            colour=PAIR_COLOURS[pairing.state],
            rule=rules.get((pairing.request_id, pairing.enrolment_id), ""),
            is_open=pairing.state == ProposedPairing.State.PROPOSED,
            others=", then ".join(
                f"{names[key]} ({fit_words(score).lower()}, {price_words(price, whole)})"
                for key, score, price in pairing.others or []
                if key in names
            ),
        )
        for pairing in found
    ]


def names_of_others(found: Sequence[ProposedPairing], part: ProgrammeOrganisation) -> dict[str, str]:
    """Who comes next for one's own mentees, by the key of the enrolment; of another's mentees that is none of one's business."""
    own = [pairing for pairing in found if pairing.mentee_organisation_id == part.organisation_id]
    keys = {key for pairing in own for key, *_ in pairing.others or []}
    return runs.names_of_enrolments(keys) if keys else {}
