"""What a page says about saving is true: after a refused save it does not say when the one before it was."""

import re

from django.urls import reverse

from stepwell.conversations.operations.cedar import MOST_TEXT, Seen

from . import giving, making
from .test_pages import page, send

SAVED, NOT_SAVED = "Saved on", "Not saved yet"


def line(html: str) -> tuple[str, str]:
    """The day that the page counts from, and the words."""
    return re.search(r'id="saved" data-saved-at="([^"]*)">([^<]*)<', html).groups()


def test_a_scene_that_is_too_long(cast, signed_in):
    conversation = giving.written(cast)
    tom, context = signed_in(cast.tom), giving.stage(conversation, "context")
    at, words = line(page(tom, "cedar_stage", context.pk))
    assert at and words.startswith(SAVED)
    answer = send(tom, "cedar_stage", context.pk, context="x" * (MOST_TEXT + 1), revision=1)
    at, words = line(answer.content.decode())
    assert (answer.status_code, at) == (422, "") and words.startswith(NOT_SAVED)


def test_an_example_that_is_missing_is_asked_about_and_the_rest_is_saved(cast, signed_in):
    """R48: to give it without an example is refused; what was typed is kept, and the page says so."""
    conversation = giving.written(cast, seen=Seen(["You listened."], "", []))
    tom, example = signed_in(cast.tom), giving.stage(conversation, "example")
    shown = tom.get(reverse("conversations:cedar_stage", args=[example.pk]))
    fields = {name: shown.context["form"][name].value() or "" for name in shown.context["form"].fields}
    answer = tom.post(shown.request["PATH_INFO"], {**fields, "then": "give"})
    at, words = line(answer.content.decode())
    assert answer.status_code == 422 and at and words.startswith(SAVED)


def test_a_preparation_that_is_too_long(cast, signed_in):
    conversation = making.agreed(cast.amira, cast.tom, cast.ashdown)
    amira, address = signed_in(cast.amira), reverse("conversations:prepare", args=[conversation.pk])
    shown = amira.get(address)
    first = next(name for name in shown.context["form"].fields if name.startswith("q"))
    amira.post(address, {"revision": 0, "seen": "", first: "Short enough", "then": "later"})
    assert line(amira.get(address).content.decode())[1].startswith(SAVED)
    answer = amira.post(address, {"revision": 1, "seen": "", first: "x" * 200_001, "then": "later"})
    at, words = line(answer.content.decode())
    assert (answer.status_code, at) == (422, "") and words.startswith(NOT_SAVED)
