from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from stepwell.access.checks import requires
from stepwell.access.permissions import Permission


@requires(Permission.HOME)
def home(request: HttpRequest) -> HttpResponse:
    return render(request, "home/home.html")
