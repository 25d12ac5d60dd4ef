"""Who acts in a sentence. Reads: the parties. Writes: :class:`Actors`, which tells the parties that a noun phrase stands for.

An organ, a service or a representative acts for its party (the mayor for the commune, the préfet for the State).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from maillage.foundations.folding import squash
from maillage.reading.model import Party
from maillage.reading.recognise.nature_of_party import family_of

Bearers = frozenset[str]
NOBODY: Bearers = frozenset()

_ALL = (
    r"(?:(?:les|des|aux|l'ensemble\s+des|toutes\s+les|tous\s+les)\s+)?(?:deux\s+|trois\s+|quatre\s+|differente?s\s+|autres\s+)?(?:parties\s+prenantes|parties|signataires|cosignataires|co-signataires|contractants|cocontractants|co-contractants|partenaires|collectivites(?!\s+(?:territoriales|locales))|institutions\s+signataires|associations\s+signataires)"
    r"(?:\s+(?:signataires|contractantes?|prenantes|concernees))?(?:\s+(?:a|au|de|du|d')\s*(?:la|le|l')?\s*(?:presente?\s+)?(?:present\s+)?(?:convention|protocole|charte|contrat|accord|avenant|texte))?"
)
_EACH = r"(?:chacun\s+des\s+membres|chacune?\s+des\s+(?:deux\s+)?(?:parties|signataires|partenaires|cocontractants)|chaque\s+(?:partie|signataire|partenaire|cocontractant)|chacune?\s+d'(?:entre\s+elles|entre\s+eux|elles|eux)|l'une?\s+(?:ou|et)\s+l'autre\s+des\s+(?:deux\s+)?parties(?:\s+au\s+present\s+contrat)?|(?:les|aux)\s+unes?\s+et\s+les\s+autres|l'une\s+des\s+parties|chacune?(?!\s+(?:de|des|d'))|la\s+partie\s+(?:la\s+plus\s+)?\w+)"
# Words that stand for a family of parties when the text does not repeat the name; see nature_of_party.
_ROLES = {
    "state": r"prefet|prefete|prefecture|etat|services\s+de\s+l'etat|ministre|ministere|administration|directeur\s+(?:departemental|regional|general\s+de\s+l'(?:agence|ars))|recteur|autorite(?:\s+(?:administrative|academique|de\s+tarification|competente))?|ars|agence\s+regionale\s+de\s+sante|commissaire\s+de\s+la\s+republique|inspecteur\s+d'academie",
    "departement": r"departement|commission\s+permanente|assemblee\s+departementale|services?\s+des?\s+(?:la\s+)?solidarites?\s+territoriales?|sst|utas|mds|msd|circonscription(?:\s+de\s+service\s+social)?|maisons?\s+(?:departementales?\s+)?des\s+solidarites|service\s+social\s+(?:de\s+secteur|departemental)|conseil\s+(?:departemental|general)|president\s+du\s+conseil\s+(?:departemental|general)|services?\s+(?:sociaux\s+)?departementaux|service\s+departemental|aide\s+sociale\s+a\s+l'enfance|referent\s+unique",
    "commune": r"commune|ville|mairie|maire|municipalite|conseil\s+municipal|services\s+municipaux",
    "ccas": r"ccas|c\.c\.a\.s|cias|centre\s+communal\s+d'action\s+sociale",
    "epci": r"communaute\s+(?:de\s+communes|d'agglomeration|urbaine)|metropole|epci|agglomeration",
    "region": r"region|conseil\s+regional",
    "public": r"caisse(?:\s+d'allocations\s+familiales)?|caf|collectivite|administration|office|agence|groupement|universite|lycee|hopital|centre\s+hospitalier|proviseur|chef\s+d'etablissement|propriétaire",
    "association": r"associations?(?:\s+(?:adherentes?|gestionnaires?|membres|signataires?))?|federation|president\s+de\s+l'association|conseil\s+d'administration|organismes?(?:\s+(?:gestionnaires?|cocontractants?|signataires?|beneficiaires?))?|beneficiaire\s+de\s+la\s+subvention|union",
    "company": r"entreprise(?:\s+d'accueil)?|societe|employeur|prestataire|chef\s+(?:d'|de\s+l')entreprise(?:\s+d'accueil)?|bailleur|titulaire|maitre\s+de\s+stage|tuteur(?!\s+legal)",
    "organisation": r"organismes?(?:\s+(?:gestionnaires?|cocontractants?|signataires?|d'accueil|prescripteurs?))?|gestionnaire(?:\s+d[eu]s?\s+(?:l'|la\s+)?\w+)?|etablissement(?:\s+ou\s+(?:le\s+)?service)?|structure(?:\s+d'(?:accueil|accompagnement))?|service|centre|organisateur|bailleur|operateur|porteur|editeur|directeur(?:\s+(?:de\s+l'|du\s+)(?:etablissement|service|centre|structure))?|chef\s+d'etablissement|equipes?|employeur|utilisateur|proprietaire|preneur|maitre\s+d'ouvrage|association|institution|medecin\s+coordonnateur|responsable\s+de\s+l'etablissement",
    "member": r"membres?(?:\s+(?:actifs|adherents?|associes|fondateurs|du\s+conseil\s+d'administration))?|organisations?\s+membres|adherents?",
    "other": r"cosignataire|cocontractant|autre\s+partie",
    "person": r"beneficiaire|usager|personne\s+(?:accueillie|accompagnee|hebergee|concernee|agee)|resident|locataire|occupant|stagiaire|salarie|etudiant|apprenti|medecins?(?:\s+(?:liberaux|signataires?|traitants?|generalistes?))?|praticiens?|professionnels?(?:\s+(?:de\s+sante|liberal|liberaux))?|travailleur|accueillant(?:\s+familial)?|accueillie?|allocataire|interesse|famille|tuteur|representant\s+legal|jeune|volontaire|benevole|preneur|proprietaire|candidat|agent|menage",
}  # fmt: skip
_AGENT_OF = r"(?:(?:les\s+)?services?(?:\s+(?:respectifs|sociaux|competents|departementaux|municipaux))?|les\s+(?:agents|equipes|professionnels|elus|representants|salaries|benevoles|personnels|directions)|l[ea]\s+(?:president|presidente|maire|directeur|directrice|representant|representante|chef|gestionnaire|responsable|secretaire|tresorier|conseil|bureau|direction|personnel|coordonnateur|referent|coordinateur|correspondante?)(?:\s+general|\s+generale|\s+d'administration|\s+administratif|\s+legal)?|l'(?:organe|equipe|executif|assemblee|elu))\s+(?:de\s+l'|de\s+la\s+|du\s+|des\s+|de\s+|d')"
_FAMILY_ORDER = ("ccas", "departement", "state", "commune", "epci", "region", "person", "association", "company", "public", "organisation", "member", "other")


@dataclass(slots=True)
class Actors:
    """Finds noun phrases that stand for parties in folded text and tells which."""

    parties: tuple[Party, ...]
    organs_act: bool = True
    phrase: re.Pattern[str] = field(init=False)
    _aliases: list[tuple[str, str]] = field(init=False)
    _families: dict[str, set[str]] = field(init=False)
    _cache: dict[str, Bearers] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        self._families = {}
        aliases: dict[str, str] = {}
        for party in self.parties:
            self._families.setdefault(_family(party), set()).add(party.id)
            for alias in _aliases_of(party):
                aliases[alias] = "" if alias in aliases and aliases[alias] != party.id else party.id
        self._aliases = sorted(((a, i) for a, i in aliases.items() if i), key=lambda pair: -len(pair[0]))
        named = "|".join(re.escape(a).replace(r"\ ", r"\s+") for a, _ in self._aliases)
        roles = "|".join(_ROLES[f] for f in _FAMILY_ORDER)
        determiner = r"(?:l'|l\s|le\s+|la\s+|les\s+|chaque\s+|tout\s+|toute\s+|ledit\s+|ladite\s+|monsieur\s+le\s+|madame\s+la\s+|leurs?\s+|ses\s+|son\s+|sa\s+|des\s+|aux?\s+|du\s+|de\s+la\s+|de\s+l'|cette\s+|cet\s+|ce\s+)\s*"
        named = f"medecin\\s+coordonnateur|{named}" if named else ""
        noun = f"(?:{determiner})?(?:{named})|(?:{determiner})(?:{roles})s?" if named else f"{determiner}(?:{roles})s?"
        of = f"{_AGENT_OF}(?:{named}|(?:{roles})s?)" if named else f"{_AGENT_OF}(?:{roles})s?"
        np = rf"(?:(?:{_AGENT_OF})?(?:{_EACH}|{_ALL})|{of}|{noun})"
        joint = r"(?:,\s*)?(?:et/ou|et|ou|ainsi\s+que|comme|puis)"
        self.phrase = re.compile(rf"\b{np}(?:(?:\s*,\s*{np}){{0,3}}\s*{joint}\s+{np}){{0,2}}(?![a-z0-9'])")

    @property
    def everybody(self) -> Bearers:
        """The ids of all the parties."""
        return frozenset(party.id for party in self.parties)

    def bearers(self, phrase: str) -> Bearers:
        """The ids of the parties that the folded ``phrase`` stands for; empty for somebody else."""
        key = squash(phrase)
        if key not in self._cache:
            self._cache[key] = self._resolve(key)
        return self._cache[key]

    def _resolve(self, phrase: str) -> Bearers:
        found: set[str] = set()
        for part in re.split(r"\s*(?:,\s*et\b|,|\bpuis\s+par\b|\bpuis\b|\bet/ou\b|\bainsi que\b|\bet\b|\bou\b|\bcomme\b)\s*", phrase) if not self._is_name(phrase) else [phrase]:
            found |= self._one(part.strip())
        return frozenset(found)

    def _is_name(self, phrase: str) -> bool:
        bare = _bare(phrase)
        return any(bare == alias for alias, _ in self._aliases) or bool(re.fullmatch(_EACH, phrase))

    def _one(self, phrase: str) -> Bearers:
        if not phrase:
            return NOBODY
        if phrase == "chacun des membres":
            return self._members()
        if re.fullmatch(rf"(?:{_AGENT_OF})?(?:{_EACH}|{_ALL})", phrase):
            return self.everybody
        bare = _bare(phrase)
        if re.match(r"medecin\s+coordonnateur", bare):
            return self._by_role("etablissement")
        for alias, party in self._aliases:
            if bare == alias or bare.startswith(alias + " ") or bare.endswith((" de l'" + alias, " de la " + alias, " du " + alias, " de " + alias, " des " + alias)):
                return frozenset((party,))
        if re.fullmatch(r"(?:cosignataire|cocontractant|co-?contractant|autre\s+partie|autre\s+signataire)", bare):
            return self.everybody - {self.parties[0].id} if self.parties else NOBODY
        return self._by_role(bare)

    def _members(self) -> Bearers:
        """Who the members are, in statutes: the party so called, else the first of those who join."""
        called = [party.id for party in self.parties if re.search(r"\bmembres?\b", squash(party.name))]
        joining = [party.id for party in self.parties if party.nature in ("association", "other")] if len(self.parties) == 2 else []
        return frozenset(called[:1] or (joining[:1] if len(joining) == 2 else ()))

    def _by_role(self, bare: str) -> Bearers:
        if re.match(rf"(?:chacun des )?(?:{_ROLES['member']})\b", bare):
            return self._members()
        for family in _FAMILY_ORDER:
            match = re.search(rf"(?:^|\s|')(?:{_ROLES[family]})s?$", bare) or re.match(rf"(?:{_ROLES[family]})s?\b", bare)
            if not match:
                continue
            if not self.organs_act and re.match(r"conseil d'administration|president|bureau", bare):
                return NOBODY
            for candidate in (family, *_KIN.get(family, ())):
                held = self._families.get(candidate, set())
                if len(held) == 1 or (held and (bare.split()[0].endswith("s") or candidate == family) and self._same_word(bare, held) is None and bare.split()[0].endswith("s")):
                    return frozenset(held)
                if held and (one := self._same_word(bare, held)):
                    return frozenset((one,))
        return NOBODY

    def _same_word(self, bare: str, held: set[str]) -> str | None:
        """Of several parties of one family, the one whose name holds the first word of the phrase."""
        word = bare.split()[0].rstrip("s")
        named = [party.id for party in self.parties if party.id in held and re.search(rf"\b{re.escape(word)}", squash(f"{party.name} {party.short_name or ''} {party.represented_by or ''}"))]
        return named[0] if len(named) == 1 else None


# Where a role has no party of its own family, those families that it may stand for, nearest first.
_KIN = {
    "association": ("organisation", "company", "public"),
    "organisation": ("association", "company", "public", "epci", "ccas", "state"),
    "company": ("organisation", "public", "association", "person"),
    "public": ("state", "epci", "organisation", "commune", "departement"),
    "state": ("public",),
    "commune": ("epci",),
    "ccas": ("commune",),
    "departement": (),
    "person": (),
}


def _family(party: Party) -> str:
    family = family_of(squash(party.name))[0]
    if family == "organisation" and party.short_name:
        family = family_of(squash(party.short_name))[0]
    if party.nature == "person" and family == "organisation":
        return "person"
    return family


def _bare(phrase: str) -> str:
    return re.sub(r"^(?:(?:monsieur|madame)\s+)?(?:l'|l\s|les?\s|la\s|des\s|aux?\s|du\s|de\s+la\s|de\s+l'|cette\s|cet\s|ce\s|un\s|une\s|chaque\s|tout\s|toute\s|ledit\s|ladite\s|leurs?\s|ses\s|son\s|sa\s)\s*", "", phrase).strip(" «»\"'.,…")


def _aliases_of(party: Party) -> set[str]:
    """What the text may call a party: its names without determiner, and the head of its name."""
    names = {_bare(squash(n)) for n in (party.name, party.short_name or "") if n}
    more: set[str] = set()
    for name in names:
        name = re.sub(r"\s*\([^)]*\)|\.{2,}|…", "", name).strip(" ,.")
        more.add(name)
        head = re.match(r"([a-z-]{4,}(?:\s+(?:de\s+sante|d'accueil|d'accompagnement|prescripteur|general|departemental|familial|accueillie))?)(?=\s|$)", name)
        if head and not re.match(r"(?:mme|mlle|monsieur|madame|direction|nom)\b", head[1]):
            more.add(head[1])
        for part in re.split(r"\s+ou\s+(?:le\s+|la\s+|l')?", name):
            if 4 < len(part) < 50 and not part.startswith(("mme", "m.")):
                more.add(part)
    if party.nature == "person":
        titled = re.match(r"(?:m\.|mme|mlle)", squash(party.name))
        if titled:
            more |= {"mme, mlle, m. y", "mme, mlle m. y", "m. y", "mme y"} if "mlle" in squash(party.name) else set()
    return {alias for alias in more if len(alias) > 1}
