"""Completion on TAB: what may follow the words so far, from the table of options and the index.

The shells ask through the variables that Typer's scripts use, so that scripts installed by older
versions go on working. Typer itself is not imported: a TAB takes as long as a call.
"""

from __future__ import annotations

import os

from laichau_cli.cli.options import (
    OPTIONS,
    PROGRAM_OPTIONS,
    USAGES,
    Call,
    spellings,
    spoken_language,
)
from laichau_cli.errors import LaichauError, UsageError
from laichau_cli.index import database
from laichau_cli.index.store import open_index
from laichau_cli.language.fold import fold
from laichau_cli.language.messages import Message, help_text, one_of, reason_of, said
from laichau_cli.language.safe import safe_line

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from laichau_cli.cli.options import Option
    from laichau_cli.index.ask import Index
    from laichau_cli.output.terminal import Terminal
    from laichau_cli.records import Lang

ASKED = "_LAICHAU_COMPLETE"
"""The variable by which a shell asks."""
TOPICS = {"show": True, "compare-target": True, "get": False, "cite": False}
"""Commands whose words are names, and whether they take topics besides facts."""
Candidate = tuple[str, str]
"""A word that may follow, and what it means."""


def answer(terminal: Terminal) -> int:
    """Tell the shell that asks what may follow; the exit status."""
    environ = terminal.environ
    what, _, shell = environ[ASKED].partition("_")
    if shell not in SHELLS:
        return 1
    if what == "source":
        terminal.write(SCRIPTS[shell])
    else:
        words = _bash_words(environ) if shell == "bash" else _line_words(environ)
        found = list(candidates(words[:-1], words[-1], environ)) if words else []
        if environ.get("_TYPER_COMPLETE_FISH_ACTION") == "is-args":
            return 0 if found else 1
        terminal.write(_told(shell, found))
    terminal.flush()
    return 0


def candidates(words: Sequence[str], begun: str, environ: Mapping[str, str]) -> Iterator[Candidate]:
    """What may stand for the word `begun` after the `words` that follow the program's name."""
    command, named, given, open_option = _read(words)
    lang = spoken_language(words, environ)
    prefix = ""
    option = spellings().get(begun.partition("=")[0]) if "=" in begun else None
    if option is not None:
        open_option = option
        prefix, begun = f"{option.flag}=", begun.partition("=")[2]
    if open_option is not None:
        found = [(value, "") for value in open_option.values(command)]
    elif begun.startswith("-"):
        fitting = [
            option
            for option in OPTIONS
            if (command in option.commands if command else option.is_common)
            and command not in option.unused
            and (option.kind == "list" or option.key not in given)
        ]
        fitting += () if command else PROGRAM_OPTIONS
        helps = [*((option.flag, option.help) for option in fitting), ("--help", "Show the help.")]
        found = [(flag, help_text(flag, help_, lang)) for flag, help_ in helps]
    elif not command or command == "help":
        abouts = [(name, help_text(name, usage.about, lang)) for name, usage in USAGES.items()]
        found = [(name, about.partition("\n")[0]) for name, about in abouts]
    else:
        known = names(command, given, begun, environ)
        return (pair for pair in known if pair[0] not in named)
    return ((prefix + word, help_) for word, help_ in found if word.startswith(begun))


def _read(words: Sequence[str]) -> tuple[str, list[str], dict[str, list[str]], Option | None]:
    """The command of these words, its names, its options, and the option that waits for a value."""
    command, named, waiting = "", [], None
    given: dict[str, list[str]] = {}
    written = spellings()
    for word in words:
        option = written.get(word.partition("=")[0])
        if waiting is not None:
            given.setdefault(waiting.key, []).append(word)
            waiting = None
        elif option is not None and (option.kind == "flag" or "=" in word):
            given.setdefault(option.key, []).append(word.partition("=")[2])
        elif option is not None:
            waiting = option
        elif command and not word.startswith("-"):
            named.append(word)
        elif not word.startswith("-"):
            command = word
    return command, named, given, waiting


