"""What is taken away from an agreement."""

from __future__ import annotations

from django.urls import path

from maillage.agreements.views import downloads

urlpatterns = [
    path("<uuid:pk>/telecharger/", downloads.download_page, name="download"),
    path("<uuid:pk>/telecharger/texte.<str:form>", downloads.current_text_file, name="download_current"),
    path("<uuid:pk>/telecharger/texte-<int:number>.<str:form>", downloads.text_file, name="download_text"),
    path("<uuid:pk>/telecharger/termes.<str:form>", downloads.terms_file, name="download_terms"),
    path("<uuid:pk>/telecharger/resume.<str:form>", downloads.summary_file, name="download_summary"),
    path("<uuid:pk>/comparer/<uuid:before>/<uuid:after>/comparaison.pdf", downloads.redline_file, name="redline_pdf"),
]
