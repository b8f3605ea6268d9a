"""Search over everything, in the words that an organisation reads."""

import pytest
from django.urls import reverse

from stepwell.domain.framework import readings
from stepwell.frameworks import queries
from stepwell.frameworks.operations import publish, reword
from stepwell.frameworks.presenters.opened import open_pack
from stepwell.frameworks.presenters.related import address
from stepwell.frameworks.search import search
from tests.cast import NOW


def found(question, organisation=None, **filters):
    return search(queries.stored_packs(organisation), question, **filters)


@pytest.mark.parametrize("question", ["regrading", "Regrade", "REGRADED", "regrading?"])
def test_the_notice_comes_first(published, question):
    """Scenario 5: whatever form of the word is asked for."""
    first = found(question).documents[0]
    assert first.reading.kind == "notice" and "regrading" in first.reading.texts[0]


def test_a_notice_of_a_framework_nobody_has_seen_comes_first_too(odd):
    assert found("pay decided").documents[0].reading.id == "not-for-pay"


def test_words_find_their_other_forms(lamplight):
    assert {one.reading.id for one in found("trimmed").documents} >= {"trimming.dim.1", "-top"}


def test_both_wordings_are_found(lamplight):
    result = found("somebody reminds them")
    assert result.documents[0].reading.id == "trimming.dim.1"
    assert "<mark>reminds</mark>" in result.hits(result.documents[:1])[0].excerpt


def test_translations_are_found_in_their_language(lamplight):
    result = found("tocio’r")
    assert [(one.reading.id, one.language) for one in result.documents] == [("trimming.steady.1", "cy")]


def test_an_organisation_finds_its_own_words_and_no_other_does(cast, lamplight):
    reword(lamplight, {"trimming.dim.1": {"self": "I prune the taper."}}, organisation=cast.ashdown, by=None, at=NOW)
    assert [one.reading.id for one in found("taper", cast.ashdown).documents] == ["trimming.dim.1"]
    assert found("taper", cast.marlow).documents == []


def test_a_new_version_is_found_at_once(lamplight, lamplight_pack):
    assert found("zeppelin").documents == []
    publish(lamplight_pack.model_copy(update={"summary": "Lamps for a zeppelin."}), by=None, at=NOW)
    assert len(found("zeppelin").documents) == 1


def test_a_near_spelling_is_suggested(published):
    result = found("feedbakc")
    assert result.documents == [] and result.suggestion == "feedback"


def test_filters(published):
    only = found("leading", slugs={"nhs-hlm"}, kinds={"behaviour"}).documents
    assert only and {(one.slug, one.reading.kind) for one in only} == {("nhs-hlm", "behaviour")}


@pytest.mark.parametrize("question", ["", " ", "?!", "<script>", "a" * 5000, "the", "\x00", "%", "🌊"])
def test_odd_questions(odd, question):
    found(question)


def test_hostile_texts_are_shown_as_text(odd):
    result = found("script alert tide")
    excerpts = "".join(hit.excerpt for hit in result.hits(result.documents))
    assert "script" in excerpts and "<script" not in excerpts and "&lt;" in excerpts


def test_the_page_marks_pages_and_filters(cast, published, signed_in):
    client = signed_in(cast.amira)
    response = client.get(reverse("frameworks:search"), {"q": "people"})
    text = response.content.decode()
    assert text.count("<mark>") >= 10 and "?q=people&amp;page=2" in text
    assert client.get(reverse("frameworks:search"), {"q": "people", "page": "2"}).status_code == 200
    for query in ({"q": "x", "page": "9" * 30}, {"q": "x", "framework": "nope"}, {"q": "y" * 300}, {"page": "x"}, {}):
        assert client.get(reverse("frameworks:search"), query).status_code == 200
    nothing = client.get(reverse("frameworks:search"), {"q": "leadershipp"}).content.decode()
    assert "Did you mean" in nothing and "check the spelling" in nothing


def test_every_text_leads_to_a_place_that_is_there(cast, published, odd, signed_in):
    client, pages, missing = signed_in(cast.amira), {}, []
    for stored in queries.stored_packs(None):
        opened = open_pack(stored, asked_language="", own_language="", number=None)
        for reading in readings(stored.pack):
            page, _, anchor = address(opened, reading).partition("#")
            if page not in pages:
                pages[page] = client.get(page).content.decode()
            if f'id="{anchor}"' not in pages[page]:
                missing.append((page, anchor))
    assert missing == [] and len(pages) > 50
