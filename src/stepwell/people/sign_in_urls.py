"""Sign-in pages: the library's own addresses, one prefix for all."""

from django.urls import include, path

urlpatterns = [path("", include("allauth.urls"))]
