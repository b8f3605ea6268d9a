from django.urls import path, register_converter

from .views import owning, reading, searching


class PartId:
    """The id of a part of a pack: everything that the pack format allows, and nothing that needs escaping."""

    regex = r"[A-Za-z0-9]+(?:[-._][A-Za-z0-9]+)*"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(PartId, "part")

app_name = "frameworks"
urlpatterns = [
    path("", reading.framework_list, name="list"),
    path("search/", searching.search_page, name="search"),
    path("look-after/", owning.look_after, name="look_after"),
    path("publish/", owning.upload, name="upload"),
    path("drafts/<uuid:draft_id>/", owning.draft, name="draft"),
    path("drafts/<uuid:draft_id>/discard/", owning.discard, name="discard"),
    path("<slug:slug>/", reading.framework, name="framework"),
    path("<slug:slug>/dimensions/<part:dimension_id>/", reading.dimension, name="dimension"),
    path("<slug:slug>/questions/", reading.questions, name="questions"),
    path("<slug:slug>/questions/<part:bank_id>/", reading.bank, name="bank"),
    path("<slug:slug>/what-if/", reading.cards, name="cards"),
    path("<slug:slug>/roles/", reading.roles, name="roles"),
    path("<slug:slug>/development/", reading.development, name="development"),
    path("<slug:slug>/links/", reading.links, name="links"),
    path("<slug:slug>/about/", reading.about, name="about"),
    path("<slug:slug>/versions/", reading.versions, name="versions"),
    path("<slug:slug>/everything/", reading.everything, name="everything"),
    path("<slug:slug>/wording/", owning.wording, name="wording"),
    path("<slug:slug>/pack.yaml", owning.download, name="download"),
    path("<slug:slug>/wording.yaml", owning.wording_file, name="wording_file"),
]
