"""The stylesheet of a brand colour: anyone may have it, for a year."""

import pytest
from django.urls import reverse

pytestmark = pytest.mark.django_db


def test_a_brand_is_served_to_anyone_and_kept_for_a_year(client):
    response = client.get("/brand/7a1f5c.css")
    assert response.status_code == 200
    assert response["Content-Type"] == "text/css; charset=utf-8"
    assert "public" in response["Cache-Control"]
    assert "max-age=31536000" in response["Cache-Control"]
    assert b"--brand:#7a1f5c;" in response.content


def test_a_stored_colour_makes_its_address():
    assert reverse("ui:brand", args=["#0B5C5C"]) == "/brand/0b5c5c.css"


def test_a_light_brand_is_darkened(client):
    assert b"--brand:#ffcc00" not in client.get("/brand/ffcc00.css").content


@pytest.mark.parametrize("wrong", ["fff", "0b5c5g", "0b5c5c0", "0B5C5C", "%3C%2Fs"])
def test_another_address_is_not_found(client, wrong):
    assert client.get(f"/brand/{wrong}.css").status_code == 404
