"""Addresses below /feedback/ for ratings."""

from django.urls import URLPattern

rating_urls: list[URLPattern] = []
