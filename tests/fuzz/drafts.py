"""Texts made of the fragments of agreements, well put together or not: what hypothesis and the fuzzing of texts draw from."""

from __future__ import annotations

from hypothesis import strategies as st

TITLES = [
    "CONVENTION DE PARTENARIAT", "Convention d’objectifs et de moyens 2024-2026", "CHARTE DE L’ACCUEIL EN OURCELLE", "Protocole d’accord",
    "# Charte de partenariat", "**CONTRAT LOCAL**", "AVENANT N° 1 À LA CONVENTION", "Règlement intérieur de la bibliothèque", "Statuts", "Compte rendu",
]  # fmt: skip
WORDS = [
    "ARTICLE",
    "Article",
    "Art.",
    "article",
    "TITRE",
    "CHAPITRE",
    "Section",
    "SECTION",
    "Partie",
    "ANNEXE",
    "Annexe",
]
NUMBERS = [
    "1",
    "1er",
    "premier",
    "2",
    "3",
    "4",
    "7",
    "12",
    "I",
    "II",
    "Ier",
    "IV",
    "3 bis",
    "n° 2",
    "n°3",
    "unique",
    "99",
    "١",
    "1.١",
    "²",
    "1.1",
    "3.1",
    "3.2",
    "2.1.4",
    "",
]
MARKS = ["", " ", " :", " –", " - ", ".", ".-", ") ", " : ", "\t", "      "]
HEADINGS = [
    "OBJET", "Objet de la convention", "Durée et prise d’effet", "ENGAGEMENTS DES PARTIES", "Engagements du Département", "Obligations de l’association",
    "Engagements réciproques :", "MODALITÉS FINANCIÈRES", "Comité de pilotage", "Résiliation", "Litiges", "PRÉAMBULE", "Préambule", "SOMMAIRE", "EXPOSÉ DES MOTIFS",
    "Mieux connaître et faire connaître\nl’offre de solidarité", "**Évaluation**", "## Suivi", "Le Département s’engage à", "",
]  # fmt: skip
SIGNS = [
    "-",
    "–",
    "—",
    "•",
    "▪",
    "➢",
    "*",
    "o",
    "►",
    "§",
    "a)",
    "b)",
    "c)",
    "A.",
    "B.",
    "1°",
    "2°",
    "1.",
    "2.",
    "3)",
    "I.",
    "II. –",
    "i)",
    "1.1",
    "(a)",
    "\\-",
    "·",
]
ACTORS = [
    "Le Département",
    "la Commune",
    "Le CCAS",
    "L’association",
    "La Fédération",
    "Les parties",
    "les signataires",
    "Chacune des parties",
    "Le preneur",
    "Elle",
    "Ils",
    "Le comité de pilotage",
]
ACTS = [
    "s’engage à", "s’engagent à :", "veille à", "doit", "devra", "met à disposition", "verse une subvention de 12 000 €", "peut", "assure", "est chargée de",
    "ne peut céder", "s’efforcera de", "informera", "se réserve le droit de", "est tenu de", ":",
]  # fmt: skip
OBJECTS = [
    "transmettre un bilan chaque année.", "accueillir les familles", "signaler toute difficulté, dans un délai de quinze jours ;", "l’accès aux locaux.", "la coordination, notamment :",
    "de trois postes, dont un à mi-temps, jusqu’au 31 décembre 2026.", "respecter le secret professionnel (L. 226-2-2 du CASF)", "...", "",
]  # fmt: skip
SENTENCES = [
    "La présente convention est conclue pour une durée de trois (3) ans à compter de sa signature.", "Elle est renouvelable par tacite reconduction.",
    "Elle prend effet le 1er janvier 2025 et s’achève le 31 décembre 2027.", "Elle peut être dénoncée par lettre recommandée avec un préavis de trois mois.",
    "Un comité de pilotage se réunit deux fois par an. Il est composé de M. X, de Mme Y et du préfet.", "Tout litige relève du tribunal administratif de Montclair.",
    "Les parties se rencontrent chaque trimestre lors d’une réunion de suivi.", "Toute modification fait l’objet d’un avenant.", "Le bail est signé par le bailleur.",
    "Vu la délibération n° ...... du ......,", "Vu le code de l’action sociale et des familles,", "Considérant que les familles ont besoin d’aide,",
    "Il est convenu ce qui suit :", "Il a été exposé et convenu ce qui suit", "Fait à Montclair, le ....... en deux exemplaires", "Pour le Département,", "Le Président", "Lu et approuvé",
    "M. Jean DUPONT\t\tMme Anne MARTIN", "1. Objet ............................ 3", "Article 2 : Durée ........ 4", "Sommaire", "Une évaluation est faite à l’issue de chaque année par la commune.",
]  # fmt: skip
PARTIES = [
    "ENTRE", "Entre :", "Entre les soussignés :", "ET", "et", "d’une part,", "D’AUTRE PART", "ET D’AUTRE PART,", "Le Département de l’Ourcelle, représenté par sa présidente, Mme Solène Marchadier,",
    "La commune de Montclair, sise 1 place des Halles, 99000 Montclair, représentée par son maire, ci-après dénommée « la Commune »,", "L’association ......, dont le siège est à ......",
    "ci-après dénommé(e) « l’Association »", "M. ......", "La Fédération Enfance Ourcelle (FEO), association loi 1901", "{{ nom du bailleur }}, représenté par {{ nom }},", "Conclue entre l’État et la commune,",
]  # fmt: skip
LEFTOVERS = [
    "**", "__gras__", "\\", "&nbsp;", "<br>", "<!-- note -->", "<span class='x'>texte</span>", "| a | b |", "|---|---|", "| Action | 1 000 € | **oui** |", "> citation", "```", "***", "---",
    "trois (²) ans", "(٣) mois", "tous les 0 ans", "31/02/2025", "......", "…………", "n°      ", "[...]", "{{ }}", "____", "[1]", "[^1]: note", "12", "- 3 -", "Page 2/7", ":", "-", "**ARTICLE 3", "# ", "####### trop", "1)", "a", "I", ".", ";", "«", "»",
]  # fmt: skip
ODD = [
    "é",
    "É",
    "œ",
    "ﬁ",
    "İ",
    "ß",
    "ŉ",
    "👩‍👧",
    "\u202eabc",
    "\u200b",
    "\u00ad",
    "\u2028",
    "\x0b",
    "\x0c",
    "\x85",
    "\ufeff",
    "①",
    "Ⅳ",
    "١",
    "²",
    "½",
    "ⅷ",
    "ſ",
    "K",
    "\u0345",
    "中文",
    "ا",
    "\u3000",
    "\u1680",
    "￼",
]
GAPS = ["\n", "\n", "\n\n", "\n\n", "\n   \n", "\r\n", "\n\n\n\n", " ", "\t", "\n\t\n", "\u2029", ""]


