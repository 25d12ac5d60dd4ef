"""Builds the sample agreements from their sources: Markdown -> flat ODF -> LibreOffice (.docx, .odt, .pdf).

    python tests/reading/samples/source/build.py [NAME...]

Needs LibreOffice Writer and a French hyphenation dictionary; the recipe is in docs/demo.md. The Markdown is a small
dialect: `##` an article and `###` a section, both numbered by the word processor; `{.class}` at the end of a block
gives its style; a new line inside a block is a line break; `\\` in a table cell is a line break too.
"""

import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from xml.sax.saxutils import escape

HERE = Path(__file__).resolve().parent
SAMPLES = HERE.parents[3] / "maillage" / "reading" / "samples"
STYLES = (HERE / "styles.xml").read_text(encoding="utf-8")
MARK = re.compile(r"\s*\{(?:\.([a-z]+)|(-))(?:\s+([^}]*))?\}$")
BULLET = re.compile(r"^(\s*)(-|\d+\.|[a-z]\.) (.*)$")
NARROW_PLACES = (
    (re.compile(r"« "), "«\u00a0"),
    (re.compile(r" ([:;?!»%€])"), "\u00a0\\1"),
    (re.compile(r"\b(n°|article|L\.|M\.|Madame|Monsieur) (?=[\dA-Z])"), "\\1\u00a0"),
    (re.compile(r"(?<=\d) (?=\d{3}\b)"), "\u00a0"),
    (re.compile(r"\b(\d{1,2}|1er) (?=(?:janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre)\b)"), "\\1\u00a0"),
)  # fmt: skip


def typeset(text: str) -> str:
    """French spacing: no line may begin with a colon, nor end with an opening quote or « n° »."""
    for pattern, replacement in NARROW_PLACES:
        text = pattern.sub(replacement, text)
    return text


