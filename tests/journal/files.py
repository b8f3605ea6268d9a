"""Small real files, and some that are not what they say."""

import io
import zipfile

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF"
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + b"\x00" * 17
JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF" + b"\x00" * 20
PROGRAM = b"MZ\x90\x00\x03" + b"\x00" * 60
HTML = b"<!doctype html><script>alert(1)</script>"


def packed(parts: dict[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return made.getvalue()


def office(main: bytes, part: str, **more: bytes) -> bytes:
    types = b'<Types><Override ContentType="application/vnd.openxmlformats-officedocument.' + main + b'"/></Types>'
    return packed({"[Content_Types].xml": types, part: b"<x/>", **more})


DOCX = office(b"wordprocessingml.document.main+xml", "word/document.xml")
XLSX = office(b"spreadsheetml.sheet.main+xml", "xl/workbook.xml")
MACROS = office(b"wordprocessingml.document.main+xml", "word/document.xml", **{"word/vbaProject.bin": b"x"})
MACRO_TYPE = packed(
    {
        "[Content_Types].xml": b'<Types><Override ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"/></Types>',
        "word/document.xml": b"<x/>",
    }
)
BOMB = packed({"[Content_Types].xml": b" " * 5_000_000, "word/document.xml": b"<x/>"})
PLAIN_ZIP = packed({"a.txt": b"a"})
BROKEN_ZIP = DOCX[: len(DOCX) // 2]