def names(
    command: str, given: dict[str, list[str]], begun: str, environ: Mapping[str, str]
) -> list[Candidate]:
    """Ids that begin as typed, each with its label, else names; none where anything is wrong."""
    if command not in TOPICS:
        return []
    home, topics = environ.get("HOME", "~"), TOPICS[command]
    # The shell expands `~` only when it runs the line.
    facts = [home + path[1:] if path.startswith("~/") else path for path in given.get("facts", ())]
    try:
        options = Call(command, [], {**given, "facts": facts}).options(environ)
        index, _ = open_index(options.base, environ)
        with index:
            found = []
            if begun.isascii():  # as ids are
                found = index.completions(begun, lang=options.lang, topics=topics)
            return found or _by_name(index, begun, options.lang, environ, topics=topics)
    except (LaichauError, database.Error):
        return []


def _by_name(
    index: Index, begun: str, lang: Lang, environ: Mapping[str, str], *, topics: bool
) -> list[Candidate]:
    """Names that begin as typed, accents or not, with hyphens for blanks, each with its id.

    A shell drops what does not begin with the very letters typed. Only bash does not, and shows no
    meanings: it is told the id where one thing alone is meant.
    """
    if not begun.replace("-", "").isalnum():
        return []  # zsh would evaluate it
    key = fold(begun) + " " * begun.endswith("-")
    found = index.names_beginning(key, lang=lang, topics=topics)
    if len(found) == 1 and environ[ASKED].endswith("bash"):
        return [(id_, label) for _, id_, label in found]
    return [
        (begun + name[len(key) :].replace(" ", "-"), f"{id_}: {label}")
        for name, id_, label in found
    ]


def _bash_words(environ: Mapping[str, str]) -> list[str]:
    """The words up to the cursor. Bash cuts `--lang=vi` in three: without `=` it means the same."""
    at = environ.get("COMP_CWORD", "")
    if not (at.isascii() and at.isdigit() and len(at) < 10):
        return []
    told = environ.get("COMP_WORDS", "")
    # A word may hold blanks; scripts other than ours join words by blanks.
    words = told.split("\n" if "\n" in told else None)[1 : int(at) + 1]
    begun = words.pop() if len(words) == int(at) else ""
    words = [word for word in (*words, begun.removeprefix("=")) if word != "="]
    return ["".join(_split(word)[:1]) for word in words]  # without quotes


def _line_words(environ: Mapping[str, str]) -> list[str]:
    """The same of zsh and fish, which tell the line up to the cursor."""
    line = environ.get("_TYPER_COMPLETE_ARGS", "")
    words = _split(line)[1:]
    return words if words and not line.endswith(" ") else [*words, ""]


def _split(line: str) -> list[str]:
    """The words of a line as a shell has them; the last may be in quotes that are still open."""
    if not any(mark in line for mark in "\"'\\"):
        return line.split()
    import shlex

    for end in ("", '"', "'", "\\"):
        try:
            return shlex.split(line + end)
        except ValueError:
            continue
    return line.split()


def _told(shell: str, found: list[Candidate]) -> str:
    if shell == "bash":
        return "".join([f"{word}\n" for word, _ in found])
    if shell == "fish":
        return "".join([f"{word}\t{safe_line(help_)}".rstrip("\t") + "\n" for word, help_ in found])
    if not found:
        return "_files\n"
    pairs = [f'"{word}":"{_harmless(help_)}"' for word, help_ in found]
    return "_arguments '*: :((" + "\n".join(pairs) + "))'\n"


def _harmless(help_: str) -> str:
    """The words without characters that zsh would evaluate."""
    # Some letters are seen by nobody: they are escaped first.
    return "".join(
        [char if char.isalnum() or char in " .,-/" else " " for char in safe_line(help_)]
    )


# ---- the scripts, and where they go

SCRIPTS = {
    "bash": """\
_laichau_completion() {
    local IFS=$'\\n'
    COMPREPLY=($(COMP_WORDS="${COMP_WORDS[*]}" COMP_CWORD=$COMP_CWORD \\
        _LAICHAU_COMPLETE=complete_bash "$1" 2>/dev/null))
}
complete -o default -F _laichau_completion laichau
""",
    "zsh": """\
#compdef laichau
_laichau_completion() {
    eval "$(_TYPER_COMPLETE_ARGS="${words[1,$CURRENT]}" _LAICHAU_COMPLETE=complete_zsh \\
        laichau 2>/dev/null)"
}
compdef _laichau_completion laichau
# Where zsh loads this at the first TAB, that TAB completes too.
if [[ $zsh_eval_context[-1] == loadautofunc ]]; then
    _laichau_completion "$@"
fi
""",
    "fish": """\
function __laichau_completion
    set -lx _LAICHAU_COMPLETE complete_fish
    set -lx _TYPER_COMPLETE_ARGS (commandline -cp)
    set -l found (laichau 2>/dev/null)
    if set -q found[1]
        printf '%s\\n' $found
    else
        __fish_complete_path (commandline -ct)
    end
end
complete -c laichau -f -a '(__laichau_completion)'
""",
}
SHELLS = tuple(SCRIPTS)


