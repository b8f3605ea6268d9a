"""Everything that a browser or a fuzzer may send to an address, and what came back that should not."""

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import quote, urlsplit

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client

from .forms_on_pages import PageForm, forms_in

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
    "\ud800".encode("utf-8", "surrogatepass").decode("utf-8", "replace"),
    "00000000-0000-4000-8000-000000000000",
    "2147483648",
    "0",
]  # fmt: skip
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
    "sort",
    "here",
    "there",
    "initiative",
    "objective",
    "person",
    "dimension",
]
# Who is asked first whether a page is theirs.
WHO = ("amira", "tom", "cora", "fran", "pat", "dan", "oscar", "ruth", "ben")


@dataclass
class Fuzzer:
    """Each request is undone after it was answered, so that the next finds everything as it was."""

    cast: dict
    addresses: dict[str, str]
    clients: dict[str, Client] = field(default_factory=dict)
    forms: dict[str, list[PageForm]] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)
    asked: int = 0

    def client(self, who: str) -> Client:
        if who not in self.clients:
            self.clients[who] = Client(raise_request_exception=False)
            if who in self.cast:
                self.clients[who].force_login(self.cast[who].account)
        return self.clients[who]

    def ask(self, what: str, act: Callable):
        with transaction.atomic():
            answer = act()
            transaction.set_rollback(True)
        self.asked += 1
        if answer.status_code >= 500:
            cause = answer.exc_info[1] if getattr(answer, "exc_info", None) else ""
            self.faults.append(f"{what}: {answer.status_code} {cause!r}"[:400])
        return answer

    def look_around(self) -> dict[str, str]:
        """Whose each address is, and the forms of all pages by the address that they are sent to."""
        owners = {}
        for name, address in self.addresses.items():
            owners[name] = self.owner(name, address)
            page = self.ask(name, lambda: self.client(owners[name]).get(address))  # noqa: B023  called at once
            if page.status_code == 200 and not page.streaming and "html" in page.get("Content-Type", ""):
                for form in forms_in(address, page.content.decode()):
                    if form.method == "post":
                        self.forms.setdefault(urlsplit(form.action).path, []).append(form)
        return owners

    def owner(self, name: str, address: str) -> str:
        """The first for whom it is there at all: a button that is somebody else's is as missing as a page."""
        for who in WHO:
            if self.ask(name, lambda: self.client(who).get(address)).status_code in {200, 302}:  # noqa: B023
                return who
        for who in WHO:
            if self.ask(name, lambda: self.client(who).post(address)).status_code != 404:  # noqa: B023
                return who
        return WHO[0]

    def run(self) -> list[str]:
        for name, who in self.look_around().items():
            address = self.addresses[name]
            self.rubbish(name, address, who)
            self.nearly_right(name, address, who)
            self.strange(name, address, self.client(who))
        return self.faults

    def rubbish(self, name: str, address: str, who: str) -> None:
        """In all fields of all its forms at once, from whoever may send it, from a stranger and from nobody."""
        forms = self.forms.get(urlsplit(address).path, [PageForm(address, "post")])
        fields = {key for form in forms for key in form.fields} or {"q"}
        files = {key for form in forms for key in form.files}
        for number, text in enumerate(RUBBISH):
            data = dict.fromkeys(fields, text)
            data |= {key: SimpleUploadedFile("f\x00.csv", FILES[number % len(FILES)]) for key in files}
            self.ask(f"{name} POST {text[:20]!r}", lambda: self.client(who).post(address, data))  # noqa: B023
        for number in range(0, len(RUBBISH), 4):
            query = "&".join(
                f"{key}={quote(RUBBISH[(number + place) % len(RUBBISH)][:2000])}"
                for place, key in enumerate(PARAMETERS)
            )
            self.ask(f"{name} GET {number}", lambda: self.client(who).get(f"{address}?{query}"))  # noqa: B023
        for stranger in ("olga", "nobody"):
            self.ask(f"{name} POST by {stranger}", lambda: self.client(stranger).post(address, data))  # noqa: B023

    def nearly_right(self, name: str, address: str, who: str) -> None:
        """Each field in turn is rubbish in a form that is right otherwise: what checks of other fields would hide."""
        chance = random.Random(name)
        for form in self.forms.get(urlsplit(address).path, [])[:3]:
            for key in list(form.fields)[:25]:
                text = chance.choice(RUBBISH)
                data = form.fields | {key: text}
                self.ask(f"{name} {key}={text[:20]!r}", lambda: self.client(who).post(address, data))  # noqa: B023
            self.ask(f"{name} as it is", lambda: self.client(who).post(address, form.fields))  # noqa: B023

    def strange(self, name: str, address: str, client: Client) -> None:
        """What is no form at all."""
        requests = [
            lambda: client.post(address, b"\xff\xfe=%ZZ&&&=", content_type="application/x-www-form-urlencoded"),
            lambda: client.post(address, b"--x\r\nbroken", content_type="multipart/form-data; boundary=x"),
            lambda: client.post(address, b"{", content_type="application/json"),
            lambda: client.generic("POST", address, b"a=1", content_type="text/plain; charset=utf-99"),
            lambda: client.put(address),
            lambda: client.delete(address),
            lambda: client.options(address),
            lambda: client.head(address),
            lambda: client.get(address, HTTP_ACCEPT_LANGUAGE="\x7f;q=x", HTTP_IF_MODIFIED_SINCE="x"),
            lambda: client.get(f"{address}?%FF%FE=%C3%28"),
        ]
        for number, request in enumerate(requests):
            self.ask(f"{name} strange {number}", request)
        self.ask(f"{name} cookies", lambda: Client().get(address, HTTP_COOKIE="sessionid=%00; messages=x"))
