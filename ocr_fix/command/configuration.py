"""`ocrfix config`, and what it shows: options of files and of the environment, and where each is from.

What is given on the command line goes first, then the environment, then the file of the folder, then that of the user.
"""

from __future__ import annotations

import json
import os
import tomllib
from collections.abc import Callable, Iterator, Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

import click

from ocr_fix.errors import OptionError
from ocr_fix.wording import worded

FILE = "ocrfix.toml"
PREFIX = "OCRFIX_"
NAMED = f"{PREFIX}CONFIG"
"""The variable that names a file, as `--config` does."""

CONFIGURED = ("clean", "batch")
"""The commands that have such options."""

Command = TypeVar("Command", bound=Callable[..., Any])

# What is said of one run alone; and a secret has no place in a file of options.
_ONE_RUN = frozenset({"config", "debug", "dry-run", "help", "json", "output", "pages", "password", "status"})
_ONE_RUN_OF = {"clean": _ONE_RUN | {"changes", "report"}, "batch": _ONE_RUN}
_DEFAULT = "default"

# What stands between several values in one word.
_JOINED = {"format": ",", "languages": "+"}


class Given(NamedTuple):
    """What is given for an option.

    Attributes:
        value: as click takes it.
        where: the file or the variable.
    """

    value: object
    where: str


CommandOptions = Mapping[str, click.Option]
"""The options of a command by the names that files have for them."""


def options_of(command: click.Command) -> CommandOptions:
    """The options of a command that may be configured, by their names: `no-correct` for `--no-correct`."""
    named = {_name(each): each for each in command.params if isinstance(each, click.Option) and not each.hidden}
    return {name: each for name, each in named.items() if name not in _ONE_RUN_OF[str(command.name)]}


def configuration(
    command: click.Command, others: Callable[[], Mapping[str, click.Command]], named: Path | None = None
) -> dict[str, Given]:
    """What is given for the options of a command beside the command line, by their names.

    Args:
        command: the command.
        others: gives all commands that may be configured, by their names; asked where a file says something, which
            may be of any of them.
        named: the file that the user has named, in place of those that are looked for.

    Raises:
        OptionError: a file cannot be read, or names what is no option or a value that is none of it.
    """
    own = options_of(command)
    found: dict[str, Given] = {}
    # A project of Python has a file that most often says nothing of this program.
    said = [(file, values) for file in _files(named) if (values := _read(file))]
    known = {name: options_of(each) for name, each in others().items()} if said else {}
    for file, values in said:
        found |= _of_file(file, values, str(command.name), known)
    found |= _of_environment(str(command.name), own)
    context = click.Context(command)
    for name, given in found.items():
        _check(own[name], name, given, context)
    return found


def unknown_variables(commands: Mapping[str, click.Command]) -> list[str]:
    """Variables of the environment that look like options of the program and are none."""
    names = {NAMED}
    for command, each in commands.items():
        for name in options_of(each):
            names |= {_variable(name), _variable(f"{command}-{name}")}
    return sorted(name for name in os.environ if name.startswith(PREFIX) and name not in names)


def config_option(command: Command) -> Command:
    """Give a command the option that names a file of options; its defaults are those configured."""
    return click.option(
        "--config",
        type=click.Path(path_type=Path),
        is_eager=True,
        expose_value=False,
        callback=_configure,
        help=f"Take options from this file in place of {FILE}.",
    )(command)


def commands_of(context: click.Context) -> dict[str, click.Command]:
    """The commands that may be configured, by their names.

    Args:
        context: of the group, or of one of its commands.
    """
    root = context.find_root()
    group = root.command
    found = {name: group.get_command(root, name) for name in CONFIGURED} if isinstance(group, click.Group) else {}
    return {name: command for name, command in found.items() if command is not None}


@click.command("config", short_help="Say which options are in force, and from where.")
@click.argument("name", metavar="[clean|batch]", type=click.Choice(CONFIGURED), default="clean")
@click.option("--config", "file", type=click.Path(path_type=Path), help=f"Take options from this file, not {FILE}.")
@click.pass_context
def config_command(context: click.Context, name: str, file: Path | None) -> None:
    """Say which options are in force for a command, cleaning a file or a batch, and where each is from.

    It is written as a file of options could be: `ocrfix config > ocrfix.toml` makes one.

    An option of the command line goes first, then OCRFIX_OPTION or OCRFIX_COMMAND_OPTION of the environment, then
    ocrfix.toml of the folder (or [tool.ocrfix] of pyproject.toml), then ocrfix.toml of the user. --config or
    OCRFIX_CONFIG names one file in place of both.
    """
    commands = commands_of(context)
    click.echo("\n".join(_lines(commands[name], commands, file)))
    for variable in unknown_variables(commands):
        click.echo(worded("ocrfix: {variable} is set and is no option of ocrfix", variable=variable), err=True)


