"""What PDF/UA-1 asks of a document and a machine can check, after the Matterhorn Protocol 1.1 (its numbers stand beside).

The validator that the industry trusts needs Java, so it runs where somebody has it: `STEPWELL_PAPERS=folder` keeps every
paper of a test run, for `verapdf --flavour ua1 folder`. This reads the same files in milliseconds, in every test run.
"""

import hashlib
import io
import os
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf

STANDARD = {
    "Document", "Part", "Art", "Sect", "Div", "BlockQuote", "Caption", "TOC", "TOCI", "Index", "NonStruct",
    "Private", "P", "H", "H1", "H2", "H3", "H4", "H5", "H6", "L", "LI", "Lbl", "LBody", "Table", "TR", "TH", "TD",
    "THead", "TBody", "TFoot", "Span", "Quote", "Note", "Reference", "BibEntry", "Code", "Link", "Annot", "Ruby",
    "RB", "RT", "RP", "Warichu", "WT", "WP", "Figure", "Formula", "Form",
}  # fmt: skip
HEADINGS = {f"H{level}": level for level in range(1, 7)}
# Who may stand only in whom (Matterhorn 09-004 to 09-006).
PARENTS = {
    "LI": {"L"},
    "LBody": {"LI"},
    "TR": {"Table", "THead", "TBody", "TFoot"},
    "THead": {"Table"},
    "TBody": {"Table"},
    "TFoot": {"Table"},
    "TH": {"TR"},
    "TD": {"TR"},
}
MAY_BE_EMPTY = {"TD", "TH"}
# What puts something on the page: letters, lines and areas, pictures, shadings (ISO 32000-1, table 51).
LETTERS = {"Tj", "TJ", "'", '"'}
PAINTS = LETTERS | {"S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "sh", "BI", "INLINE IMAGE"}


@dataclass
class Element:
    """A tag: its standard kind, what it says of itself, the marks on pages that it holds, and the tags inside."""

    kind: str
    alt: str = ""
    attributes: dict[str, Object] = field(default_factory=dict)
    marks: int = 0
    children: list["Element"] = field(default_factory=list)

    def walk(self) -> Iterator["Element"]:
        yield self
        for child in self.children:
            yield from child.walk()


def structure_faults(content: bytes) -> list[str]:
    """What is wrong, in words; none is what a test wants."""
    keep(content)
    with Pdf.open(io.BytesIO(content)) as pdf:
        return faults_of(pdf)


def keep(content: bytes) -> None:
    if folder := os.environ.get("STEPWELL_PAPERS"):
        Path(folder).mkdir(parents=True, exist_ok=True)
        Path(folder, f"{hashlib.sha256(content).hexdigest()[:16]}.pdf").write_bytes(content)


def faults_of(pdf: Pdf) -> list[str]:
    tree = pdf.Root.get("/StructTreeRoot")
    if tree is None:
        return ["is not tagged"]  # 01-005 and all that follows
    root = Element("", children=elements_below(tree, tree.get("/RoleMap", Dictionary())))
    elements = [one for child in root.children for one in child.walk()]
    return [
        *document_faults(pdf),
        *(f"page {number}: {fault}" for number, page in enumerate(pdf.pages, 1) for fault in page_faults(pdf, page)),
        *font_faults(pdf),
        *heading_faults(elements),
        *(fault for one in elements for fault in element_faults(one)),
        *(fault for one in elements if one.kind == "Table" for fault in table_faults(one)),
    ]


def elements_of(content: bytes) -> list[Element]:
    with Pdf.open(io.BytesIO(content)) as pdf:
        tree = pdf.Root.StructTreeRoot
        return [one for top in elements_below(tree, tree.get("/RoleMap", Dictionary())) for one in top.walk()]


def elements_below(node: Object, roles: Object) -> list[Element]:
    return [element(child, roles) for child in listed(node.get("/K")) if is_element(child)]


def element(node: Object, roles: Object) -> Element:
    kind = str(node.S)[1:]
    attributes = {name: value for one in listed(node.get("/A")) for name, value in dict(one).items()}
    marks = sum(not is_element(child) for child in listed(node.get("/K")))
    alt = str(node.get("/Alt", node.get("/ActualText", "")))
    while kind not in STANDARD and f"/{kind}" in roles:
        kind = str(roles[f"/{kind}"])[1:]
    return Element(kind, alt, attributes, marks, elements_below(node, roles))


def is_element(child: object) -> bool:
    return isinstance(child, Dictionary) and "/S" in child


def listed(value: Object | None) -> list:
    if value is None:
        return []
    return list(value) if isinstance(value, Array) else [value]


def document_faults(pdf: Pdf) -> Iterator[str]:
    root = pdf.Root
    if not root.get("/MarkInfo", Dictionary()).get("/Marked", False):
        yield "does not say that it is tagged"  # 06-001
    if root.get("/MarkInfo", Dictionary()).get("/Suspects", False):
        yield "has tags that nobody has looked at"  # 07-002
    if not str(root.get("/Lang", "")):
        yield "says no language"  # 11-006
    if not root.get("/ViewerPreferences", Dictionary()).get("/DisplayDocTitle", False):
        yield "shows its file name instead of its title"  # 07-001
    with pdf.open_metadata() as about:
        if about.get("{http://www.aiim.org/pdfua/ns/id/}part") != "1":
            yield "does not say that it follows PDF/UA"  # 05-001
        if not str(about.get("{http://purl.org/dc/elements/1.1/}title") or "").strip():
            yield "has no title"  # 06-003
    if pdf.is_encrypted:
        yield "is encrypted"  # 26-001
    for name in ("/AcroForm", "/OpenAction", "/AA"):
        if name in root:
            yield f"does something by itself: {name[1:]}"
    if "/Names" in root and {"/JavaScript", "/EmbeddedFiles"} & set(root.Names.keys()):
        yield "carries a script or a file"


def page_faults(pdf: Pdf, page: pikepdf.Page) -> Iterator[str]:
    marked, loose, nested, footers = marks_of(page)
    if loose:
        yield f"{loose} things on it are neither in a tag nor decoration"  # 01-003
    if nested:
        yield "decoration and text are one inside the other"  # 01-001, 01-002
    if not footers:
        yield "its running foot would be read out"  # 18-003
    numbers = listed(parents_of(pdf, page.get("/StructParents", -1)))
    lost = [number for number in marked if number >= len(numbers) or numbers[number] is None]
    if lost:
        yield f"marks {lost} belong to no tag"  # 01-005
    notes = listed(page.get("/Annots"))
    if str(page.get("/Tabs", "")) != "/S" and notes:
        yield "the tab key does not follow the text"  # 28-002
    for note in notes:
        if not str(note.get("/Contents", "")).strip():
            yield "a link says nothing of where it leads"  # 28-012
        if parents_of(pdf, note.get("/StructParent", -1)) is None:
            yield "a link is in no tag"  # 28-010


def marks_of(page: pikepdf.Page) -> tuple[list[int], int, bool, int]:
    """The numbers of marked content, what is painted outside of any, whether text and decoration mix, running parts."""
    numbers, loose, mixed, running = [], 0, False, 0
    open_marks: list[str] = []
    for operands, operator in pikepdf.parse_content_stream(page):
        name = str(operator)
        if name in ("BDC", "BMC"):
            tag = str(operands[0])[1:]
            about = operands[1] if name == "BDC" and isinstance(operands[1], Dictionary) else Dictionary()
            is_mark = "/MCID" in about
            mixed |= (tag == "Artifact" and "mark" in open_marks) or (is_mark and "decoration" in open_marks)
            if is_mark:
                numbers.append(int(about.MCID))
            open_marks.append("decoration" if tag == "Artifact" else "mark" if is_mark else "other")
        elif name == "EMC":
            open_marks.pop()
        elif name in PAINTS | {"Do"} and not {"mark", "decoration"} & set(open_marks):
            loose += 1
        running += name in LETTERS and "decoration" in open_marks
    return numbers, loose, mixed, running


def parents_of(pdf: Pdf, number: Object | int) -> Object | None:
    tree = pikepdf.NumberTree(pdf.Root.StructTreeRoot.ParentTree)
    return None if int(number) < 0 else tree.get(int(number))


def font_faults(pdf: Pdf) -> Iterator[str]:
    for font in {str(one.get("/BaseFont")): one for one in pdf.objects if is_font(one)}.values():
        inner = font.DescendantFonts[0] if "/DescendantFonts" in font else font
        described = inner.get("/FontDescriptor", Dictionary())
        if font.get("/Subtype") != "/Type3" and not {"/FontFile", "/FontFile2", "/FontFile3"} & set(described.keys()):
            yield f"the font {font.BaseFont} is not in the file"  # 31-009
        if "/ToUnicode" not in font:
            yield f"the letters of {font.get('/BaseFont')} have no meaning"  # 10-001


def is_font(one: Object) -> bool:
    """A font as pages use it, not the part inside one."""
    return isinstance(one, Dictionary) and one.get("/Type") == Name.Font and "CIDFont" not in str(one.get("/Subtype"))


def heading_faults(elements: list[Element]) -> list[str]:
    levels = [HEADINGS[one.kind] for one in elements if one.kind in HEADINGS]
    if not levels or levels[0] != 1:
        return ["begins without a heading of the first level"]  # 14-002
    several = [f"has {levels.count(1)} headings of the first level"] if levels.count(1) > 1 else []
    pairs = zip(levels, levels[1:], strict=False)
    return several + [
        f"a heading {low} is followed by a heading {high}" for low, high in pairs if high > low + 1
    ]  # 14-003


def element_faults(one: Element) -> Iterator[str]:
    if one.kind not in STANDARD:
        yield f"{one.kind} is no kind of tag"  # 02-001
    if one.kind in ("Figure", "Formula") and not one.alt.strip():
        yield "a picture without words"  # 13-004
    if not one.marks and not one.children and one.kind not in MAY_BE_EMPTY:
        yield f"an empty {one.kind}"
    for child in one.children:
        if child.kind in PARENTS and one.kind not in PARENTS[child.kind]:
            yield f"a {child.kind} in a {one.kind}"
    kinds = Counter(child.kind for child in one.children)
    if one.kind == "L" and kinds.keys() - {"LI", "L", "Caption"}:
        yield "something in a list that is no entry"
    labels = [child for entry in one.children for child in entry.children if child.kind == "Lbl"]
    if one.kind == "L" and labels and "/ListNumbering" not in one.attributes:
        yield "a list that does not say what stands before its entries"


def table_faults(table: Element) -> Iterator[str]:
    rows = [one for one in table.walk() if one.kind == "TR"]
    heads = [cell for row in rows for cell in row.children if cell.kind == "TH"]
    if not heads:
        yield "a table without headings"  # 15-003
    if any(str(cell.attributes.get("/Scope", "")) not in ("/Column", "/Row", "/Both") for cell in heads):
        yield "a heading of a table that does not say for what"
    widths = {sum(int(cell.attributes.get("/ColSpan", 1)) for cell in row.children) for row in rows}
    if len(widths) > 1 and not any("/RowSpan" in cell.attributes for row in rows for cell in row.children):
        yield f"rows of different lengths: {sorted(widths)}"  # 15-001
