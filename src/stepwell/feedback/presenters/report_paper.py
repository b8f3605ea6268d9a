"""The report on paper: plain data for the Typst template, in the order of the page."""

from datetime import date
from typing import Any

from django.utils.formats import date_format

from stepwell.feedback.models import FeedbackRound
from stepwell.ui.charts import Figure
from stepwell.ui.pdf import render_pdf

from .report import Report
from .report_lines import Line

TITLE = "Feedback report"


def report_pdf(round: FeedbackRound, report: Report, released: date) -> bytes:
    return render_pdf(
        "feedback/typst/report.typ",
        data_of(round, report, released),
        title=f"{TITLE}: {round.subject.full_name}",
        language=report.reading.pack.language,
    )


def data_of(round: FeedbackRound, report: Report, released: date) -> dict[str, Any]:
    pack, organisation = report.reading.pack, round.cycle.organisation
    return {
        "organisation": organisation.name,
        "mark": organisation.mark,
        "brand": organisation.brand_colour,
        "framework": pack.title,
        "source": f"{pack.title}, {pack.owner} ({pack.edition}), version {pack.version}",
        "rights": pack.rights,
        "notices": report.scale_notices,
        "person": round.subject.full_name,
        "cycle": round.cycle.title,
        "released": date_format(released, "j F Y"),
        "how_to_read": report.how_to_read,
        "answered": [[entry.name, entry.words] for entry in report.answered],
        "figure": figure_data(report.figure),
        "pictures": [picture_data(figure) for figure in report.paper_figures],
        "importance": figure_data(report.importance),
        "importance_pictures": [picture_data(figure) for figure in report.paper_importance],
        "sections": [
            {
                "title": one.title,
                "lead": one.lead,
                "findings": [[finding.name, finding.why] for finding in one.findings],
            }
            for one in report.sections
        ],
        "lines": [
            line_data(line) | {"importances": [list(one) for one in importances]}
            for line, importances in report.entries
        ],
        "comments": [
            {"about": group.about, "comments": [[one.text, one.who] for one in group.comments]}
            for group in report.comments
        ],
        "comments_notes": report.comments_notes,
        "focuses": [list(pair) for pair in report.focuses],
    }


def figure_data(figure: Figure | None) -> dict[str, Any] | None:
    if figure is None:
        return None
    return {
        "title": figure.title,
        "head": list(figure.table.head),
        "rows": [list(row) for row in figure.table.rows],
    }


def picture_data(figure: Figure) -> dict[str, str]:
    return {"svg": str(figure.wide), "alt": f"{figure.title}. The same figures stand in words below."}


def line_data(line: Line) -> dict[str, Any]:
    said = [["You", line.own_words]] if line.own_words else []
    said += [[name, words] for name, _, words in line.named]
    for one in [*line.blocks, *([line.total] if line.total else [])]:
        said.append([one.name, "\n".join([one.words, *one.notes])])
    return {"name": line.name, "said": said, "items": [line_data(item) for item in line.items]}