def set_up(argv: Sequence[str], terminal: Terminal) -> None:
    """Do what `--show-completion [SHELL]` or `--install-completion [SHELL]` asks for."""
    option, _, named = argv[0].partition("=")
    shells = [named] if named else list(argv[1:])
    shell = shells[0] if shells else _shell(terminal.environ)
    if shell not in SHELLS or len(shells) > 1:
        told = {"option": option, "shell": " ".join(shells) or shell, "shells": one_of(SHELLS)}
        raise UsageError(Message("{option} knows no shell '{shell}'; name {shells}", **told))
    if option == "--show-completion":
        terminal.write(SCRIPTS[shell])
    else:
        told = {"shell": shell, "path": _install(shell, terminal.environ)}
        done = Message("{shell} completion installed in {path}; it works in a new terminal", **told)
        terminal.write(said(done, terminal.lang) + "\n")
    terminal.flush()


def _install(shell: str, environ: Mapping[str, str]) -> str:
    """Write the script where the shell finds it, and have it looked for there; its path."""
    home = environ.get("HOME") or ""
    if not os.path.isdir(home):
        raise LaichauError(
            Message("there is no home folder; see laichau --show-completion {shell}", shell=shell)
        )
    if shell == "bash":
        path, start = f"{home}/.bash_completions/laichau.sh", f"{home}/.bashrc"
        line = f"source '{path}'"
    elif shell == "zsh":
        path, start = f"{home}/.zfunc/_laichau", f"{environ.get('ZDOTDIR') or home}/.zshrc"
        line = "fpath+=~/.zfunc; autoload -Uz compinit; compinit"
    else:
        config = environ.get("XDG_CONFIG_HOME") or f"{home}/.config"
        path, start, line = f"{config}/fish/completions/laichau.fish", "", ""
    written = path
    try:
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w", encoding="utf-8") as file:
            file.write(SCRIPTS[shell])
        if start:
            written = start
            _add_line(start, line)
    except OSError as error:
        raise LaichauError(
            Message(
                "{path}: cannot be written: {reason}; put into a file of your own what laichau "
                "--show-completion {shell} prints",
                path=written,
                reason=reason_of(error),
                shell=shell,
            )
        ) from None
    return path


def _add_line(path: str, line: str) -> None:
    """Add a line to a file that a shell reads when it starts, unless it is there."""
    with open(path, "a+", encoding="utf-8", errors="surrogateescape") as file:
        file.seek(0)
        text = file.read()
        if line not in text.splitlines():
            file.write(f"{'' if text.endswith(chr(10)) or not text else chr(10)}{line}\n")


def _shell(environ: Mapping[str, str]) -> str:
    """The shell that asks: the nearest process above this one that is one, else the user's own."""
    pid = os.getppid() if os.name == "posix" else 0
    while pid > 1:
        pid, name = _process(pid)
        if name in SHELLS:
            return name
    return os.path.basename(environ.get("SHELL") or "")


def _process(pid: int) -> tuple[int, str]:
    """The parent of a process and its name; nought where neither /proc nor `ps` can say."""
    import subprocess

    try:
        with open(f"/proc/{pid}/stat", encoding="utf-8", errors="replace") as file:
            name, _, rest = file.read().partition("(")[2].rpartition(")")
        return int(rest.split()[1]), name
    except OSError:
        pass
    try:
        command = ["ps", "-o", "ppid=,comm=", "-p", str(pid)]
        told = subprocess.run(command, capture_output=True, encoding="utf-8", check=True)  # noqa: S603
        parent, _, name = told.stdout.strip().partition(" ")
        return int(parent), os.path.basename(name.strip()).lstrip("-")
    except (OSError, ValueError, subprocess.SubprocessError):
        return 0, ""
