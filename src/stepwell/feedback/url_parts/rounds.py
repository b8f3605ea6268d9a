"""Addresses below /feedback/ for rounds: the subject's, and the approver's one page."""

from django.urls import URLPattern, path

from ..views import approving, choosing, rounds, self_rating, starting

round_urls: list[URLPattern] = [
    path("", rounds.mine, name="list"),
    path("start/", starting.choose, name="start"),
    path("start/<slug:slug>/", starting.start, name="start_on"),
    path("join/<uuid:cycle_id>/", starting.join, name="join"),
    path("<uuid:round_id>/", rounds.round_, name="round"),
    path("<uuid:round_id>/consent/", starting.consent, name="consent"),
    path("<uuid:round_id>/refuse/", starting.refuse, name="refuse"),
    path("<uuid:round_id>/facilitator/", rounds.facilitator, name="facilitator"),
    path("<uuid:round_id>/end/", rounds.end, name="end"),
    path("<uuid:round_id>/close/", rounds.close, name="close"),
    path("<uuid:round_id>/self/", self_rating.overview, name="self"),
    path("<uuid:round_id>/self/use/", self_rating.use, name="use_self_assessment"),
    path("<uuid:round_id>/self/<int:number>/", self_rating.dimension, name="self_dimension"),
    path("<uuid:round_id>/raters/", choosing.raters, name="raters"),
    path("<uuid:round_id>/raters/suggested/", choosing.add_suggested, name="add_suggested"),
    path("<uuid:round_id>/raters/add/", choosing.add, name="add_rater"),
    path("<uuid:round_id>/raters/send/", choosing.send, name="send_raters"),
    path("<uuid:round_id>/raters/remind/", choosing.remind, name="remind"),
    path("raters/<uuid:nomination_id>/move/", choosing.move, name="move_rater"),
    path("raters/<uuid:nomination_id>/resend/", choosing.resend, name="resend"),
    path("raters/<uuid:nomination_id>/withdraw/", choosing.withdraw, name="withdraw_rater"),
    path("<uuid:round_id>/approve/", approving.approve, name="approve"),
]
