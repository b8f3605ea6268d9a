"""The report and the blank copy on paper: plain data for the Typst templates, which know nothing of the database."""

from typing import Any

from django.utils.formats import date_format
from django.utils.timezone import localtime

from stepwell.assessments.models import SelfAssessment
from stepwell.assessments.queries import coaching_prompts, opening_question
from stepwell.domain.assessing import Offer, level_of, offer_of
from stepwell.domain.framework import Dimension, Pack
from stepwell.domain.framework.texts import Notice
from stepwell.frameworks.queries import StoredPack
from stepwell.people.models import Organisation
from stepwell.ui.charts import Figure
from stepwell.ui.colour import DEFAULT_BRAND
from stepwell.ui.pdf import render_pdf

from .pages import cluster_name
from .report import Detail, FocusView, Report


def report_pdf(report: Report, *, reader: str = "") -> bytes:
    """The report as PDF/UA-1. `reader` is who it was shared with, so that a copy says whose it is."""
    return render_pdf(
        "assessments/typst/report.typ",
        report_data(report, reader),
        title=heading(report),
        language=report.pack.language,
    )


def heading(report: Report) -> str:
    return f"{report.pack.called}: self-assessment"


def report_data(report: Report, reader: str) -> dict[str, Any]:
    assessment = report.assessment
    organisation = assessment.appointment.organisation if assessment.appointment else None
    return {
        "title": heading(report),
        **letterhead(report.pack, organisation),
        "person": assessment.person.full_name,
        "role": report.role,
        "completed": on_day(assessment),
        "purpose": assessment.get_purpose_display(),
        "reader": reader,
        "notices": [notice.text for notice in [*report.limits, *report.scale]],
        "sentences": report.sentences,
        "figures": [figure_data(figure) for figure in report.figures],
        "importance": figure_data(report.importance) if report.importance else None,
        "strengths_lead": report.strengths_lead,
        "strengths": [{"name": s.name, "placed": s.placed, "example": s.example} for s in report.strengths],
        "priorities": [list(pair) for pair in report.priorities],
        "focuses": [focus_data(focus) for focus in report.focuses],
        "prompts": [prompt.text for prompt in report.prompts],
        "groups": [
            {"name": name, "details": [detail_data(detail) for detail in details]} for name, details in report.groups
        ],
    }


def letterhead(pack: Pack, organisation: Organisation | None) -> dict[str, Any]:
    """What stands on every page: whose paper it is, whose framework, and what may be done with it."""
    return {
        "organisation": organisation.name if organisation else "Stepwell",
        "mark": organisation.mark if organisation else "",
        "brand": organisation.brand_colour if organisation else DEFAULT_BRAND,
        "framework": pack.title,
        "source": f"{pack.title}, {pack.owner} ({pack.edition}), version {pack.version}",
        "rights": pack.rights,
    }


def on_day(assessment: SelfAssessment) -> str:
    return date_format(localtime(assessment.completed_at), "j F Y")


def figure_data(figure: Figure) -> dict[str, Any]:
    table = figure.table
    return {
        "title": figure.title,
        "svg": str(figure.wide),
        "alt": f"{figure.title}. The same figures stand in the table below.",
        "head": list(table.head),
        "rows": [list(row) for row in table.rows],
    }


def focus_data(focus: FocusView) -> dict[str, Any]:
    maps = focus.maps
    return {
        "name": focus.name,
        "placed": focus.placed,
        "next_name": focus.next_name,
        "next_heading": (focus.next.heading or "") if focus.next else "",
        "next": [indicator.self for indicator in focus.next.indicators] if focus.next else [],
        "strong_end": focus.strong_end,
        "map": maps.mentee.text if maps else "",
        "map_incomplete": (maps.mentee.incomplete or "") if maps else "",
        "current_role": [suggestion_text(found) for found in focus.current_role],
        "next_move": [suggestion_text(found) for found in focus.next_move],
    }


def suggestion_text(suggestion: Any) -> str:
    return f"{suggestion.initiative.text} ({suggestion.pack.called})"


def detail_data(detail: Detail) -> dict[str, Any]:
    placement = detail.answer.placement
    said = [
        ("Where I am", detail.placed),
        ("Expected", detail.expected if placement and placement.level_id else ""),
        ("Now expected", detail.expected_now),
        ("Last time", detail.earlier),
        ("Importance to the role", detail.importance),
        ("Mentoring", detail.wish),
        ("About", detail.statement),
        ("Example", placement.example if placement else ""),
        ("Where it was", placement.situation if placement else ""),
        ("Question", placement.coaching_question if placement and placement.reflection else ""),
        ("Thoughts", placement.reflection if placement else ""),
    ]
    return {
        "name": detail.dimension.name,
        "missing": detail.dimension.missing or "",
        "facts": [list(pair) for pair in said if pair[1]],
    }


