"""Whatever a browser or a fuzzer sends, no page breaks: every form of every page is filled with rubbish, and every address is asked with it."""

import re
from urllib.parse import quote

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from tests.architecture.test_permissions import ADDRESSES

from .test_table import TABLE, key_of, world  # noqa: F401  the fixture of the table

RUBBISH = [
    "",
    "\x00",
    "a\x00b",
    "x" * 200_000,
    "9" * 400,
    "-1",
    "1e309",
    "0x1F",
    "٣٣",
    "²",
    "<script>alert(1)</script>",
    "{{ 7*7 }}{% load x %}",
    "' OR 1=1 --",
    "../../etc/passwd",
    "\u202e\u0000\ufeff\U0001f469\u200d\U0001f680",
    "2026-02-30",
    "a:b:c",
    "level:nowhere",
    "rating:many",
    "null",
]
PARAMETERS = [
    "q",
    "page",
    "level",
    "wording",
    "lang",
    "version",
    "kind",
    "framework",
    "one",
    "other",
    "pack",
    "unit",
    "who",
    "action",
    "from",
    "to",
    "category",
    "step",
    "situation",
    "stage",
]
WHO = {"amira": "amira", "tom": "tom", "pat": "pat", "fran": "fran", "dan": "dan"}
FILES = [
    b"",
    b"\x00" * 10,
    b"\xff\xfe\xfa",
    b"a,b\n" * 1000,
    b"id: [",
    b"&a [*a,*a]",
    "staff_number,full_name\n1,ŵ\n".encode("cp437", "replace"),
    b"{" * 5000,
]


def fields_in(page: bytes) -> dict[str, str]:
    """Names of the fields of a page's forms, with their kind."""
    text = page.decode(errors="replace")
    found = re.findall(r"<(?:input|select|textarea|button)\b([^>]*)>", text)
    named = ((re.search(r'\bname="([^"]+)"', tag), re.search(r'\btype="([^"]+)"', tag)) for tag in found)
    return {name[1]: kind[1] if kind else "text" for name, kind in named if name and name[1] != "csrfmiddlewaretoken"}


def address_of(world, name: str) -> str:  # noqa: F811
    line = TABLE[name]
    keys = {key: key_of(world, name, line, key) for key in dict(ADDRESSES)[name].pattern.converters}
    return reverse(name, kwargs=keys)


def somebody(world, name: str) -> str:  # noqa: F811
    return next((who for who in WHO if who in TABLE[name].who), "amira")


@pytest.mark.parametrize("name", TABLE)
def test_rubbish_is_never_our_fault(world, signed_in, name):  # noqa: F811
    address = address_of(world, name)
    client: Client = signed_in(world.cast.everyone[somebody(world, name)])
    page = client.get(address)
    fields = fields_in(page.content) if not page.streaming else {}
    for number, rubbish in enumerate(RUBBISH):
        query = "&".join(f"{parameter}={quote(rubbish[:3000])}" for parameter in PARAMETERS)
        assert client.get(f"{address}?{query}").status_code < 500
        data = {field: rubbish for field in fields if fields[field] != "file"}
        data |= {
            field: SimpleUploadedFile("f\x00.csv", FILES[number % len(FILES)])
            for field, kind in fields.items()
            if kind == "file"
        }
        assert client.post(address, data).status_code < 500


@pytest.mark.parametrize("name", TABLE)
def test_strange_requests_are_never_our_fault(world, signed_in, name):  # noqa: F811
    address = address_of(world, name)
    client: Client = signed_in(world.cast.everyone[somebody(world, name)])
    answers = [
        client.post(address, data=b"\xff\xfe=%ZZ&&&=", content_type="application/x-www-form-urlencoded"),
        client.post(address, data=b"--x\r\nbroken", content_type="multipart/form-data; boundary=x"),
        client.post(address, data=b"{", content_type="application/json"),
        client.generic("POST", address, b"a=1", content_type="text/plain; charset=utf-99"),
        client.put(address),
        client.delete(address),
        client.options(address),
        client.head(address),
        client.get(address, HTTP_ACCEPT_LANGUAGE="\x7f;q=x", HTTP_COOKIE="sessionid=%00; messages=x"),
        client.get(f"{address}?%FF%FE=%C3%28"),
    ]
    assert all(answer.status_code < 500 for answer in answers)


@pytest.mark.parametrize(
    "path",
    [
        "/%FF%FE/",
        "/frameworks/..%2f..%2f/",
        "/people/person/not-an-id/",
        "/assessments/" + "9" * 5000 + "/",
        "/brand/zzzzzz.css",
        "/\u202e/",
    ],
)
def test_strange_addresses_are_not_found(world, signed_in, path):  # noqa: F811
    assert signed_in(world.cast.amira).get(path).status_code in {301, 302, 400, 404}
