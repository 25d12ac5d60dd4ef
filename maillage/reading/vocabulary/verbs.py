"""Forms of French verbs in the third person, present and future, made from a list of infinitives. All folded."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

from maillage.foundations import rx

# Third person of the present, singular and plural, by the ending of the infinitive; longest ending first.
_ENDINGS = (
    ("cueillir", "cueille", "cueillent"), ("couvrir", "couvre", "couvrent"), ("ouvrir", "ouvre", "ouvrent"),
    ("offrir", "offre", "offrent"), ("cevoir", "coit", "coivent"), ("devoir", "doit", "doivent"),
    ("prevoir", "prevoit", "prevoient"), ("pourvoir", "pourvoit", "pourvoient"), ("mouvoir", "meut", "meuvent"),
    ("tenir", "tient", "tiennent"), ("venir", "vient", "viennent"), ("querir", "quiert", "quierent"),
    ("courir", "court", "courent"), ("servir", "sert", "servent"), ("repartir", "repartit", "repartissent"),
    ("crire", "crit", "crivent"), ("faire", "fait", "font"), ("lire", "lit", "lisent"), ("dire", "dit", "disent"),
    ("duire", "duit", "duisent"), ("truire", "truit", "truisent"), ("prendre", "prend", "prennent"),
    ("joindre", "joint", "joignent"), ("aindre", "aint", "aignent"), ("mettre", "met", "mettent"),
    ("battre", "bat", "battent"), ("suivre", "suit", "suivent"), ("rompre", "rompt", "rompent"),
    ("clure", "clut", "cluent"), ("croitre", "croit", "croissent"), ("ndre", "nd", "ndent"),
    ("aller", "va", "vont"), ("oyer", "oie", "oient"), ("uyer", "uie", "uient"), ("ayer", "aie", "aient"),
    ("eler", "elle", "ellent"), ("ir", "it", "issent"), ("er", "e", "ent"),
)  # fmt: skip
_FUTURE = rx.compile(
    r"\w{2,}(?:era|eront|ira|iront|dra|dront|ttra|ttront|rra|rront|ivra|ivront|evra|evront|oitra|oitront|rira|"
    r"riront|clura|cluront|rompra|rompront)$"
)
_NOT_FUTURE = {"opera", "ira", "libera"}
_INFINITIVE = rx.compile(r"[a-z-]{2,}(?:er|oir|ir|tre|dre|ire|ivre|clure|aire|pre|vre)")
# Nouns and adjectives with the ending of an infinitive.
_NOT_INFINITIVE = frozenset(
    "membre cadre titre autre entre notre votre lettre registre centre ministre avenir loisir premier dernier "
    "calendrier courrier dossier hier chantier quartier particulier regulier foyer loyer papier financier "
    "infirmier cahier rencontre theatre nombre novembre decembre septembre octobre ordre offre desir metier "
    "atelier chef mer hiver cher entier singulier contre montre maitre chambre arbre plaisir pouvoir savoir "
    "devoir soir espoir territoire memoire histoire laboratoire horaire partenaire formulaire beneficiaire "
    "stagiaire salaire mandataire prestataire anniversaire contraire solidaire scolaire tributaire notaire "
    "secretaire locataire proprietaire commentaire inventaire exemplaire annuaire".split()
)

# Verbs of undertaking and of duty.
DUTY = rx.compile(
    r"(?:s'engage(?:nt)?|se\s+sont\s+engages?|s'est\s+engagee?|s'oblige(?:nt)?|s'emploie(?:nt)?|"
    r"s'efforce(?:nt|ra|ront)?|s'engagera|s'engageront|s'astrei\w+|souscri(?:t|vent|ra|ront)\s+a(?:u|ux)?\b|"
    r"veille(?:nt|ra|ront)?\b|garanti(?:t|ssent|ra|ront)\b|doi(?:t|vent)\b|devra(?:ient|it)?\b|devront\b|"
    r"prend(?:ra|ront)?\s+(?:(?:egalement|aussi|integralement|\w+ment)\s+)?(?:a\s+sa\s+charge|en\s+charge)|"
    r"prennent\s+en\s+charge|(?:garde|conserve|laisse)(?:nt|ra|ront)?\s+a\s+(?:sa|leur)\s+charge|"
    r"(?:est|sont|sera|seront|demeure(?:nt)?|reste(?:nt|ra|ront)?)\s+"
    r"(?:\w+ment\s+|egalement\s+|donc\s+|alors\s+|seule?s?\s+|aussi\s+){0,2}(?:tenue?s?(?!\s+compte)|"
    r"chargee?s?|responsables?|garante?s?|soumis(?:es?)?|obligee?s?|astreinte?s?|redevables?|engagee?s?)\b|"
    r"s'interdi(?:t|sent|ra|ront)|renonce(?:nt|ra|ront)?\s+a|renonce(?:nt)?\b|"
    r"s'abstien(?:t|nent|dra|dront)|convien(?:t|nent)\s+(?:\w+\s+){0,3}?(?:de|d'|que|a)\b|"
    r"a\s+(?:l'obligation|pour\s+obligation|la\s+charge|la\s+responsabilite)\s+(?:de|d')|"
    r"ont\s+(?:l'obligation|la\s+charge)\s+(?:de|d')|"
    r"accepte(?:nt)?\s+(?:de|d'|le|la|les)|se\s+porte(?:nt)?\s+(?:garante?s?|fort)|assume(?:nt|ra|ront)?\b|"
    r"se\s+doi(?:t|vent)|s'attache(?:nt|ra|ront)?\s+a|se\s+charge(?:nt|ra|ront)?\s+(?:de|d'))"
)
# What a party may do.
RIGHT = rx.compile(
    r"(?:peu(?:t|vent)|pour(?:ra|ront|rait|raient)|se\s+reserve(?:nt)?|dispose(?:nt|ra|ront)?\s+d'un\s+"
    r"(?:droit|delai|acces)|est\s+(?:libre|en\s+droit)|a\s+(?:le\s+droit|droit|la\s+faculte|la\s+possibilite)|"
    r"ont\s+(?:le\s+droit|droit|la\s+faculte|la\s+possibilite))\b"
)
# What a party is, has, or says: it does nothing.
STATE = rx.compile(
    r"(?:est|sont|etait|etaient|a|ont|avait|souhaite(?:nt)?|partage(?:nt)?|declare(?:nt)?|"
    r"reconna(?:it|issent)|constate(?:nt)?|considere(?:nt)?|rappelle(?:nt)?|beneficie(?:nt|ra|ront)?|"
    r"comprend|comprennent|constitue(?:nt)?|represente(?:nt)?|releve(?:nt)?|exprime(?:nt)?|affirme(?:nt)?|"
    r"reaffirme(?:nt)?|entend(?:ent)?|dispose(?:nt)?|exerce(?:nt)?|aura|auront|sera|"
    r"seront|atteste(?:nt)?|certifie(?:nt)?|manifeste(?:nt)?|figure(?:nt)?|resulte(?:nt)?|"
    r"concerne(?:nt)?|demeure(?:nt)?|reste(?:nt)?|a\s+ete|ont\s+ete|vise(?:nt)?|doit\s+s'entendre|"
    r"envisage(?:nt)?|appartien\w+|agit|agissent|percoi(?:t|vent)|conserve(?:nt)?\s+"
    r"(?:son|sa|ses|leurs?|le\s+benefice|la\s+(?:responsabilite|propriete|maitrise|pleine)))\b"
)
# How the words of DUTY and RIGHT begin: most tokens are told apart without a search.
_HEADS = frozenset(("a", "ont", "est", "sont", "se", "s'"))
_HEAD_STEMS = tuple(
    "souscri veill garanti doi dev pren ser demeur rest renonc convien accept assum gard conserv laiss peu pour "
    "dispos".split()
)
_AUXILIARIES = ("a", "est", "ont", "sont", "sera", "seront", "aura", "auront")
# "A pour but", "a été", "a décidé": the verb, not the preposition "à".
_HAS = rx.compile(r"a\s+(?:pour|ete|vocation|libre|lieu|droit|(?:\w+ment\s+)?\w+(?:e|u|i|is|it))\b")
_WITH_PARTICIPLE = rx.compile(
    r"(?:a|ont|est|sont|sera|seront|aura|auront)\s+(?:pas\s+|\w+ment\s+|egalement\s+|ete\s+){0,2}\w+"
)
_TOKEN = rx.compile(r"[a-z]+(?:-[a-z]+)*'?|[^\sa-z]")
# After these a form is a noun ("la demande", "de contrôle"); after a pronoun that is also an article, if it may be one.
_NOMINAL = frozenset(
    "de du des d' un une sa son ses cette ce cet par pour sans au aux avec sous sur dans chaque tout toute tous "
    "aucun aucune quelque leur leurs notre votre nos a et ou".split()
)
_ARTICLES = ("la", "le", "les", "l'", "en")
_WORD_BEFORE = rx.compile(r"([a-z]+'?)\s*$")


@cache
def infinitives() -> dict[str, bool]:
    """Each infinitive of the vocabulary, and whether its third person is also a common noun or adjective."""
    lines = Path(__file__).with_name("verbs.txt").read_text(encoding="utf-8").splitlines()
    words = [word for line in lines if not line.startswith("#") for word in line.split()]
    return {word.rstrip("?"): word.endswith("?") for word in words}


def third_person(infinitive: str) -> tuple[str, str]:
    """Third persons of the present, singular and plural.

    >>> third_person("transmettre"), third_person("verser"), third_person("fournir")
    (('transmet', 'transmettent'), ('verse', 'versent'), ('fournit', 'fournissent'))
    """
    for ending, one, many in _ENDINGS:
        if infinitive.endswith(ending):
            stem = infinitive[: len(infinitive) - len(ending)]
            return stem + one, stem + many
    return infinitive, infinitive


@cache
def present_forms() -> dict[str, bool]:
    """All the third persons of the present that the vocabulary gives, and whether each is also a noun or adjective."""
    forms: dict[str, bool] = {}
    for infinitive, is_noun in infinitives().items():
        made = [*third_person(infinitive)]
        if infinitive.endswith(("eler", "ger")):
            made += [infinitive[:-1], infinitive[:-1] + "nt"]
        for form in made:
            forms[form] = forms.get(form, False) or is_noun
    return forms


def is_also_a_noun(word: str) -> bool:
    """Whether a form of the vocabulary is also a common noun or adjective ("demande", "forme")."""
    return present_forms().get(word, True)


def is_future(word: str) -> bool:
    """Whether a folded word has the ending of a third person of the future."""
    return word.endswith(("ra", "ront")) and bool(_FUTURE.match(word)) and word not in _NOT_FUTURE


def is_infinitive(word: str) -> bool:
    """Whether a folded word may be an infinitive: in the vocabulary, or with the ending of one."""
    return word in infinitives() or (_INFINITIVE.fullmatch(word) is not None and word not in _NOT_INFINITIVE)


def verbs_after(folded: str, start: int, end: int) -> Iterator[tuple[int, str]]:
    """The finite verbs from ``start`` on: offset and kind, ``duty``, ``right``, ``state`` or ``act``.

    Stops at a colon or a semicolon. Of an auxiliary and its participle the first counts.
    """
    resume = start
    for match in _TOKEN.finditer(folded, start, end):
        word, at = match.group(), match.start()
        if word in (";", ":"):
            return
        if at < resume:
            continue
        kind = _kind_of(folded, start, at, end, word)
        if kind:
            yield at, kind
            resume = _past(folded, at, end) if kind == "state" else at + len(word)


def first_verb(folded: str, start: int, end: int) -> tuple[int, str] | None:
    """The first of :func:`verbs_after`; None if there is none."""
    return next(verbs_after(folded, start, end), None)


def _kind_of(folded: str, start: int, at: int, end: int, word: str) -> str | None:
    """The kind of the verb that ``word``, at ``at``, is or begins; None when it is none."""
    is_head = word in _HEADS or word.startswith(_HEAD_STEMS)
    is_known = word in present_forms() or is_future(word)
    if not (is_head or is_known or STATE.match(folded, at, end)):
        return None
    nominal = _is_nominal(folded, start, at, word)
    if is_head and not nominal and DUTY.match(folded, at, end):
        return "duty"
    if is_head and RIGHT.match(folded, at, end):
        return "right"
    if word in _AUXILIARIES:
        has = word != "a" or _HAS.match(folded[at : at + 40])
        return "state" if has and not (nominal and word in ("a", "est")) else None
    if nominal:
        return None
    if is_future(word):
        return "act"
    if STATE.match(folded, at, end):
        return "state"
    return "act" if word in present_forms() else None


def _past(folded: str, at: int, end: int) -> int:
    """Where an auxiliary and its participle end."""
    match = _WITH_PARTICIPLE.match(folded, at, end)
    return match.end() if match else at + 1


def _is_nominal(folded: str, start: int, at: int, word: str) -> bool:
    """Whether what stands before a word makes it a noun ("la demande", "de contrôle") rather than a verb."""
    before = _WORD_BEFORE.search(folded[max(start, at - 16) : at])
    if not before:
        return False
    if before[1] in _ARTICLES:
        return not word.endswith("ent") and is_also_a_noun(word)
    return before[1] in _NOMINAL
