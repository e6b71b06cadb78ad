"""One call from its options to its bytes: open the base, ask the command, write the answer."""

from __future__ import annotations

from laichau_cli import commands
from laichau_cli.commands.answer import check_fields
from laichau_cli.errors import BaseError
from laichau_cli.index import database
from laichau_cli.index.store import open_index
from laichau_cli.language import words_of
from laichau_cli.language.messages import Message, said
from laichau_cli.language.safe import safe_line
from laichau_cli.output.formats import FORMATS, Layout, json_text, part, tsv

TYPE_CHECKING = False
if TYPE_CHECKING:
    from laichau_cli.cli.options import Call, Options
    from laichau_cli.commands.answer import Answer
    from laichau_cli.index.ask import Index
    from laichau_cli.output.progress import Bar
    from laichau_cli.output.terminal import Terminal
    from laichau_cli.records import Lang, Record


def run(call: Call, terminal: Terminal) -> int:
    """Do what a command line asks for; its exit status. Raises `LaichauError`."""
    options = call.options(terminal.environ)
    if call.command not in commands.COMMANDS:
        answer = _curated(call, options, terminal)
    else:
        try:
            answer = _answered(call, options, terminal)
        except database.DatabaseError:  # the cached index is damaged
            answer = _answered(call, options, terminal, anew=True)
    terminal.flush()
    terminal.say(*answer.messages)
    return answer.status


def _curated(call: Call, options: Options, terminal: Terminal) -> Answer:
    """The answer of a command that reads or makes the files of a base, already written."""
    from laichau_cli.output import atomic

    if call.command == "check":
        from laichau_cli.commands import check

        answer = check.answer(options.base, strict=options.strict)
    elif call.command == "new":
        from laichau_cli.commands import new

        answer = new.answer(call.words, terminal.lang)
        atomic.write_whole_folder(call.words[0], answer.write, names=())
        return answer
    else:
        from laichau_cli.commands import draft

        answer = draft.answer(call.words, options)
        for edit in answer.edits:
            atomic.write_whole(edit.path, edit.write)
    if not answer.edits or not _is_plain(options):
        _write(answer, options, terminal)
    return answer


def _answered(call: Call, options: Options, terminal: Terminal, *, anew: bool = False) -> Answer:
    """The answer to a call, already written: records may be read as they are written."""
    if call.command == "export":
        from laichau_cli.output import export

        path = "".join(call.words)
        export.form_of(path)
    with _opened(options, terminal, anew=anew) as index:
        answer = commands.ask(call.command, index, call.words, options)
        if call.command == "export":
            answer.messages = export.write(path, answer, terminal, force=options.force)
        else:
            _write(answer, options, terminal)
    return answer


def _opened(options: Options, terminal: Terminal, *, anew: bool) -> Index:
    """The base's index; a person at a terminal sees how far it has come if it must be built."""
    is_watched = terminal.stderr.isatty()
    bars: list[Bar] = []

    def report(doing: str, done: int, of: int) -> None:
        if not bars:  # what draws is imported only for a build
            from laichau_cli.output.progress import Bar

            bars.append(Bar(terminal))
        bars[0](doing, done, of)

    try:
        told = report if is_watched else None
        index, warnings = open_index(options.base, terminal.environ, report=told, anew=anew)
    except BaseError as error:
        if options.base_named_by != "LAICHAU_FACTS":
            raise
        named = Message("{path} was named by LAICHAU_FACTS", path=options.base)
        raise BaseError(*error.messages, named) from None
    finally:
        for bar in bars:
            bar.close()
    if is_watched:  # a script and its log need not be told of every call
        terminal.say(*warnings)
    return index


def _write(answer: Answer, options: Options, terminal: Terminal) -> None:
    check_fields(options.fields or (), answer.fields)
    if answer.kind == "values":
        _write_values(answer, options, terminal)
    elif answer.kind == "citations":
        from laichau_cli.output.cite import STYLES

        terminal.write(STYLES[options.style](answer.records, options.lang))  # type: ignore[arg-type]
    elif options.pictures:
        from laichau_cli.output.picture import export

        for form, path in options.pictures:
            export(path, answer, options, terminal, form=form)
    elif answer.kind == "claims" and _is_plain(options):
        lines = [_claim_line(record, options.lang) for record in answer.records]
        terminal.write("".join([line + "\n" for line in lines]))
    elif answer.kind == "findings" and _is_plain(options):
        lines = [_finding_line(record, options.lang) for record in answer.records]
        if not answer.status:  # what was proven is the answer, else a word about it
            lines += [said(message, options.lang) for message in answer.messages]
            answer.messages = ()
        terminal.write("".join([line + "\n" for line in lines]))
    elif answer.kind == "drafts" and _is_plain(options) and not terminal.is_screen:
        terminal.write(answer.text)
    elif options.format == "table" or (options.format == "auto" and terminal.is_screen):
        from laichau_cli.output.tables import draw

        draw(answer, options, terminal)
    else:
        layout = Layout(
            options.fields or answer.columns,
            lang=options.lang,
            header=options.header,
            units=answer.units,
            json_fields=options.fields or answer.fields,
        )
        write = FORMATS["tsv" if options.format == "auto" else options.format]
        terminal.write(write(answer.records, layout))


def _is_plain(options: Options) -> bool:
    """Whether no form of records is asked for."""
    return options.format == "auto" and not options.fields


def _finding_line(record: Record, lang: Lang) -> str:
    """A finding as compilers report theirs, so that editors find the place."""
    level = "" if record["level"] == "error" else f"{said(Message('warning'), lang)}: "
    names = {"printed": Message("printed"), "entered": Message("entered")}
    sides = [
        f"{said(name, lang)}: {said(record[side], lang)}"
        for side, name in names.items()
        if record[side]
    ]
    both = f" ({'; '.join(sides)})" if sides else ""
    message = f"{level}{said(record['message'], lang)}{both}"
    return safe_line(f"{record['path']}:{record['line']}: {record['id']}: {message}")


def _claim_line(record: Record, lang: Lang) -> str:
    """A figure of a text, with its place and what the base has, in the same form."""
    where = f"{record['file']}:{record['line']}:{record['column']}"
    verdict = words_of(lang).CLAIM_VERDICTS[record["verdict"]]
    return safe_line(f"{where}: {verdict}: {record['printed']} … {said(record['message'], lang)}")


def _write_values(answer: Answer, options: Options, terminal: Terminal) -> None:
    """The bare values of one field, without its name."""
    values = [part(record, options.field) for record in answer.records]
    if options.format == "json":
        terminal.write(json_text(values) + "\n")
    elif options.format == "jsonl":
        terminal.write("".join([json_text(value) + "\n" for value in values]))
    else:
        layout = Layout((options.field,), lang=options.lang, header=False, units=answer.units)
        terminal.write(tsv(answer.records, layout))