def _joined(*parts: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.tuples(*parts).map("".join)


heading = st.one_of(
    _joined(
        st.sampled_from(WORDS),
        st.just(" "),
        st.sampled_from(NUMBERS),
        st.sampled_from(MARKS),
        st.sampled_from(HEADINGS),
    ),
    _joined(
        st.sampled_from(NUMBERS),
        st.sampled_from([".", ")", " -", ". -", "", "°"]),
        st.just(" "),
        st.sampled_from(HEADINGS),
    ),
    _joined(
        st.sampled_from(["", "**", "## ", "\t", "   "]),
        st.sampled_from(HEADINGS),
        st.sampled_from(["", "**", " :", "\n"]),
    ),
)
clause = _joined(st.sampled_from(ACTORS), st.just(" "), st.sampled_from(ACTS), st.just(" "), st.sampled_from(OBJECTS))
item = _joined(
    st.sampled_from(["", "  ", "    ", "\t", "\u00a0 ", "        "]),
    st.sampled_from(SIGNS),
    st.sampled_from([" ", "\t", "\u00a0", ""]),
    st.one_of(clause, st.sampled_from(OBJECTS)),
)
items = st.lists(item, min_size=1, max_size=6).map("\n".join)
listed = _joined(clause, st.sampled_from([" :\n", "\n", "\n\n"]), items)
block = st.lists(st.sampled_from(PARTIES), min_size=1, max_size=7).map("\n".join)
stuff = st.one_of(st.sampled_from(LEFTOVERS), st.sampled_from(ODD), st.text(max_size=30))
long_line = st.builds(
    lambda words, times: " ".join(words * times),
    st.lists(st.one_of(clause, st.sampled_from(SENTENCES), stuff), min_size=1, max_size=4),
    st.integers(2, 60),
)
fragment = st.one_of(
    heading, heading, clause, st.sampled_from(SENTENCES), listed, items, block, stuff, stuff, long_line
)
opening = st.one_of(
    st.sampled_from(TITLES),
    st.just(""),
    st.builds(
        "{}\n\nENTRE\n{}\nET\n{}\n\nIl est convenu ce qui suit :\n".format,
        st.sampled_from(TITLES),
        st.sampled_from(PARTIES[7:]),
        st.sampled_from(PARTIES[7:]),
    ),
)


@st.composite
def drafts(draw: st.DrawFn) -> str:
    """A text that looks like an agreement, or once did."""
    fragments = draw(st.lists(st.tuples(fragment, st.sampled_from(GAPS)), max_size=25))
    text = (
        draw(st.sampled_from(["", "\n\n", "   ", "\t\n"]))
        + draw(opening)
        + "\n\n"
        + "".join(words + gap for words, gap in fragments)
    )
    text += draw(st.sampled_from(["", "\n", "\n\n  \n"]))
    for _ in range(draw(st.sampled_from([0, 0, 1, 4]))):
        at = draw(st.integers(0, len(text)))
        text = text[:at] + draw(st.sampled_from(ODD)) + text[at + draw(st.integers(0, 2)) :]
    return text