def blank_form(pack: Pack, packs: list[StoredPack]) -> list[dict[str, Any]]:
    """Every dimension with all it asks, and room to write: for the page that prints and for the PDF."""
    return [
        blank_dimension(pack, dimension)
        | {"question": question_for(pack, dimension, number, packs) if offer_of(pack, dimension).reflection else ""}
        for number, dimension in enumerate(pack.dimensions, 1)
    ]


def question_for(pack: Pack, dimension: Dimension, number: int, packs: list[StoredPack]) -> str:
    opening = opening_question(coaching_prompts(packs, pack, dimension), number)
    return opening.text if opening else ""


def blank_dimension(pack: Pack, dimension: Dimension) -> dict[str, Any]:
    offer = offer_of(pack, dimension)
    item = dimension.bipolar
    return {
        "name": dimension.name,
        "cluster": cluster_name(pack, dimension),
        "tagline": dimension.tagline.text if dimension.tagline else "",
        "introduction": dimension.introduction.text if dimension.introduction else "",
        "what_it_is": [text.text for text in dimension.what_it_is],
        "what_it_is_not": [text.text for text in dimension.what_it_is_not],
        "why": dimension.why.text if dimension.why else "",
        "missing": dimension.missing or "",
        "levels": blank_levels(pack, dimension, offer),
        "statements": [{"name": text.name or "", "text": text.self} for text in dimension.statements],
        "poles": blank_poles(dimension, offer),
        "wishes": [wish.capitalize() for wish in offer.wishes] if item else [],
        "importance": list(offer.importance),
        "states": [STATE_NAMES[state] for state in offer.states],
        "reflection": offer.reflection,
    }


STATE_NAMES = {"not_sure": "Not sure yet", "not_my_role": "Not part of my role"}


def blank_levels(pack: Pack, dimension: Dimension, offer: Offer) -> list[dict[str, Any]]:
    if not offer.level:
        return []
    found = [(level, level_of(dimension, level.id)) for level in pack.levels]
    return [
        {
            "name": level.name,
            "heading": here.heading or "",
            "descriptor": here.descriptor.self if here.descriptor else "",
            "indicators": [indicator.self for indicator in here.indicators],
        }
        for level, here in found
        if here
    ]


def blank_poles(dimension: Dimension, offer: Offer) -> dict[str, Any] | None:
    """The statement that belongs to 1 on the left, whichever of the two it is."""
    item = dimension.bipolar
    if item is None or not offer.rating:
        return None
    first, final = (item.positive, item.negative) if item.positive_end == 1 else (item.negative, item.positive)
    return {
        "left": first.self,
        "right": final.self,
        "points": [str(point) for point in range(1, item.points + 1)],
        "strong": str(item.positive_end),
        "themes": list(item.themes),
    }


def advice(pack: Pack) -> list[str]:
    """How to fill it in: the same as the pages say on the way."""
    label = pack.dimension_label
    offers = [offer_of(pack, dimension) for dimension in pack.dimensions]
    lines = []
    if any(offer.level for offer in offers):
        level = pack.level_label.one
        lines.append(
            f"For each {label.one}, tick the {level} that fits you best overall. You need not do everything it says."
        )
    if any(offer.rating for offer in offers):
        lines.append(f"For each {label.one}, tick the number between the two statements that fits you best.")
    if any(offer.places for offer in offers):
        lines.append("“Not sure yet” is an answer.")
    lines.append("Add an example, and where it was: we often show something in one situation and not in another.")
    return [*lines, "It is yours. Nobody needs to see it unless you show it to them."]


def blank_pdf(pack: Pack, packs: list[StoredPack], organisation: Organisation | None) -> bytes:
    title = f"{pack.called}: self-assessment on paper"
    notices: list[Notice] = [
        notice for notice in pack.notices if notice.kind in ("caveat", "purpose_limit", "confidentiality", "scale")
    ]
    data = {
        "title": title,
        **letterhead(pack, organisation),
        "notices": [notice.text for notice in notices],
        "summary": pack.summary,
        "stem": pack.self_stem or "",
        "advice": advice(pack),
        "dimensions": blank_form(pack, packs),
    }
    return render_pdf("assessments/typst/blank.typ", data, title=title, language=pack.language)
