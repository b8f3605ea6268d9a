"""One page of an entry: what is asked, what was there, and what can be saved of what came back."""

import hashlib
import json
import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from stepwell.domain.reflecting import Answered, Question, Writing
from stepwell.journal.models import JournalPage
from stepwell.journal.queries.entries import Leaf, Opened
from stepwell.ui.forms import Form, GovDateField, LongTextField

LONGEST_NOTE = 100_000
LONGEST_ANSWER = 20_000
ANSWER = "q-"
INVISIBLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
MOST_ASKED = 60


class WritingField(LongTextField):
    """Room to write, without a count. What nobody can see, and no database stores, is left out of what was pasted."""

    def to_python(self, value: Any) -> str | None:
        return super().to_python(INVISIBLE.sub("", value) if isinstance(value, str) else value)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {}


class PageForm(Form):
    """`revision` says which save the page was made from and `seen` what stood there, so that the view can tell a page on
    which nobody changed anything from one that was overtaken by another device.
    """

    def __init__(self, opened: Opened, leaf: Leaf, *, today: date, asked: int = 1, opener: str = "", data: Any = None):
        self.opened, self.leaf, self.today = opened, leaf, today
        self.kept = {answer.question_id: answer for answer in leaf.writing.answers}
        self.from_pool = chosen_from_pool(leaf, asked, data)
        self.questions = list(questions_to_ask(leaf, self.from_pool))
        if opened.is_free:
            self.questions = [Question("", opener)]
        self.base_fields = dict(self.made_fields())  # type: ignore[misc]  # before Django copies them
        stored: dict[str, Any] = {f"{ANSWER}{key}": answer.text for key, answer in self.kept.items()}
        stored |= {"title": leaf.writing.title, "entry_date": opened.entry.entry_date}
        revision = leaf.page.revision if leaf.page else 0
        seen = digest_of(leaf.writing, opened.entry.entry_date)
        super().__init__(data, initial=stored | {"revision": revision, "seen": seen})

    def made_fields(self) -> Iterator[tuple[str, forms.Field]]:
        never_remembered = {"autocomplete": "off"}  # a reload must not bring back an old number
        yield (
            "revision",
            forms.IntegerField(
                min_value=0, max_value=2_000_000_000, required=False, widget=forms.HiddenInput(never_remembered)
            ),
        )
        yield "seen", forms.CharField(max_length=64, required=False, widget=forms.HiddenInput(never_remembered))
        if self.opened.is_free:
            begun_with = self.kept[""].question if "" in self.kept else self.questions[0].text
            label = begun_with or "What is on your mind?"
            yield ANSWER, WritingField(label=label, required=False, max_length=LONGEST_NOTE, rows=12)
            yield "title", forms.CharField(label="Title", required=False, max_length=200)
            yield "entry_date", GovDateField(label="Day", required=False)
            return
        for question in self.questions:
            text = self.kept[question.id].question if question.id in self.kept else question.text
            yield f"{ANSWER}{question.id}", WritingField(label=text, required=False, max_length=LONGEST_ANSWER, rows=4)

    def clean_entry_date(self) -> date:
        day = self.cleaned_data["entry_date"] or self.opened.entry.entry_date
        if day > self.today:
            raise ValidationError("The day must be today or earlier", params={"parts": ["day", "month", "year"]})
        if day.year < 1940:
            raise ValidationError("The year must be 1940 or later", params={"parts": ["year"]})
        return day

    def writing(self) -> Writing:
        """What can be saved: every field that is as it should be; what is wrong keeps what was stored."""
        answers = []
        for question in self.questions:
            kept = self.kept.get(question.id)
            text = self.cleaned_data.get(f"{ANSWER}{question.id}", kept.text if kept else "")
            if text:
                answers.append(Answered(question.id, kept.question if kept else question.text, text))
        return Writing(self.cleaned_data.get("title", self.leaf.writing.title), tuple(answers))

    @property
    def entry_date(self) -> date | None:
        """The day as given, where the page asks for one."""
        return self.cleaned_data.get("entry_date")

    @property
    def revision_given(self) -> int:
        """A page without a number, or with a wrong one, is one that has seen nothing."""
        return self.cleaned_data.get("revision") or 0

    @property
    def answers(self) -> list[Any]:
        return [self[f"{ANSWER}{question.id}"] for question in self.questions]

    @property
    def details_open(self) -> bool:
        """Title and day stand open where there is something to see."""
        named = self.leaf.writing.title or self.opened.entry.entry_date != self.today
        return bool(named or self["title"].errors or self["entry_date"].errors)

    @property
    def is_untouched(self) -> bool:
        """True if what was sent is what the page showed when it was made."""
        day = self.entry_date or self.opened.entry.entry_date
        return not self.errors and self.cleaned_data.get("seen") == digest_of(self.writing(), day)

    def catch_up_with(self, page: JournalPage | None) -> None:
        """Shown again after a save of what could be saved: the next save starts from that one."""
        data: Any = self.data.copy()  # type: ignore[attr-defined]  # what was posted is a QueryDict
        data["revision"], data["seen"] = str(page.revision if page else 0), ""
        self.data = data


def chosen_from_pool(leaf: Leaf, asked: int, data: Any) -> list[Question]:
    """Of the section's pool what was answered, then as many more as asked for, at least one.

    What was posted is always among them, so that nothing typed is lost however the page was made.
    """
    there = {answer.question_id for answer in leaf.writing.answers}
    there |= {name.removeprefix(ANSWER) for name in data or () if name.startswith(ANSWER)}
    chosen = [one for one in leaf.section.pool if any(each.id in there for each in family(one))]
    others = [one for one in leaf.section.pool if one not in chosen]
    return chosen + others[: max(0, min(asked, MOST_ASKED) - len(chosen))]


def questions_to_ask(leaf: Leaf, from_pool: list[Question]) -> Iterator[Question]:
    """In the order of the page; at its end what was answered once and is asked no longer, as it was worded."""
    for question in (*leaf.section.questions, *from_pool):
        yield from family(question)
    known = leaf.section.question_by_id
    yield from (
        Question(kept.question_id, kept.question) for kept in leaf.writing.answers if kept.question_id not in known
    )


def family(question: Question) -> tuple[Question, ...]:
    return (question, *question.follow_ups)


def digest_of(writing: Writing, day: date) -> str:
    """A short name for exactly this page."""
    return hashlib.sha256(json.dumps([writing.as_data(), day.isoformat()]).encode()).hexdigest()
