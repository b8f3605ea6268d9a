"""Addresses below /feedback/ for releases."""

from django.urls import URLPattern

release_urls: list[URLPattern] = []
