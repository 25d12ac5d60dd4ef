"""Readings made by hand: a small protocol between a département, a town and its CCAS, with every sort of finding."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import Any

from maillage.reading.model import (
    Article,
    Authority,
    Body,
    Commitment,
    Defect,
    Found,
    Guarantor,
    Mention,
    Notice,
    Party,
    Provision,
    Reading,
    Signatory,
    Source,
    Span,
    Terms,
)

# One line a leaf: eId, kind, text. A line that starts with "#" is a heading: eId, kind, number, heading, words of the heading.
PROTOCOL: tuple[tuple[str, ...], ...] = (
    ("cover", "cover", "Protocole local de coordination des solidarités de Montclair"),
    ("#", "parties", "parties", "", "Entre les soussignés", "Entre les soussignés"),
    ("parties__p_1", "paragraph", "Le Département de l’Ourcelle, dont le siège est 12, quai des Tanneurs à Montclair, représenté par son président, "
     "M. Philippe Garnier, agissant en vertu de la délibération n° ............ de la commission permanente en date du ............, ci-après « le Département », d’une part,"),
    ("parties__p_2", "paragraph", "la commune de Montclair, représentée par sa maire, Mme Inès Delaunay, agissant en vertu de la délibération n° 23-018 du conseil "
     "municipal en date du 2 mars 2023, ci-après « la Ville », et le centre communal d’action sociale de Montclair, ci-après « le CCAS », d’autre part."),
    ("#", "art_1", "article", "1", "Objet", "Article 1 : Objet"),
    ("art_1__p_1", "paragraph", "Le protocole organise la coordination des solidarités sur le territoire de la commune, dans le respect de l’article L. 263-1 du code de l’action sociale et des familles. "
     "Il ne transfère aucune compétence d’une partie à une autre."),
    ("#", "art_2", "article", "2", "Faire connaître l’offre de solidarité", "Article 2\nFaire connaître l’offre de solidarité"),
    ("art_2__p_1", "paragraph", "Les parties tiennent à jour un répertoire commun des services ouverts aux habitants, chacune pour ce qui la concerne, avant le 31 janvier 2026."),
    ("art_2__list_1", "list", "Le CCAS :"),
    ("art_2__list_1__item_1", "item", "- publie ce répertoire sur le site de la Ville et en remet une version imprimée aux accueils de quartier ;"),
    ("art_2__list_1__item_2", "item", "- signale au Département toute permanence modifiée ou supprimée, dans un délai de quinze jours."),
    ("#", "art_3", "article", "3", "Simplifier les démarches", "Article 3 – Simplifier les démarches"),
    ("art_3__p_1", "paragraph", "Le Département s’efforce d’assurer une permanence sociale chaque mercredi après-midi. La Ville verse une participation de 12 500 euros."),
    ("art_3__p_2", "paragraph", "Une pièce déjà fournie à l’une des parties n’est pas redemandée par une autre, comme le dit l’article 12."),
    ("#", "art_4", "article", "4", "Suivi, effet et durée", "Article 4 – Suivi, effet et durée"),
    ("art_4__p_1", "paragraph", "Un comité de suivi réunit au moins une fois par an les élus référents des trois parties et dresse le bilan de l’année écoulée."),
    ("art_4__p_2", "paragraph", "Le protocole prend effet à la date de la dernière signature, pour une durée de trois ans. Il se renouvelle ensuite par tacite reconduction. "
     "Chaque partie peut le dénoncer par lettre recommandée avec un préavis de trois mois. À défaut d’accord amiable, le tribunal administratif de Montclair est compétent."),
    ("#", "signatures", "signatures", "", "", ""),
    ("signatures__p_1", "paragraph", "Fait à Montclair, en trois exemplaires.\nPour le Département, Philippe Garnier.\nPour la Ville, Inès Delaunay."),
)  # fmt: skip


def reading(text: str = "", **fields: Any) -> Reading:
    """A bare reading of ``text``, an agreement unless told otherwise."""
    source = Source("essai.txt", "text/plain", hashlib.sha256(text.encode()).hexdigest(), len(text))
    defaults = {
        "source": source,
        "text": text,
        "is_agreement": True,
        "nature_reason": "",
        "kind": "convention",
        "title": None,
    }
    return Reading(**(defaults | fields))


def not_an_agreement(text: str = "Conditions générales d’utilisation du site.") -> Reading:
    return reading(
        text, is_agreement=False, kind=None, nature_reason="Le texte fixe des règles sans nommer de parties."
    )


def protocol() -> Reading:
    text, provisions = _laid_out()
    at = _Finder(text)
    articles = tuple(
        Article(p.number, p.heading, p.eid, p.span, 0.97) for p in provisions if p.kind == "article"
    )  # fmt: skip
    made = reading(
        text,
        kind="protocole",
        title="Protocole local de coordination des solidarités de Montclair",
        provisions=provisions,
        articles=articles,
        parties=_parties(at),
        commitments=_commitments(at),
        terms=_terms(at),
        bodies=(Body("comité de suivi", "Un comité de suivi réunit au moins une fois par an", "P1Y", ("les élus référents",), at("comité de suivi réunit au moins une fois par an"), 0.9),),
        guarantors=(Guarantor("les élus référents des trois parties", at("les élus référents des trois parties"), 0.7),),
        mentions=_mentions(at),
        signatories=(Signatory("Philippe Garnier", None, "p1", at("Philippe Garnier."), 0.8),),
        review=_review(at),
        notices=(Notice("page-number", "Les numéros de page ont été retirés.", ("1/2",)),),
    )  # fmt: skip
    return replace(made, source=replace(made.source, file_name="protocole-montclair.docx"))


class _Finder:
    def __init__(self, text: str) -> None:
        self.text = text

    def __call__(self, words: str) -> Span:
        start = self.text.index(words)
        return (start, start + len(words))


def _laid_out() -> tuple[str, tuple[Provision, ...]]:
    """The text, and its tree: the spans of the leaves and of the headings tile it."""
    text, made, open_ones = "", [], []  # type: ignore[var-annotated]
    for line in PROTOCOL:
        if line[0] == "#":
            _, eid, kind, number, heading, said = line
            start = len(text)
            text += f"{said}\n\n" if said else ""
            made.append(
                [eid, kind, number or None, heading or None, None, start, (start, start + len(said)) if said else None]
            )
        else:
            eid, kind, said = line
            parent = eid.rpartition("__")[0] or None
            made.append([eid, kind, None, None, parent, len(text), None])
            text += said + "\n\n"
        open_ones.append(len(text))
    provisions = []
    for at, (eid, kind, number, heading, parent, start, heading_span) in enumerate(made):
        end = max(
            [open_ones[at], *(open_ones[other] for other in range(len(made)) if made[other][0].startswith(eid + "__"))]
        )
        provisions.append(Provision(eid, kind, number, heading, parent, (start, end), heading_span))
    return text, tuple(provisions)


def _parties(at: _Finder) -> tuple[Party, ...]:
    blank = "la délibération n° ............ de la commission permanente en date du ............"
    given = "la délibération n° 23-018 du conseil municipal en date du 2 mars 2023"
    seat = "12, quai des Tanneurs à Montclair"
    return (
        Party("p1", "Le Département de l’Ourcelle", "le Département", "public", "son président, M. Philippe Garnier", "président", seat, 1,
              Authority(blank, "la commission permanente", None, None, True, at(blank), 0.9), at("Le Département de l’Ourcelle"), 0.97),
        Party("p2", "la commune de Montclair", "la Ville", "public", "sa maire, Mme Inès Delaunay", "maire", None, 2,
              Authority(given, "conseil municipal", "23-018", "2023-03-02", False, at(given), 0.9), at("la commune de Montclair"), 0.97),
        Party("p3", "le centre communal d’action sociale de Montclair", "le CCAS", "public", None, None, None, 2, None,
              at("le centre communal d’action sociale de Montclair"), 0.9),
    )  # fmt: skip


def _commitments(at: _Finder) -> tuple[Commitment, ...]:
    def one(
        id: str,
        bearers: tuple[str, ...],
        binding: str,
        form: str,
        strength: str,
        words: str,
        provision: str,
        confidence: float = 0.9,
        lead: str | None = None,
    ) -> Commitment:
        article = provision.partition("__")[0].removeprefix("art_")
        return Commitment(
            id,
            bearers,
            binding,
            form,
            strength,
            "accès_aux_droits",
            words,
            lead,
            article,
            provision,
            at(words),
            confidence,
        )

    return (
        one("c1", ("p1", "p2", "p3"), "all", "present", "firm", "Les parties tiennent à jour un répertoire commun des services ouverts aux habitants, chacune pour ce qui la concerne, avant le 31 janvier 2026.", "art_2__p_1"),
        one("c2", ("p3",), "one", "listed", "firm", "publie ce répertoire sur le site de la Ville et en remet une version imprimée aux accueils de quartier", "art_2__list_1__item_1", lead="Le CCAS :"),
        one("c3", ("p3",), "one", "listed", "firm", "signale au Département toute permanence modifiée ou supprimée, dans un délai de quinze jours", "art_2__list_1__item_2", lead="Le CCAS :"),
        one("c4", ("p1",), "one", "explicit", "best_efforts", "Le Département s’efforce d’assurer une permanence sociale chaque mercredi après-midi.", "art_3__p_1"),
        one("c5", ("p2",), "one", "present", "firm", "La Ville verse une participation de 12 500 euros.", "art_3__p_1"),
        one("c6", (), "none", "explicit", "firm", "Une pièce déjà fournie à l’une des parties n’est pas redemandée par une autre", "art_3__p_2", 0.5),
    )  # fmt: skip


def _terms(at: _Finder) -> Terms:
    return Terms(
        effect_trigger=Found("last_signature", at("prend effet à la date de la dernière signature"), 0.97),
        duration=Found("P3Y", at("pour une durée de trois ans"), 0.98),
        renewal_mode=Found("tacit", at("se renouvelle ensuite par tacite reconduction"), 0.95),
        notice_period=Found("P3M", at("un préavis de trois mois"), 0.95),
        notice_form=Found("registered_letter", at("par lettre recommandée"), 0.95),
        evaluation_periodicity=Found("P1Y", at("dresse le bilan de l’année écoulée"), 0.8),
        dispute_amicable_first=Found(True, at("À défaut d’accord amiable"), 0.9),
        dispute_court=Found(
            "le tribunal administratif de Montclair", at("le tribunal administratif de Montclair"), 0.9
        ),
    )


def _mentions(at: _Finder) -> tuple[Mention, ...]:
    law = "l’article L. 263-1 du code de l’action sociale et des familles"
    return (
        Mention("law", law, None, at(law), 0.95),
        Mention("date", "31 janvier 2026", "2026-01-31", at("31 janvier 2026"), 0.98),
        Mention("amount", "12 500 euros", "12500.00", at("12 500 euros"), 0.98),
        Mention("article", "l’article 12", "12", at("l’article 12"), 0.98),
    )


def _review(at: _Finder) -> tuple[Defect, ...]:
    return (
        Defect("blank-authority", "error", "La délibération du Département est en blanc.", at("la délibération n° ............ de la commission permanente en date du ............"), "CGCT, art. L3211-2"),
        Defect("wrong-reference", "warning", "L’article 12 n’existe pas.", at("l’article 12"), "Règle de relecture : renvois internes"),
        Defect("nobody-bears", "warning", "La phrase ne dit pas qui s’engage.", at("n’est pas redemandée par une autre, comme le dit l’article 12"), "Règle de relecture : porteur"),
        Defect("tacit-without-length", "error", "La reconduction tacite n’a pas de durée.", at("Il se renouvelle ensuite par tacite reconduction."), "Code civil, art. 1214 et 1215"),
        Defect("notice-without-start", "advice", "Le préavis n’a pas de point de départ.", at("un préavis de trois mois"), "Code de procédure civile, art. 668"),
    )  # fmt: skip
