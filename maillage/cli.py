"""The command line: ``maillage read``, ``review``, ``timeline``, ``notice``; ``backup`` and others of the application.

What is slow to import (rich, the HTML page) is imported where it is used: ``--format json`` must start at once.

Exit status: 0 read; 1 ``--strict`` and a defect to correct; 2 wrong use; 10 to 21 a file that cannot be read (see
``maillage.reading.errors``; 10 too when several files failed in different ways); 70 unexpected; 73 and 74 an output
that cannot be written; 130 interrupted; 141 whoever was reading the output has left.
"""

from __future__ import annotations

import argparse
import gc
import os
import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from maillage.foundations import rx
from maillage.reading.output.terminal import colour, printable, reason, tell, width, write

TYPE_CHECKING = False  # see maillage.foundations.records
if TYPE_CHECKING:
    from typing import NoReturn

    from maillage.reading.model import Reading
    from maillage.reading.output.as_index import Entry

WRONG_USE, UNEXPECTED, CANNOT_CREATE, CANNOT_WRITE, INTERRUPTED, READER_GONE = 2, 70, 73, 74, 130, 141
SEVERAL_WAYS = 10
EXTENSIONS = {"text": ".txt", "json": ".json", "html": ".html"}

# argparse speaks English: the sentences that a wrong use can raise, and the titles of its help.
_SENTENCES = (
    (r"the following arguments are required: (.*)", r"il manque : \1"),
    (r"unrecognized arguments: (.*)", r"option ou fichier en trop : \1"),
    (r"argument (\S+): expected (?:one|at least one) argument", r"\1 demande une valeur"),
    (r"argument (\S+): invalid choice: '?([^']*)'? \(choose from (.*)\)", r"\1 ne connaît pas « \2 » (au choix : \3)"),
    (r"argument (\S+): ignored explicit argument '(.*)'", r"\1 ne prend pas de valeur (« \2 »)"),
    (r"argument (\S+): invalid int value: '(.*)'", r"\1 demande un nombre entier, et non « \2 »"),
    (r"ambiguous option: (\S+) could match (.*)", r"\1 peut vouloir dire \2"),
)
_TITLES = (("usage:", "Utilisation :"), ("options:", "Options :"), ("positional arguments:", "À donner :"))


class Failure(Exception):
    """A file that is not read, or a reading that is not written; the others go on. ``str`` is a French sentence."""

    def __init__(self, sentence: str, status: int) -> None:
        super().__init__(sentence)
        self.status = status


class _Help(argparse.HelpFormatter):
    def __init__(self, prog: str) -> None:
        # Told its width, argparse does not import what measures the terminal.
        super().__init__(prog, width=width() - 2)


class _Parser(argparse.ArgumentParser):
    def __init__(self, **given: object) -> None:
        super().__init__(**{"formatter_class": _Help, **given})  # type: ignore[arg-type]

    def error(self, message: str) -> NoReturn:
        for english, french in _SENTENCES:
            if re.fullmatch(english, message):
                message = re.sub(english, french, message).replace("'", "")
                break
        tell(f"{message}. Voyez « {self.prog} --help ».")
        raise SystemExit(WRONG_USE)

    def format_help(self) -> str:
        text = super().format_help()
        for english, french in _TITLES:
            text = text.replace(english, french, 1)
        return text


def _parser(*, is_of_calendar: bool = False) -> _Parser:
    parser = _Parser(
        prog="maillage",
        add_help=False,
        description="Lit une convention, une charte ou un protocole, et dit ce qu’il contient et ce qui lui manque.",
    )
    parser.add_argument("--version", action="store_true", help="dit la version")
    commands = parser.add_subparsers(dest="command", metavar="COMMANDE", title="Commandes")
    read = _command(commands, "read", "lit des accords : parties, engagements, termes, instances, défauts")
    read.add_argument(
        "--format",
        choices=tuple(EXTENSIONS),
        default="text",
        help="text : pour le terminal (par défaut) ; json : un objet par fichier, un par ligne ; html : une page",
    )
    read.add_argument(
        "--output",
        type=Path,
        metavar="DOSSIER",
        help="écrit une lecture par fichier dans ce dossier, avec un sommaire quand c’est en html",
    )
    review = _command(commands, "review", "ne dit que les défauts du texte : gravité, code, endroit, mots, source")
    review.add_argument("--strict", action="store_true", help="sort avec le code 1 si un défaut est à corriger")
    load = commands.add_parser("load-territories", add_help=False, help="charge communes, EPCI, départements, régions")
    load.add_argument("path", nargs="?", type=Path, metavar="DOSSIER", help="paquet npm : son dossier, ou son .tgz")
    load.add_argument("--year", type=int, metavar="ANNÉE", help="année du découpage, si le paquet ne la dit pas")
    backup = commands.add_parser("backup", add_help=False, help="sauvegarde la base de données et les fichiers déposés")
    backup.add_argument("path", type=Path, metavar="FICHIER", help="fichier à écrire, ou dossier où le mettre")
    restore = commands.add_parser("restore", add_help=False, help="remet ce que contient une sauvegarde")
    restore.add_argument("path", type=Path, metavar="FICHIER", help="sauvegarde à restaurer")
    restore.add_argument("--replace", action="store_true", help="remplace ce que contient déjà la base de données")
    generate = commands.add_parser("generate", add_help=False, help="écrit des accords inventés dans une base d’essai")
    generate.add_argument("--agreements", type=int, required=True, metavar="N", help="nombre d’accords à écrire")
    generate.add_argument("--organisations", type=int, metavar="N", help="nombre d’organisations à inventer")
    generate.add_argument("--seed", type=int, default=1, metavar="N", help="la même graine écrit les mêmes accords")
    generate.add_argument("--force", action="store_true", help="écrit même parmi de vraies données")
    timeline = commands.add_parser("timeline", add_help=False, help="dit toutes les dates d’une convention")
    notice = commands.add_parser("notice", add_help=False, help="dit quel jour un préavis prend fin")
    if is_of_calendar:
        from maillage.agreements.calendar.command import add_options

        add_options(timeline, notice)
    for each in (parser, read, review, load, backup, restore, timeline, notice, generate):
        each.add_argument("-h", "--help", action="help", help="montre cette aide")
    return parser