class Sample:
    """One source: its front matter, its footnotes, and the XML of its body."""

    def __init__(self, source: str) -> None:
        _, front, body = source.split("---\n", 2)
        self.meta = dict(line.split(": ", 1) for line in front.splitlines())
        self.notes = dict(re.findall(r"^\[\^(\d+)\]: (.*)$", body, re.M))
        body = re.sub(r"^\[\^\d+\]: .*\n", "", body, flags=re.M)
        self.blocks = [block for block in re.split(r"\n{2,}", body.strip("\n")) if block.strip()]

    def inline(self, text: str) -> str:
        text = escape(typeset(text)).replace("\n", "<text:line-break/>").replace("\\", "<text:line-break/>")
        text = re.sub(r"\*\*(.+?)\*\*", r'<text:span text:style-name="Strong">\1</text:span>', text, flags=re.S)
        return re.sub(r"\[\^(\d+)\]", self.footnote, text)

    def footnote(self, match: re.Match[str]) -> str:
        note = self.inline(self.notes[match[1]])
        return (
            f'<text:note text:note-class="footnote"><text:note-citation>{match[1]}</text:note-citation>'
            f'<text:note-body><text:p text:style-name="Footnote">{note}</text:p></text:note-body></text:note>'
        )

    def paragraph(self, text: str, style: str = "Text_20_body") -> str:
        return f'<text:p text:style-name="{style}">{self.inline(text)}</text:p>'

    def heading(self, block: str) -> str:
        hashes, text = block.split(" ", 1)
        mark = MARK.search(text)
        kind = (mark[1] or mark[2]) if mark else ""
        title = MARK.sub("", text)
        if hashes == "#":
            return self.paragraph(title, "Title")
        if kind in ("titre", "annex"):
            return self.paragraph(title, kind.capitalize())
        level = len(hashes) - 1
        if kind == "first" and mark is not None:
            title = f"{mark[3]} {title}"
        plain = ' text:is-list-header="true"' if kind in ("first", "-") else ""
        return (
            f'<text:h text:style-name="Heading_20_{level}" text:outline-level="{level}"{plain}>'
            f"{self.inline(title)}</text:h>"
        )

    def items(self, lines: list[str], level: int = 0) -> str:
        """A list, and the lists inside its items, from lines that all begin at this level or deeper."""
        style = {"-": "Tirets", "1": "Nombres", "a": "Lettres"}[BULLET.match(lines[0])[2][0]]  # type: ignore[index]
        xml, at = [f'<text:list text:style-name="{style}">' if level == 0 else "<text:list>"], 0
        while at < len(lines):
            inner = at + 1
            while inner < len(lines) and lines[inner].startswith("  "):
                inner += 1
            text = BULLET.match(lines[at])[3]  # type: ignore[index]
            last = level == 0 and inner == len(lines)
            xml.append(f"<text:list-item>{self.paragraph(text, 'Fin_20_de_20_liste' if last else 'List')}")
            if inner > at + 1:
                xml.append(self.items([line[2:] for line in lines[at + 1 : inner]], level + 1))
            xml.append("</text:list-item>")
            at = inner
        return "".join([*xml, "</text:list>"])

    def table(self, lines: list[str], signatures: bool) -> str:
        rows = [[c.strip() for c in line.strip("|").split("|")] for line in lines if not line.startswith("|-")]
        if signatures:
            rows = [list(row) for row in zip(*(cell.split("\\\\\\") for cell in rows[0]), strict=True)]
        cell = "Signature" if signatures else "Cellule"
        widths = [1 if signatures else min(max(map(len, column)), 40) for column in zip(*rows, strict=True)]
        xml = ['<table:table table:style-name="Tableau">']
        xml += [f'<table:table-column table:style-name="Col{width}"/>' for width in widths]
        for at, row in enumerate(rows):
            head, row_style = at == 0 and not signatures, "Blanc" if at == 0 else "Rang"
            xml.append("<table:table-header-rows><table:table-row>" if head else f'<table:table-row table:style-name="{row_style}">')  # fmt: skip
            for text in row:
                style = "Entete_20_colonne" if head else "Texte_20_signature" if signatures else "Texte_20_cellule"
                inside = self.paragraph(text, style)
                xml.append(f'<table:table-cell table:style-name="{cell}" office:value-type="string">{inside}</table:table-cell>')  # fmt: skip
            xml.append("</table:table-row></table:table-header-rows>" if head else "</table:table-row>")
        return "".join([*xml, "</table:table>"])

    def block(self, block: str, following: str) -> str:
        lines = block.splitlines()
        if block.startswith("#"):
            return self.heading(block)
        if lines[0] == "{.signatures}":
            return self.table(lines[1:], signatures=True)
        if lines[0].startswith("|"):
            return self.table(lines, signatures=False)
        if BULLET.match(lines[0]):
            return self.items(lines)
        mark = MARK.search(block)
        if mark and mark[1] == "article":
            return "".join(self.paragraph(line, "Article") for line in MARK.sub("", block).splitlines())
        if mark:
            return self.paragraph(MARK.sub("", block), mark[1].capitalize())
        announces = block.endswith(":") and BULLET.match(following.partition("\n")[0])
        return self.paragraph(block, "Announce" if announces else "Partie" if "\n" in block else "Text_20_body")

    def flat_odf(self) -> str:
        before, _, after = self.meta["article"].partition("%")
        columns = (
            f'<style:style style:name="Col{n}" style:family="table-column">'
            f'<style:table-column-properties style:rel-column-width="{n}*"/></style:style>'
            for n in range(1, 41)
        )
        following = [*self.blocks[1:], ""]
        numbered = "" if self.meta["article"] == "typed" else "1"
        return (
            STYLES.replace("@TITLE@", escape(typeset(self.meta["title"])))
            .replace("@HEADER@", escape(typeset(self.meta["header"])))
            .replace("@FOOTER@", escape(typeset(self.meta["footer"])))
            .replace("@FONT@", self.meta["font"])
            .replace("@ACCENT@", self.meta["accent"])
            .replace("@LEADING@", self.meta["leading"])
            .replace("@COLUMNS@", "".join(columns))
            .replace("@ARTICLE-FORMAT@", numbered)
            .replace("@BEFORE@", before if numbered else "")
            .replace("@AFTER@", after if numbered else "")
            .replace("@START@", self.meta.get("start", "1"))
            .replace("@SECTION-AFTER@", self.meta["section"].removeprefix("%.%"))
            .replace("@BODY@", "\n".join(map(self.block, self.blocks, following)))
        )


def build(name: str) -> Path:
    """Writes one sample beside the others and returns its path."""
    sample = Sample((HERE / f"{name}.md").read_text(encoding="utf-8"))
    kind = sample.meta["output"]
    export = 'pdf:writer_pdf_Export:{"UseTaggedPDF":{"type":"boolean","value":"true"}}' if kind == "pdf" else kind
    office = shutil.which("soffice") or "soffice"
    with tempfile.TemporaryDirectory() as folder:
        flat = Path(folder) / f"{name}.fodt"
        flat.write_text(sample.flat_odf(), encoding="utf-8")
        options = ["--headless", f"-env:UserInstallation=file://{folder}/profile"]
        command = [office, *options, "--convert-to", export, "--outdir", str(SAMPLES), str(flat)]
        subprocess.run(command, check=True, capture_output=True, timeout=120)
    return SAMPLES / f"{name}.{kind}"


if __name__ == "__main__":
    for each in sys.argv[1:] or sorted(path.stem for path in HERE.glob("*.md")):
        print(build(each).name)
