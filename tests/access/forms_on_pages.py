"""The forms of a page, as a browser would send them."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

UNSENT = {"csrfmiddlewaretoken"}


@dataclass
class PageForm:
    action: str
    method: str
    fields: dict[str, str] = field(default_factory=dict)  # name → what a browser would send
    files: set[str] = field(default_factory=set)


class Reader(HTMLParser):
    """Each field belongs to the form around it: what stands outside one (`form="…"`) joins the page's last."""

    def __init__(self, address: str):
        super().__init__()
        self.address = address
        self.forms: list[PageForm] = []
        self.select = ""
        self.area = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {key: value or "" for key, value in attrs}
        if tag == "form":
            self.forms.append(PageForm(said.get("action") or self.address, said.get("method", "get").lower()))
        elif tag in {"input", "button", "select", "textarea"} and said.get("name") and self.forms:
            self.named(tag, said)
        elif tag == "option" and self.select and ("selected" in said or not self.forms[-1].fields.get(self.select)):
            self.forms[-1].fields[self.select] = said.get("value", "")

    def named(self, tag: str, said: dict[str, str]) -> None:
        form, name = self.forms[-1], said["name"]
        self.select = name if tag == "select" else ""
        self.area = name if tag == "textarea" else ""
        if said.get("type") == "file":
            form.files.add(name)
        elif name not in UNSENT:
            # Of several radio buttons the checked one; else any, so that the form is worth sending.
            form.fields[name] = (
                said.get("value", "") if "checked" in said else form.fields.get(name) or said.get("value", "")
            )

    def handle_data(self, data: str) -> None:
        if self.area and self.forms:
            self.forms[-1].fields[self.area] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self.area = ""
        elif tag == "select":
            self.select = ""


def forms_in(address: str, page: str) -> list[PageForm]:
    reader = Reader(address)
    reader.feed(page)
    return reader.forms
