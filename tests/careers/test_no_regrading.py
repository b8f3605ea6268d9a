"""No form, table or pack offers regrading as a purpose (R28). The words of the notice itself are no choice."""

import importlib
import pkgutil

import pytest
from django import forms
from django.apps import apps

import stepwell
from stepwell.careers.forms import CompareForm, ExpectationForm

WORDS = ("regrad", "re-grad", "grading")


def every_module():
    for module in pkgutil.walk_packages(stepwell.__path__, "stepwell."):
        if ".migrations" not in module.name and not module.name.endswith(("__main__", "wsgi")):
            yield importlib.import_module(module.name)


def subclasses(cls):
    for child in cls.__subclasses__():
        yield child
        yield from subclasses(child)


def flat(choices):
    for value, label in choices:
        yield from flat(label) if isinstance(label, list | tuple) else [f"{value} {label}"]


def offered(field) -> list[str]:
    choices = getattr(field, "choices", None) or ()
    return list(flat(choices)) if not isinstance(field, forms.ModelChoiceField) else []


def names_regrading(text: str) -> bool:
    return any(word in text.lower() for word in WORDS)


def test_no_form_offers_it():
    list(every_module())
    ours = [form for form in subclasses(forms.BaseForm) if form.__module__.startswith("stepwell.")]
    assert CompareForm in ours
    found = [
        (form.__name__, name, text)
        for form in ours
        for name, field in getattr(form, "base_fields", {}).items()
        for text in [name, str(field.label), *offered(field)]
        if names_regrading(text)
    ]
    assert not found


def test_no_table_stores_it():
    fields = [f for model in apps.get_models() if model.__module__.startswith("stepwell.") for f in model._meta.fields]
    found = [(f.name, text) for f in fields for text in [f.name, *flat(f.flatchoices)] if names_regrading(text)]
    assert len([f for f in fields if f.choices]) > 3
    assert not found


def test_no_dynamic_form_offers_it(published, today):
    """Forms whose choices come from packs: grades, levels."""
    for version in published.values():
        content = version.content
        texts = [level["name"] for level in content["levels"]] + [grade["name"] for grade in content["grades"]]
        texts += [bank["purpose"] for bank in content["question_banks"]]
        assert not [text for text in texts if names_regrading(text)]


@pytest.mark.parametrize("cls", [ExpectationForm, CompareForm])
def test_the_walk_would_notice(cls):
    assert names_regrading("For a regrading request")
    assert not names_regrading("For a conversation")
