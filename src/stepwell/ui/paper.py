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
from docx.shared import Mm, Pt, RGBColor

from .components import Table
from .pdf import render_pdf
from .placement import Figure
from .svg import visible

TEMPLATE = "ui/typst/blocks.typ"
# Ours is on nobody's machine, and what a program takes instead may be anything.
FONT = "Arial"
INK, MUTED = RGBColor(0x16, 0x19, 0x1B), RGBColor(0x4A, 0x52, 0x56)
SIZES = {"Heading 1": 22, "Heading 2": 15, "Heading 3": 12, "Subtitle": 11}


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
class Label:
    """Names what follows, and stands on the same page."""

    text: str


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


Block = Heading | Text | Label | Facts | Bullets | Table | Picture


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
        case Label(text):
            return {"kind": "label", "text": text}
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
    if paper.lead:
        document.add_paragraph(clean(paper.lead))
    heading = ""
    for block in paper.blocks:
        add_block(document, block, heading)
        heading = block.text if isinstance(block, Heading) else heading
    for text in paper.notices:
        quiet(document.add_paragraph(clean(text)))
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def dress(document: Any, paper: Paper) -> None:
    """Type, language and what the file says of itself: its title, and no name of a program's user."""
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = FONT, Pt(11)
    normal.paragraph_format.space_after = Pt(6)
    page = document.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = Mm(22)
    for name, size in SIZES.items():
        style = document.styles[name]
        style.font.name, style.font.size, style.font.color.rgb = FONT, Pt(size), INK
        style.font.italic, style.font.bold = False, True
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(size), Pt(size / 2.5)
        fonts = style.element.rPr.rFonts
        for name in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{name}"), None)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), paper.language)
    normal.element.get_or_add_rPr().append(language)
    about = document.core_properties
    about.title, about.language, about.author, about.comments = visible(paper.title), paper.language, "Stepwell", ""


def quiet(paragraph: Any) -> None:
    for run in paragraph.runs:
        run.font.color.rgb = MUTED


def add_block(document: Any, block: Block, heading: str) -> None:
    """A table whose name is that of its part does not say it twice."""
    match block:
        case Heading(text, level):
            document.add_heading(visible(text), level=level)
        case Text(text, is_quiet):
            paragraph = document.add_paragraph(clean(text))
            if is_quiet:
                quiet(paragraph)
        case Label(text):
            paragraph = document.add_paragraph(clean(text))
            paragraph.paragraph_format.keep_with_next = True
            quiet(paragraph)
        case Facts(pairs):
            for name, value in pairs:
                line = document.add_paragraph()
                line.add_run(f"{visible(name)}: ").bold = True
                line.add_run(clean(value))
        case Bullets(items):
            for item in items:
                document.add_paragraph(clean(item), style="List Bullet")
        case Table():
            add_table(document, block, heading)
        case Picture(figure):
            add_table(document, figure.table, heading)


def add_table(document: Any, table: Table, heading: str) -> None:
    if table.caption != heading:
        caption = document.add_paragraph()
        caption.add_run(visible(table.caption)).bold = True
        caption.paragraph_format.keep_with_next = True
    made = document.add_table(rows=1, cols=len(table.head), style="Table Grid")
    repeat = OxmlElement("w:tblHeader")
    made.rows[0]._tr.get_or_add_trPr().append(repeat)
    for cell, text in zip(made.rows[0].cells, table.head, strict=True):
        cell.paragraphs[0].add_run(visible(text)).bold = True
    for row in table.rows:
        for cell, text in zip(made.add_row().cells, row, strict=True):
            cell.text = clean(text)
    for paragraph in (paragraph for row in made.rows for cell in row.cells for paragraph in cell.paragraphs):
        paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(2)
    draw_hairlines(made)


def draw_hairlines(made: Any) -> None:
    """Below each row and nowhere else, as in the PDF."""
    borders = OxmlElement("w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        line = OxmlElement(f"w:{side}")
        line.set(qn("w:val"), "single" if side in ("bottom", "insideH") else "nil")
        line.set(qn("w:color"), "C9D0D3")
        borders.append(line)
    made._tbl.tblPr.append(borders)


def clean(text: str) -> str:
    """Without what XML forbids; line ends stay."""
    return "\n".join(visible(line) for line in text.replace("\r\n", "\n").split("\n"))