def _lines(command: click.Command, commands: dict[str, click.Command], file: Path | None) -> Iterator[str]:
    given = configuration(command, lambda: commands, file)
    user = Path(click.get_app_dir("ocrfix")) / FILE
    name = "" if command.name == "clean" else f" {command.name}"
    yield worded("# Options of `ocrfix{name}`, with where they are from.", name=name)
    yield worded(
        "# Files: {file} or pyproject.toml here, {user}; {variable} names another.",
        file=FILE,
        user=user,
        variable=NAMED,
    )
    context = click.Context(command)
    for name, option in options_of(command).items():
        value = given[name].value if name in given else option.get_default(context)
        where = given[name].where if name in given else _DEFAULT
        if isinstance(value, str) and not isinstance(option.type, click.Path):
            cast = option.type_cast_value(context, value)  # what a variable says is text
            value = cast if isinstance(cast, bool | int | float) else value
        unset = not isinstance(value, str | bool | int | float | list)  # click says so in its own way
        yield f"# {name} =  # {where}" if unset else f"{name} = {json.dumps(value, ensure_ascii=False)}  # {where}"


def _configure(context: click.Context, _: click.Parameter, named: Path | None) -> None:
    group = context.find_root().command
    if context.command.name not in CONFIGURED or not isinstance(group, click.Group):
        return  # a command of somebody else, who has no files for it
    options = options_of(context.command)
    found = configuration(context.command, lambda: commands_of(context), named)
    context.default_map = {str(options[name].name): given.value for name, given in found.items()}


def _files(named: Path | None) -> Iterator[Path]:
    """The files that speak of options, the last of them first to be heard."""
    named = named or (Path(os.environ[NAMED]) if os.environ.get(NAMED) else None)
    if named is not None:
        yield named
        return
    own = Path(click.get_app_dir("ocrfix")) / FILE
    if own.is_file():
        yield own
    here = Path(FILE) if Path(FILE).is_file() else Path("pyproject.toml")
    if here.is_file():
        yield here


def _of_file(file: Path, values: dict[str, Any], command: str, known: Mapping[str, CommandOptions]) -> dict[str, Given]:
    """What a file says of a command: at its top, of all, and in the table of the command."""
    found: dict[str, Given] = {}
    tables = {name: values.pop(name) for name in known if isinstance(values.get(name), dict)}
    every = set().union(*known.values())
    for table, content, names in (("", values, every), *((name, tables[name], set(known[name])) for name in tables)):
        for name, value in content.items():
            label = f"{table}.{name}" if table else name
            if name not in names:
                near = get_close_matches(name, names, 1)
                raise OptionError(
                    worded(
                        "{file}: {label!r} is no option{hint}",
                        file=file,
                        label=label,
                        hint=worded("; is {near!r} meant?", near=near[0]) if near else "",
                    )
                )
            if table in {"", command} and name in known[command]:
                found[name] = Given(_as_click_takes_it(known[command][name], name, value, file), str(file))
    return found


def _read(file: Path) -> dict[str, Any]:
    try:
        values = tomllib.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise OptionError(
            worded("{file}: the options cannot be read ({reason})", file=file, reason=error.strerror)
        ) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        if file == Path("pyproject.toml"):  # it is not ours to judge
            return {}
        raise OptionError(
            worded('{file}: is no TOML ({error}); write a line as in: format = "text"', file=file, error=error)
        ) from error
    if file.name == "pyproject.toml":
        own = values.get("tool", {}).get("ocrfix", {})
        return dict(own) if isinstance(own, dict) else {}
    return values


def _as_click_takes_it(option: click.Option, name: str, value: object, file: Path) -> object:
    """A value as TOML has it, as click takes it; paths are from the folder of the file."""
    if isinstance(value, list):
        return value if option.multiple else _JOINED.get(name, ",").join(map(str, value))
    if isinstance(option.type, click.Path) and isinstance(value, str):
        return str(file.parent / value)
    return [value] if option.multiple else value


def _of_environment(command: str, options: CommandOptions) -> dict[str, Given]:
    found: dict[str, Given] = {}
    for name, option in options.items():
        for variable in (_variable(name), _variable(f"{command}-{name}")):
            value = os.environ.get(variable)
            if value:
                found[name] = Given(option.type.split_envvar_value(value) if option.multiple else value, variable)
    return found


def _check(option: click.Option, name: str, given: Given, context: click.Context) -> None:
    """Say where a value that is none is from.

    Raises:
        OptionError: it is none.
    """
    if option.is_flag and not isinstance(given.value, bool | str):
        raise OptionError(
            worded(
                "{where}: {name} is {value!r}; it must be true or false",
                where=given.where,
                name=name,
                value=given.value,
            )
        )
    try:
        option.type_cast_value(context, given.value)
    except click.BadParameter as error:
        raise OptionError(
            worded(
                "{where}: {name} is {value!r}: {message}",
                where=given.where,
                name=name,
                value=given.value,
                message=error.message,
            )
        ) from error


def _name(option: click.Option) -> str:
    return max(option.opts, key=len).lstrip("-")


def _variable(name: str) -> str:
    return PREFIX + name.upper().replace("-", "_")