def _command(commands: argparse._SubParsersAction[_Parser], name: str, does: str) -> _Parser:
    formats = ".txt, .md, .html, .docx, .odt ou .pdf"
    description = f"Cette commande {does}. Un fichier illisible n’arrête pas les autres."
    command = commands.add_parser(name, add_help=False, help=does, description=description)
    command.add_argument(
        "files", nargs="+", metavar="FICHIER", type=Path, help=f"fichier ({formats}) ou dossier entier"
    )
    return command


def main(argv: Sequence[str] | None = None) -> int:
    """Runs the command line and returns its exit status; help and wrong use leave by ``SystemExit``, as in argparse."""
    try:
        status = _run(argv)
        rx.keep()
        return status
    except Failure as failure:
        tell(str(failure))
        return failure.status
    except KeyboardInterrupt:
        tell("interrompu.")
        return INTERRUPTED
    except BrokenPipeError:
        # What is still to be flushed must go elsewhere, or Python complains at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return READER_GONE


def _run(argv: Sequence[str] | None) -> int:
    words = sys.argv[1:] if argv is None else argv
    parser = _parser(is_of_calendar=bool({"timeline", "notice"} & set(words[:1])))
    given = parser.parse_args(words)
    if given.version:
        from maillage import __version__

        write(f"maillage {__version__}\n")
        return 0
    if given.command is None:
        write(parser.format_help())
        return WRONG_USE
    if given.command == "review":
        return _review(given)
    if given.command in {"timeline", "notice"}:
        return _calendar(given)
    if given.command == "load-territories":
        return _application("load_territories", *filter(None, [given.path]), year=given.year)
    if given.command == "backup":
        return _application("backup", given.path)
    if given.command == "restore":
        return _application("restore", given.path, replace=given.replace)
    if given.command == "generate":
        options = {name: getattr(given, name) for name in ("agreements", "organisations", "seed", "force")}
        return _application("generate", **options)
    return _read_into(given) if given.output else _read(given)


def _application(command: str, *words: object, **options: object) -> int:
    """Hands over to the application: Django starts for these commands alone."""
    import django
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import CommandError, call_command

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    try:
        django.setup()
        call_command(command, *words, **options)
    except (ImportError, ImproperlyConfigured) as error:
        raise Failure(f"l’application n’est pas installée ici ({error}) : lancez « make run ».", WRONG_USE) from error
    except CommandError as error:
        raise Failure(str(error), CANNOT_WRITE) from error
    return 0


def _calendar(given: argparse.Namespace) -> int:
    from maillage.agreements.calendar.command import WrongValue, agreement_asked, run_notice, run_timeline

    try:
        if (asked := agreement_asked(given)) is not None:
            return _application("timeline", asked.pop("agreement"), **asked)
        text = run_notice(given) if given.command == "notice" else run_timeline(given, _reading)
    except WrongValue as error:
        raise Failure(str(error), WRONG_USE) from error
    write(text + "\n", encoding="utf-8" if given.format == "json" else None)
    return 0


def _read(given: argparse.Namespace) -> int:
    statuses: list[int] = []
    paths = _sources(given.files, statuses)
    if given.format == "html" and len(paths) > 1:
        raise Failure("plusieurs fichiers en html demandent un dossier : ajoutez --output DOSSIER.", WRONG_USE)
    for at, path in enumerate(paths):
        for reading in _one(path, statuses):
            if given.format == "text":
                write(("\n" if at else "") + _rendered(reading, "text", terminal=True))
            else:
                write(_rendered(reading, given.format) + "\n" * (given.format == "json"), encoding="utf-8")
    return _status(statuses)


def _review(given: argparse.Namespace) -> int:
    from maillage.reading.output.as_text import to_review

    statuses: list[int] = []
    errors = False
    for at, path in enumerate(_sources(given.files, statuses)):
        for reading in _one(path, statuses):
            write(("\n" if at else "") + to_review(reading, width=width(), colour=colour()))
            errors = errors or any(defect.severity == "error" for defect in reading.review)
    return _status(statuses) or int(given.strict and errors)


