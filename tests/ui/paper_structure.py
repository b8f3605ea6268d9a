"""What PDF/UA asks of a document and a reader can check: tags, title, language, headings in order, words for pictures.

No validator from outside can be run here. Typst checks much of it when it writes a file; this reads the file that came out.
"""

import ctypes
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

import pypdfium2
import pypdfium2.raw as raw

HEADING = re.compile(r"H[1-6]$")


@dataclass(frozen=True)
class Element:
    kind: str
    alt: str
    children: tuple["Element", ...]

    def walk(self) -> Iterator["Element"]:
        yield self
        for child in self.children:
            yield from child.walk()


def words_of(function, *arguments) -> str:
    """PDFium writes UTF-16 into a buffer of ours and says how many bytes that takes."""
    size = function(*arguments, None, 0)
    buffer = (ctypes.c_ushort * (size // 2 + 1))()
    function(*arguments, buffer, size)
    return bytes(buffer)[:size].decode("utf-16-le").rstrip("\0")


def element(handle) -> Element:
    below = (
        raw.FPDF_StructElement_GetChildAtIndex(handle, number)
        for number in range(raw.FPDF_StructElement_CountChildren(handle))
    )
    kind, alt = (words_of(ask, handle) for ask in (raw.FPDF_StructElement_GetType, raw.FPDF_StructElement_GetAltText))
    return Element(kind, alt, tuple(element(child) for child in below if child))


def elements_of(document: pypdfium2.PdfDocument) -> list[Element]:
    found: list[Element] = []
    for page in document:
        tree = raw.FPDF_StructTree_GetForPage(page)
        for number in range(raw.FPDF_StructTree_CountChildren(tree)):
            found += element(raw.FPDF_StructTree_GetChildAtIndex(tree, number)).walk()
        raw.FPDF_StructTree_Close(tree)
    return found


def untagged(document: pypdfium2.PdfDocument) -> int:
    """Text that is neither in the structure nor marked as mere decoration."""
    texts = [one for page in document for one in page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT], max_depth=1)]
    assert texts
    return sum(raw.FPDFPageObj_CountMarks(one) == 0 for one in texts)


def inside(content: bytes) -> bytes:
    """The file with its packed streams unpacked."""
    packed = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", content, re.DOTALL)
    unpacked = []
    for stream in packed:
        try:
            unpacked.append(zlib.decompress(stream))
        except zlib.error:
            continue
    return b"\n".join([content, *unpacked])


def structure_faults(content: bytes) -> list[str]:
    """What is wrong, in words; none is what a test wants."""
    document = pypdfium2.PdfDocument(content)
    elements, plain = elements_of(document), inside(content)
    faults = []
    if not document.is_tagged() or not elements:
        faults.append("is not tagged")
    if not words_of(raw.FPDFCatalog_GetLanguage, document):
        faults.append("says no language")
    if not document.get_metadata_dict()["Title"]:
        faults.append("has no title")
    if not re.search(rb"/DisplayDocTitle\s+true", plain):
        faults.append("shows its file name instead of its title")
    if b"pdfuaid:part" not in plain:
        faults.append("does not say that it follows PDF/UA")
    if untagged(document):
        faults.append(f"{untagged(document)} texts are in no tag")
    return faults + heading_faults(elements) + element_faults(elements)


def heading_faults(elements: list[Element]) -> list[str]:
    levels = [int(one.kind[1]) for one in elements if HEADING.match(one.kind)]
    if not levels or levels[0] != 1:
        return ["begins without a heading of the first level"]
    pairs = zip(levels, levels[1:], strict=False)
    return [f"a heading {low} is followed by a heading {high}" for low, high in pairs if high > low + 1]


def element_faults(elements: list[Element]) -> list[str]:
    return [
        *("a picture without words" for one in elements if one.kind == "Figure" and not one.alt.strip()),
        *("a table without headings" for one in elements if one.kind == "Table" and not has_headings(one)),
        *("a list entry outside a list" for one in elements if one.kind != "L" and holds(one, "LI")),
        *(
            "a row outside a table"
            for one in elements
            if one.kind not in ("Table", "THead", "TBody") and holds(one, "TR")
        ),
    ]


def has_headings(table: Element) -> bool:
    return any(one.kind == "TH" for one in table.walk())


def holds(one: Element, kind: str) -> bool:
    return any(child.kind == kind for child in one.children)
