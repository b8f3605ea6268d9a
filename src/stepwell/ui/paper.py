"""A text as a list of blocks, from which both files are made: PDF/UA-1 by Typst, and a document that can be changed.

So both say the same. Blocks hold plain text; nothing in them is read as markup.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor

from .components import Table
from .pdf import render_pdf
from .placement import Figure
from .svg import visible

TEMPLATE = "ui/typst/blocks.typ"
FONT = "Atkinson Hyperlegible Next"


@dataclass(frozen=True)
class Heading:
    """Level 2 or 3; the first level is the title."""

    text: str
    level: int = 2


@dataclass(frozen=True)
class Text:
    text: str
    is_quiet: bool = False


@dataclass(frozen=True)
class Facts:
    """Pairs of a name and its value."""

    pairs: Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Bullets:
    items: Sequence[str]


@dataclass(frozen=True)
class Picture:
    """In the PDF the picture and its table; in the document the table alone."""

    figure: Figure
    alt: str


Block = Heading | Text | Facts | Bullets | Table | Picture


@dataclass(frozen=True)
class Paper:
    """`letterhead` holds `organisation`, `mark` and `brand`; `lead` stands below the title."""

    title: str
    blocks: Sequence[Block]
    caption: str = ""
    lead: str = ""
    language: str = "en-GB"
    letterhead: Mapping[str, str] | None = None
    notices: Sequence[str] = ()


def paper_pdf(paper: Paper) -> bytes:
    letterhead = {"organisation": "", "mark": "", "brand": "#0b5c5c"} | dict(paper.letterhead or {})
    data = letterhead | {
        "caption": paper.caption,
        "lead": paper.lead,
        "notices": list(paper.notices),
        "blocks": [block_data(block) for block in paper.blocks],
    }
    return render_pdf(TEMPLATE, data, title=paper.title, language=paper.language)


def block_data(block: Block) -> dict[str, Any]:
    match block:
        case Heading(text, level):
            return {"kind": "heading", "text": text, "level": level}
        case Text(text, is_quiet):
            return {"kind": "text", "text": text, "quiet": is_quiet}
        case Facts(pairs):
            return {"kind": "facts", "pairs": [list(pair) for pair in pairs]}
        case Bullets(items):
            return {"kind": "bullets", "items": list(items)}
        case Table():
            return table_data(block)
        case Picture(figure, alt):
            return {"kind": "picture", "svg": str(figure.wide), "alt": alt, "table": table_data(figure.table)}


def table_data(table: Table) -> dict[str, Any]:
    rows = [list(row) for row in table.rows]
    return {"kind": "table", "caption": table.caption, "head": list(table.head), "rows": rows}


def paper_docx(paper: Paper) -> bytes:
    """With real headings, lists and header rows, so that a screen reader finds its way."""
    document = Document()
    dress(document, paper)
    if paper.caption:
        document.add_paragraph(visible(paper.caption), style="Subtitle")
    document.add_heading(visible(paper.title), level=1)
    for text in (paper.lead, *paper.notices):
        if text:
            document.add_paragraph(clean(text))
    for block in paper.blocks:
        add_block(document, block)
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def dress(document: Any, paper: Paper) -> None:
    """Type, language and what the file says of itself: its title, and no name of a program's user."""
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = FONT, Pt(11)
    for level in (1, 2, 3):
        style = document.styles[f"Heading {level}"]
        style.font.name, style.font.color.rgb = FONT, RGBColor(0x16, 0x19, 0x1B)
        fonts = style.element.rPr.rFonts
        for name in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{name}"), None)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), paper.language)
    normal.element.get_or_add_rPr().append(language)
    about = document.core_properties
    about.title, about.language, about.author, about.comments = visible(paper.title), paper.language, "Stepwell", ""


def add_block(document: Any, block: Block) -> None:
    match block:
        case Heading(text, level):
            document.add_heading(visible(text), level=level)
        case Text(text):
            document.add_paragraph(clean(text))
        case Facts(pairs):
            for name, value in pairs:
                line = document.add_paragraph()
                line.add_run(f"{visible(name)}: ").bold = True
                line.add_run(clean(value))
        case Bullets(items):
            for item in items:
                document.add_paragraph(clean(item), style="List Bullet")
        case Table():
            add_table(document, block)
        case Picture(figure):
            add_table(document, figure.table)


def add_table(document: Any, table: Table) -> None:
    document.add_paragraph().add_run(visible(table.caption)).bold = True
    made = document.add_table(rows=1, cols=len(table.head), style="Table Grid")
    repeat = OxmlElement("w:tblHeader")
    made.rows[0]._tr.get_or_add_trPr().append(repeat)
    for cell, text in zip(made.rows[0].cells, table.head, strict=True):
        cell.paragraphs[0].add_run(visible(text)).bold = True
    for row in table.rows:
        for cell, text in zip(made.add_row().cells, row, strict=True):
            cell.text = clean(text)


def clean(text: str) -> str:
    """Without what XML forbids; line ends stay."""
    return "\n".join(visible(line) for line in text.replace("\r\n", "\n").split("\n"))