def _read_into(given: argparse.Namespace) -> int:
    """Reads into a folder: a bar on the way, then a table of what came of each file."""
    from maillage.reading.output import folder
    from maillage.reading.output.as_text import summary

    statuses: list[int] = []
    output: Path = given.output
    paths = _sources(given.files, statuses, without=output)
    try:
        output.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Failure(f"{output} : le dossier ne peut pas être créé ({reason(error)}).", CANNOT_CREATE) from error
    if not os.access(output, os.W_OK | os.X_OK):
        raise Failure(f"{output} : vous n’avez pas le droit d’écrire dans ce dossier.", CANNOT_CREATE)
    pairs = list(zip(paths, folder.targets(paths, output, EXTENSIONS[given.format]), strict=True))
    entries = [_kept(path, target, given.format, statuses) for path, target in _with_bar(pairs)]
    if given.format == "html":
        from maillage.reading.output.as_index import to_index

        _write_file(output / folder.INDEX, to_index(entries))
    write(summary(entries, str(output), width=width(), colour=colour()))
    return _status(statuses)


def _kept(path: Path, target: Path, format: str, statuses: list[int]) -> Entry:
    """Reads one file, writes its reading, says what came of it."""
    from maillage.reading.output.as_index import Entry, head

    try:
        reading = _reading(path)
        _write_file(target, _rendered(reading, format))
    except Failure as failure:
        statuses.append(failure.status)
        return Entry(str(path), "", None, str(failure))
    return Entry(str(path), target.name, head(reading))


def _write_file(target: Path, text: str) -> None:
    from maillage.reading.output.folder import write_whole

    try:
        write_whole(target, text)
    except OSError as error:
        raise Failure(f"{target} n’a pas pu être écrit ({reason(error)}).", CANNOT_WRITE) from error


def _with_bar(pairs: list[tuple[Path, Path]]) -> Iterator[tuple[Path, Path]]:
    if not sys.stderr.isatty():
        yield from pairs
        return
    from rich.console import Console
    from rich.markup import escape
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    columns = (TextColumn("Lecture"), BarColumn(), MofNCompleteColumn(), TextColumn("{task.description}"))
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=len(pairs))
        for pair in pairs:
            bar.update(task, description=escape(printable(pair[0].name)))
            yield pair
            bar.advance(task)


def _sources(given: list[Path], statuses: list[int], *, without: Path | None = None) -> list[Path]:
    """The files to read. A folder that cannot be opened is told, and does not stop the others."""
    from maillage.reading.errors import MissingFile, UnreadableFile
    from maillage.reading.output import folder

    def closed(error: OSError) -> None:
        tell(f"{error.filename} : le dossier ne peut pas être ouvert ({reason(error)}).")
        statuses.append(UnreadableFile.exit_status)

    found = list(folder.sources(given, closed, without=without))
    if not found and not statuses:
        names = ", ".join(map(str, given))
        raise Failure(f"{names} : aucun fichier à lire dans ce dossier.", MissingFile.exit_status)
    return found


def _one(path: Path, statuses: list[int]) -> Iterator[Reading]:
    """The reading of a file, or nothing, once its failure is told and noted."""
    try:
        yield _reading(path)
    except Failure as failure:
        tell(f"{path.name or path} : {failure}")
        statuses.append(failure.status)


def _reading(path: Path) -> Reading:
    from maillage.reading import read
    from maillage.reading.errors import ReadingError

    try:
        return read(path)
    except ReadingError as error:
        raise Failure(str(error), error.exit_status) from error
    except Exception as error:  # whatever a file does, the person reads a sentence and the other files are read
        raise _unexpected(error) from error


def _rendered(reading: Reading, format: str, *, terminal: bool = False) -> str:
    try:
        if format == "json":
            from maillage.reading.output.as_json import to_json

            return to_json(reading)
        if format == "html":
            from maillage.reading.output.as_html import to_html

            return to_html(reading)
        from maillage.reading.output.as_text import to_text

        return to_text(reading, width=width(), colour=colour()) if terminal else to_text(reading)
    except Exception as error:  # as above
        raise _unexpected(error) from error


def _unexpected(error: Exception) -> Failure:
    if os.environ.get("MAILLAGE_DEBUG") == "1":
        import traceback

        traceback.print_exception(error)
    said = f"une erreur inattendue a interrompu la lecture ({type(error).__name__}) ; signalez-la avec le fichier."
    return Failure(said, UNEXPECTED)


def _status(statuses: list[int]) -> int:
    return (statuses[0] if len(set(statuses)) == 1 else SEVERAL_WAYS) if statuses else 0


def entry() -> NoReturn:
    """The command of the console: :func:`main`, leaving at once, since Python's own end costs as much as a page."""
    gc.set_threshold(50_000, 20, 20)
    try:
        status = main()
    except SystemExit as leaving:
        status = leaving.code if isinstance(leaving.code, int) else WRONG_USE
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(status)


if __name__ == "__main__":
    entry()
