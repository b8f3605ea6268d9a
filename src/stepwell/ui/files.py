"""What a page gives to take along."""

from django.http import HttpResponse
from django.utils.text import slugify

TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


def download(content: bytes, kind: str, title: str) -> HttpResponse:
    """A file of one of TYPES, named after a title that tells no content."""
    response = HttpResponse(content, content_type=TYPES[kind])
    response["Content-Disposition"] = f'attachment; filename="{slugify(title)}.{kind}"'
    return response
