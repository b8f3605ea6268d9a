"""What no browser sends is refused before any page sees it."""

import pytest


@pytest.mark.parametrize("address", ["/help/?q=%00", "/frameworks/%00/"])
def test_a_nul_character_is_refused(db, client, address):
    assert client.get("/help/").status_code == 200
    assert client.get(address).status_code in (400, 404)


def test_a_body_larger_than_any_file_is_refused_unread(db, client, settings):
    settings.STAFF_FILE_MAX_BYTES = 0
    answer = client.post("/sign-in/", data=b"x" * 1_000_001, content_type="application/octet-stream")
    assert answer.status_code == 413


def test_a_body_that_does_not_say_how_long_it_is_is_refused_in_words(db, client):
    answer = client.generic("POST", "/sign-in/", headers={"transfer-encoding": "chunked"})
    assert answer.status_code == 411
    assert "Send it in one piece" in answer.content.decode()


@pytest.mark.parametrize("length", ["", "-1", "many", "9" * 400])
def test_a_strange_length_is_no_fault_of_ours(db, client, length):
    assert client.get("/help/", CONTENT_LENGTH=length).status_code in (200, 413)
