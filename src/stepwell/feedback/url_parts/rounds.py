"""Addresses below /feedback/ for rounds."""

from django.urls import URLPattern

round_urls: list[URLPattern] = []
