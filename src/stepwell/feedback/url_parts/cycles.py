"""Addresses below /feedback/ for cycles."""

from django.urls import URLPattern

cycle_urls: list[URLPattern] = []
