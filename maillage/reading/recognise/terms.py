"""The life of the agreement. Reads: a structure. Writes: :class:`Terms`, each value with its words.

Periods and dates: ISO 8601. What the text does not say stays None; a renewal without a length keeps its length None (C. civ. 1214-1215).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeVar

from maillage.foundations import rx
from maillage.foundations.periods import DATE, PERIOD, date_of, find_period, find_rhythm, period_of
from maillage.reading.model import Found, Span, Terms
from maillage.reading.recognise.calibration import confidence
from maillage.reading.segment.units import Structure

T = TypeVar("T")

_NOUN = r"(?:convention|charte|protocole|contrat|accord|avenant|partenariat|texte|statuts)"
_IT = rx.compile(rf"(?:presente?s?|cette|ce|ladite|ledit)\s+(?:\w+\s+)?{_NOUN}|(?:la|le|l'|de)\s*{_NOUN}(?:\s+(?:est|prend|entre|peut|pourra|sera|a|de\s+partenariat)\b|\s*,)|^\W*(?:elle|il|celle-ci|celui-ci)\s+(?:est|prend|entre|peut|pourra|sera|a|se)\b|^\W*(?:date\s+d'effet|duree)\b")
_HEADED = rx.compile(r"duree|effet|entree\s+en\s+vigueur|validite|renouvel|reconduct|resiliation|denonciation")
_DURATION = rx.compile(rf"(?:(?:pour|d'|a)\s*une\s+(?:duree|periode)(?:\s+(?:initiale|determinee|maximale|totale|ferme|de\s+validite))?\s+(?:de|d'|fixee\s+a|egale\s+a)|duree(?:\s+(?:de\s+validite|initiale|de\s+(?:la|l'|ce)[\w' ]{{2,50}}|du\s+[\w' ]{{2,50}}))?\s+(?:est\s+(?:fixee\s+a|de|d')|sera\s+(?:fixee\s+a|de)|:)|(?:conclue?|valable|etablie?|signee?|passee?|consentie?|prevue?|adoptee?)\s+pour|duree\s*:|pour\s+(?:la\s+)?duree\s+(?:de|d'))\s*(?:l'|la\s+)?{PERIOD}")
_YEARS = rx.compile(r"(?:conclu|etabli|pass|consenti|valable|prend)[^.;]{0,60}?pour\s+les\s+annees?\s+(?P<first>20\d\d)\s*(?:a|-|,|et|/)\s*(?P<last>20\d\d)")
_NOT_IT = rx.compile(r"(?:pret|periode\s+d'essai|conserv|mandat|delai|sejour|hebergement|maintien|suspension|stage\s+(?:est|de)|archiv|location|bail\b|remise|emploi|autorisation|habilitation|garantie|prescription|formation|amortis|preavis)")
_EFFECT_VERB = r"(?:pren(?:d|dra|dront|nent|dre)\s+(?:effet|cours)|entre(?:ra|ront|nt|r)?\s+en\s+(?:vigueur|application)|(?:produi\w+\s+)?effet|commence(?:ra)?|(?:est|sera)\s+(?:applicable|executoire|effective)|a\s+compter\s+d[eu]|debute(?:ra)?|date\s+d'effet)"
_SIGNED = r"(?:signature|signe(?:e|s|es)?|jour\s+de\s+sa\s+signature)"
_END = rx.compile(rf"(?:jusqu'(?:au|a\s+la\s+date\s+du)|(?:prend(?:ra)?\s+fin|arriv\w+\s+a\s+(?:echeance|son\s+terme|expiration)|s'acheve(?:ra)?|expire(?:ra)?|se\s+termine(?:ra)?|echeance\s+(?:est\s+)?(?:fixee|prevue)?|pour\s+se\s+terminer|terme\s+(?:est\s+)?fixe|dont\s+le\s+terme\s+est|cesse(?:ra)?\s+(?:de\s+produire\s+(?:ses\s+)?effets?)?)[^.;]{{0,30}}?\s*(?:le|au|du))\s+(?=(?P<date>{DATE}))")
_DAY = r"(?:lundi\s+|mardi\s+|mercredi\s+|jeudi\s+|vendredi\s+|samedi\s+|dimanche\s+)?"
_FROM_TO = rx.compile(rf"\b(?P<from>du\s+{_DAY})(?:1er|\d{{1,2}})[ /.]\s*[\w/.]+(?:\s+\d{{4}})?\s+(?:inclus\s+)?(?:au|jusqu'au)\s+{_DAY}(?=\d|1er)")
_TACIT = rx.compile(r"(?:tacite(?:ment)?\s+(?:reconduction|reconduit|renouvel|prorog)|reconduction\s+tacite|(?:reconduit|renouvel|prorog)\w*\s+tacitement|tacite\s+reconduction|tacitement|(?:reconduit|renouvel)\w*\s+(?:\w+\s+){0,3}automatiquement|automatiquement\s+(?:reconduit|renouvel)\w*|renouvellement\s+automatique)")
_ONLY_EXPRESS = rx.compile(r"ne\s+(?:peut|pourra)\s+etre\s+(?:reconduit|renouvel|prorog)\w*\s+que\b")
_NOT_TACIT = rx.compile(r"(?:\b(?:ne\b|n'|sans\b|exclu|aucune?\b|pas\b)[^.;]{0,60}(?:tacite|reconduct|renouvel|reconduit))|(?:tacite\s+reconduction[^.;]{0,20}exclu)|non\s+(?:renouvelable|reconductible)")
_EXPRESS = rx.compile(r"(?:reconduction\s+expresse|expressement\s+(?:reconduit|renouvel)|(?:reconduit|renouvel|prorog)\w*\s+(?:\w+\s+){0,3}(?:expressement|par\s+(?:reconduction\s+expresse|avenant|decision\s+expresse|accord\s+(?:expres|ecrit|des\s+parties)|voie\s+d'avenant))|demande\s+de\s+renouvellement|(?:pourra|peut|pourront)\s+(?:eventuellement\s+|le\s+cas\s+echeant\s+)?etre\s+(?:reconduit|renouvel|prorog)\w*|renouvelable\b|reconductible\b|(?:peut|pourra)\s+(?:donner\s+lieu\s+a|faire\s+l'objet\s+d')\s*(?:un\s+|une\s+|de\s+)?(?:renouvellement|reconduction))")
_RENEW = rx.compile(r"reconduct|reconduit|renouvel|prorog")
_LEAVE = rx.compile(r"(?:denonc|resili|mettre\s+fin|met\s+fin|mis\s+fin|retrait|se\s+retirer|retirer|rompre|rupture|sortie|preavis|demission|quitter|desengag|volonte\s+contraire|non[- ]renouvel|ne\s+pas\s+(?:renouvel|reconduire))")
_FAULT = rx.compile(r"(?:en\s+cas\s+d[e']\s*(?:non[- ]?\s?respect|inexecution|manquement|faute|carence|violation|infraction|dissolution|retard|defaut|force\s+majeure|meconnaissance)|mise\s+en\s+demeure|de\s+plein\s+droit|inexecution|manquement|non-respect|non\s+respect)")
_LETTER = rx.compile(r"(?:lettres?|courriers?|pli)\s+(?:\w+\s+){0,2}recommandee?s?|recommandee?\s+avec|\blrar\b|\bl\.r\.a\.r\b|envoi\s+recommande|recommande\s+avec|voie\s+recommandee|en\s+recommande\b")
_WRITTEN = rx.compile(r"(?:par\s+(?:simple\s+)?(?:ecrit|lettre|courrier|courriel|mail|voie\s+ecrite|notification\s+ecrite)|notification\s+ecrite|par\s+ecrit|demande\s+ecrite|denonciation\s+ecrite|lettre\s+simple|ecrite\s+et\s+motivee)")
_PREAVIS = rx.compile(rf"(?:preavis|delai(?:\s+de\s+prevenance)?|respect\s+d'un\s+delai|effet|expiration|au\s+moins|au\s+plus\s+tard|a\s+l'issue\s+d'un\s+delai|apres)[^.;]{{0,60}}?{PERIOD}|{PERIOD.replace('?P<number>', '?P<n2>').replace('?P<figures>', '?P<f2>').replace('?P<one>', '?P<o2>').replace('?P<unit>', '?P<u2>')}[^.;]{{0,40}}?(?:avant|preavis|a\s+l'avance)")
_AMEND = rx.compile(r"\bavenants?\b")
_MODIFY = rx.compile(r"(?:modifi|revis|revu|complet|ajust|adapt|amend|actualis|reactualis|preciser|evolu|prorog|changement|objet\s+d'(?:un|avenant)|possibilite)")
_WRITTEN_AMEND = rx.compile(r"(?:modifi|revis)\w*[^.;]{0,80}(?:accord\s+(?:ecrit|commun|des\s+(?:deux\s+)?parties|entre\s+les)|d'un\s+commun\s+accord|dans\s+les\s+memes\s+formes)")
_EVALUATE = rx.compile(r"(?:evaluation|evaluer|evaluent|bilan|rapport\s+(?:annuel|d'activites?|sur\s+ses\s+activites|d'execution)|compte[- ]rendu\s+(?:annuel|d'activite|d'execution)|synthese|revue\s+annuelle|rend\w*\s+compte|faire\s+le\s+point|point\s+annuel|suivi\s+annuel|compte\s+rendu\s+annuel)")
_NOT_EVALUATION = rx.compile(r"(?:bilan\s+(?:comptable|financier|de\s+competences)|comptes?\s+de\s+resultat|entretien\s+annuel|evaluation\s+des\s+(?:risques|besoins\s+de\s+la\s+personne)|plus-value|rapport\s+(?:moral|financier))")
_COURT = rx.compile(r"(?:tribuna(?:l|ux)\s+(?:administratif|judiciaire|de\s+grande\s+instance|d'instance|competent|de\s+commerce|territorialement|des\s+conflits)|tribunal\b|juridictions?\s+(?:administratives?|competentes?|judiciaires?|francaises?)|juge\s+administratif|cour\s+administrative)")
_DISPUTE = rx.compile(r"(?:litige|differend|contestation|desaccord|contentieux|conflit)")
_AMICABLE = rx.compile(r"(?:amiable|conciliat|mediat|transaction|a\s+l'amiable)")


class TermReader:
    """Reads the sentences of body and annexes once and keeps, for each term, the first that says it best."""

    def __init__(self, structure: Structure, kind: str | None) -> None:
        self.structure, self.view, self.kind = structure, structure.view, kind
        self.sentences = list(self._sentences())

    def _sentences(self) -> Iterator[tuple[Span, str]]:
        """Each sentence with the folded heading of its article."""
        for unit in self.structure.units:
            if unit.kind in ("void", "heading") or unit.zone in ("contents", "recital", "cover", "parties", "preamble"):
                continue
            heading = self.view.folded[slice(*self.structure.units[unit.above[-1]].span)] if unit.above else ""
            for span in self.structure.sentences(unit):
                yield span, heading

    def read(self) -> Terms:
        """All the terms."""
        trigger, effect_date = self._effect()
        mode, period, times = self._renewal()
        notice, form, stop_renewal = self._notice()
        amendment, rhythm = self._amendment()
        amicable, court = self._dispute()
        return Terms(trigger, effect_date, self._duration(), self._end_date(), mode, period, times, notice, form, stop_renewal, amendment, rhythm, self._evaluation(), amicable, court)

    def _found(self, value: T, span: Span, rule: str) -> Found[T]:
        return Found(value, self.view.trim(span), confidence("term", rule))

    def _about_it(self, span: Span, heading: str) -> bool:
        words = self.view.folded[slice(*span)]
        return bool(_IT.search(words)) or bool(_HEADED.search(heading))

    def _duration(self) -> Found[str] | None:
        for span, heading in self.sentences:
            words = self.view.folded
            for match in _DURATION.finditer(words, *span):
                before = words[max(span[0], match.start() - 60) : match.start()]
                value = period_of(match)
                if value and self._about_it(span, heading) and not _NOT_IT.search(before) and not rx.search(r"maxim\w+\s*$|renouvel\w+\s*$|reconduit\w*\s*$|reconduct\w*\s*$|prorog\w*\s*$", before + match.group()[:28].split(" de ")[0]):
                    if not rx.search(r"(?:reconduit|renouvel|prorog|reconduct)\w*[^,.;]{0,30}$", before):
                        return self._found(value, match.span(), "duration")
            years = _YEARS.search(words, *span)
            if years and (count := int(years["last"]) - int(years["first"]) + 1) > 0:
                return self._found(f"P{count}Y", years.span(), "duration by years")
        return None

    def _effect(self) -> tuple[Found[str] | None, Found[str] | None]:
        words = self.view.folded
        candidates = [(s, h) for s, h in self.sentences if self._about_it(s, h)]
        for span, _ in candidates:
            between = _FROM_TO.search(words, *span)
            first = rx.compile(DATE).match(words, between.end("from")) if between else None
            if first and (value := date_of(first)):
                at = (between.start(), first.end())  # type: ignore[union-attr]
                return self._found("fixed_date", at, "effect"), self._found(value, first.span(), "effect")
            for match in rx.finditer(_EFFECT_VERB, words[slice(*span)]):
                at = span[0] + match.start()
                tail_end = min(span[1], at + len(match.group()) + 150)
                tail = words[at:tail_end]
                before = words[max(span[0], at - 90) : at]
                if rx.search(r"(?:denonciation|resiliation|preavis|retrait|decision|modification|rupture|avenant)\b[^.;]*$", before) and not rx.search(r"present\s+avenant", words[span[0] : at]):
                    continue
                if rx.match(r"date\s+d'effet\s+de\s+la\s+(?:denonciation|resiliation|modification)", tail):
                    continue
                if found := self._trigger(tail, at, match.group()):
                    return found
        return self._blank_effect()

    def _trigger(self, tail: str, at: int, verb: str) -> tuple[Found[str], Found[str] | None] | None:
        """What starts the agreement, in the words after "prend effet"."""
        dated = rx.search(rf"(?:le|au|du|partir\s+du|compter\s+du)\s+(?={DATE})", tail)
        notified = rx.search(r"notifi", tail)
        signed = rx.search(_SIGNED, tail)
        if rx.match(r"a\s+compter", verb) and not (dated or notified or signed):
            return None
        whole = (at, at + len(tail))
        if notified and not (dated and dated.start() < notified.start()):
            return self._found("notification", whole, "effect"), None
        if dated and not (signed and signed.start() < dated.start()):
            match = rx.compile(DATE).search(tail, dated.end())
            value = date_of(match) if match else None
            span = (at + dated.end(), at + (match.end() if match else dated.end()))
            return self._found("fixed_date", whole, "effect"), self._found(value, span, "effect") if value else None
        if signed:
            return self._found("last_signature", whole, "effect"), None
        if rx.search(r"publication|approbation|executoire", tail[:90]) and not rx.match(r"a\s+compter", verb):
            return self._found("other", whole, "effect, other"), None
        if rx.search(r"(?:le|du|au|date\s+du)\s*(?:\(|\.{2,}|…|_{2,}|\[|\(date|x{2,}|$|\s{2,}|,)", tail):
            return self._found("fixed_date", whole, "effect, blank"), None
        if rx.search(r"(?:approbation|publication|transmission|caractere\s+executoire|executoire|delivrance|agrement|accord\s+d|validation|versement|reception|adoption|remise|installation|ouverture|depot|homologation|visa\b|arrete)", tail) and not rx.match(r"a\s+compter", verb):
            return self._found("other", whole, "effect, other"), None
        return None

    def _blank_effect(self) -> tuple[Found[str] | None, None]:
        """A form to fill in: "Date de début :", "Date d'effet : ..."."""
        words = self.view.folded
        match = rx.search(r"^\W*date\s+(?:de\s+debut|d'effet|d'entree\s+en\s+vigueur|de\s+prise\s+d'effet)[\w' ]{0,30}:?\s*(?:[._…]*\s*$|(?=\.))", words, rx.M)
        return (self._found("fixed_date", match.span(), "effect, blank"), None) if match else (None, None)

    def _end_date(self) -> Found[str] | None:
        for span, heading in self.sentences:
            between = _FROM_TO.search(self.view.folded, *span) if self._about_it(span, heading) else None
            last = rx.compile(DATE).match(self.view.folded, between.end()) if between else None
            if last and (value := date_of(last)):
                return self._found(value, last.span(), "end date")
            for match in _END.finditer(self.view.folded, *span):
                value = date_of(match)
                if value and self._about_it(span, heading):
                    return self._found(value, (match.start("date"), match.end("date")), "end date")
        return None

    def _renewal(self) -> tuple[Found[str] | None, Found[str] | None, Found[int] | None]:
        tacit_first = sorted(self.sentences, key=lambda entry: not rx.search(r"tacite", self.view.folded[slice(*entry[0])]))
        words = self.view.folded
        for span, heading in tacit_first:
            text = words[slice(*span)]
            if not _RENEW.search(text) and not _TACIT.search(text):
                continue
            if not (self._about_it(span, heading) or rx.search(r"tacite", text)) or rx.search(r"(?:delegation|bureau|membres?|mandats?|president|comite|agrement|autorisation|habilitation|titres?|bail|loyer|essai)\b[^.;]{0,60}(?:renouvel|reconduit)", text):
                continue
            for mode, pattern in (("none", _NOT_TACIT), ("tacit", _TACIT), ("express", _EXPRESS)):
                match = pattern.search(text)
                if not match:
                    continue
                at = (span[0] + match.start(), span[0] + match.end())
                if mode == "none" and rx.search(r"sauf|a\s+defaut|faute", match.group()):
                    continue
                mode = "express" if mode == "none" and _ONLY_EXPRESS.search(text) else mode
                return self._found(mode, at, f"renewal {mode}"), self._renewal_period(span, at) if mode != "none" else None, self._times(span)
        return None, None, None

    def _renewal_period(self, span: Span, at: Span) -> Found[str] | None:
        """The length of each renewal: "par périodes d'un an", "chaque année", "pour une même durée"."""
        words = self.view.folded
        after = words[at[1] : min(span[1], at[1] + 140)]
        match = rx.search(rf"(?:par\s+(?:nouvelles?\s+)?(?:periodes?|tranches?)\s+(?:successives\s+)?(?:de|d'|egales\s+a)|(?:pour|d')\s*une?\s+(?:nouvelle\s+|meme\s+)?(?:duree|periode)\s+(?:identique\s+)?(?:de|d')|pour|d'|de|par)\s*{PERIOD}", after)
        if match and not rx.search(r"preavis|avant", after[: match.start()]) and (value := period_of(match)):
            return self._found(value, (at[1] + match.start(), at[1] + match.end()), "renewal period")
        yearly = rx.search(r"chaque\s+annee|annuellement|d'annee\s+en\s+annee|tous\s+les\s+ans|par\s+annee|annuelle", words[max(span[0], at[0] - 60) : min(span[1], at[1] + 60)])
        if yearly:
            base = max(span[0], at[0] - 60)
            return self._found("P1Y", (base + yearly.start(), base + yearly.end()), "renewal period")
        same = rx.search(r"(?:pour|d')\s*(?:une|la)\s+(?:meme|duree\s+(?:identique|equivalente|egale|similaire))\s*(?:duree|periode)?|duree\s+(?:identique|equivalente)", words[at[0] : min(span[1], at[1] + 140)])
        if same and (duration := self._duration()):
            return self._found(duration.value, (at[0] + same.start(), at[0] + same.end()), "renewal, same period")
        return None

    def _times(self, span: Span) -> Found[int] | None:
        match = rx.search(r"(?P<n>une|deux|trois|quatre|\d)\s+(?:seule\s+)?fois", self.view.folded[slice(*span)])
        count = {"une": 1, "deux": 2, "trois": 3, "quatre": 4}.get(match["n"], 0) if match else 0
        if match and (count or match["n"].isdigit()):
            return self._found(count or int(match["n"]), (span[0] + match.start(), span[0] + match.end()), "renewal times")
        return None

    def _notice(self) -> tuple[Found[str] | None, Found[str] | None, Found[str] | None]:
        """Notice to leave by one's own will; the notice that prevents a renewal is another term."""
        words = self.view.folded
        period: Found[str] | None = None
        form: Found[str] | None = None
        before_renewal: Found[str] | None = None
        for span, heading in self.sentences:
            text = words[slice(*span)]
            about = _LEAVE.search(text) or (_LEAVE.search(heading) and rx.search(r"preavis|recommand", text))
            if not about or rx.search(r"periode\s+d'essai|prestation\s+de|emprunt|bail\s+d", text):
                continue
            fault = bool(_FAULT.search(text)) and not rx.search(r"a\s+tout\s+moment|sans\s+motif|quel\s+qu'en\s+soit|pour\s+quelque\s+motif|preavis", text)
            if fault:
                continue
            own_will = rx.search(r"denonc|resili|retir|retrait|mettre\s+fin|met\s+fin|mis\s+fin|preavis|demission|desengag|volonte\s+contraire|non[- ]renouvel|ne\s+pas\s+(?:renouvel|reconduire)", text)
            if period is None and own_will and (match := _PREAVIS.search(words, *span)):
                value = period_of(match) if match["unit"] else self._second(match)
                if value:
                    found = self._found(value, match.span(), "notice")
                    if rx.search(r"(?:avant|a)\s+(?:l'|la\s+|son\s+|chaque\s+|sa\s+)(?:date\s+|periode\s+)?(?:d')?(?:echeance|expiration|terme|anniversaire|fin|renouvel|reconduct)|reconduct|renouvel", text) and not rx.search(r"a\s+tout\s+moment|avant\s+ce\s+terme|avant\s+(?:son|le)\s+terme", text):
                        before_renewal = before_renewal or found
                    period = found
            if form is None and rx.search(r"denonc|resili|retir|retrait|mettre\s+fin|rompre|rupture|preavis|demission|notifi|volonte\s+contraire", text):
                if letter := _LETTER.search(text):
                    form = self._found("registered_letter", (span[0] + letter.start(), span[0] + letter.end()), "notice form")
                elif written := _WRITTEN.search(text):
                    form = self._found("written", (span[0] + written.start(), span[0] + written.end()), "notice form, written")
        return period, form, before_renewal

    def _second(self, match: rx.Match[str]) -> str | None:
        found = find_period(match.group())
        return found[0] if found else ("P7D" if "semaine" in match.group() else None)

    def _amendment(self) -> tuple[Found[str] | None, Found[str] | None]:
        words = self.view.folded
        for span, heading in self.sentences:
            text = words[slice(*span)]
            match = _AMEND.search(text)
            if self.kind == "avenant" and not rx.search(r"present\s+avenant\s+(?:peut|pourra|ne\s+peut)", text):
                continue
            if match and rx.search(r"present\s+avenant\s+(?:a\s+pour|modifi|porte|est|prend|entre)|avenant\s+n\s?°|avenant\s+au\s+contrat\s+de\s+(?:sejour|travail)", text):
                continue
            written = _WRITTEN_AMEND.search(text)
            if (match and (_MODIFY.search(text) or rx.search(r"modif|avenant|revision", heading))) or written:
                found = match or written
                assert found
                rhythm = find_rhythm(text) if rx.search(r"avenants?\s+annuel|chaque\s+annee|annuellement|annuelle", text) else None
                at = (span[0] + found.start(), span[0] + found.end())
                return self._found("amendment", at, "amendment"), self._found(rhythm[0], (span[0] + rhythm[1][0], span[0] + rhythm[1][1]), "amendment rhythm") if rhythm else None
        return None, None

    def _evaluation(self) -> Found[str] | None:
        words = self.view.folded
        for pattern in (r"evaluation|evaluer|evaluent|evaluera|bilan", _EVALUATE.pattern):
            for span, heading in self.sentences:
                text = words[slice(*span)]
                for match in rx.finditer(pattern, text):
                    if _NOT_EVALUATION.match(text, match.start()):
                        continue
                    near = find_rhythm(words, span[0] + max(0, match.start() - 140), min(span[1], span[0] + match.end() + 140))
                    if near and near[0] in ("P1Y", "P6M", "P3M", "P2Y", "P3Y", "P1M"):
                        return self._found(near[0], (span[0] + match.start(), near[1][1]) if near[1][1] > span[0] + match.start() else (near[1][0], span[0] + match.end()), "evaluation")
        return None

    def _dispute(self) -> tuple[Found[bool] | None, Found[str] | None]:
        words = self.view.folded
        amicable: Found[bool] | None = None
        court: Found[str] | None = None
        for span, heading in self.sentences:
            text = words[slice(*span)]
            about = _DISPUTE.search(text) or rx.search(r"litige|differend|contentieux|recours|contestation|juridiction", heading)
            if not about:
                continue
            if amicable is None and (match := _AMICABLE.search(text) or _AMICABLE.search(text)):
                amicable = self._found(True, (span[0] + match.start(), span[0] + match.end()), "amicable")
            if court is None and (place := _COURT.search(text)) and not rx.search(r"concilia|recours\s+administratif\s+aupres", text[: place.start()]):
                court = self._found(self._court_words(span, place), (span[0] + place.start(), span[1]), "court")
        return amicable, court

    def _court_words(self, span: Span, place: rx.Match[str]) -> str:
        end = rx.compile(r"[.;]|\s(?:dans|apres|qui|sis|situe|seul|par|sera|est|conformement|lorsque|competents?\s+pour)\b").search(self.view.folded, span[0] + place.end(), span[1])
        return self.view.quote(self.view.trim((span[0] + place.start(), end.start() if end else span[1]), also=".,;"))


def read_terms(structure: Structure, kind: str | None = None) -> Terms:
    """The terms that ``structure`` says; ``kind``: that of the agreement (an avenant speaks of the agreement that it amends)."""
    return TermReader(structure, kind).read()
