# ruff: noqa: PLC0415 -- each command imports what it needs, so that `isnad --help` is quick
"""`isnad people …`: the accounts of the workbench, from the terminal of whoever keeps the archive."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from isnad.cli.manners import manners, shown
from isnad.cli.options import ArchiveOption, Lang

if TYPE_CHECKING:
    from sqlalchemy import Engine

Role = Literal["reader", "coder", "editor", "admin"]
NameArgument = Annotated[str, typer.Argument(metavar="NAME", help="The account's name, whatever its case.")]
UrlOption = Annotated[
    str, typer.Option("--url", envvar="ISNAD_URL", help="Where the workbench is reached, for the link.")
]
HERE = "http://127.0.0.1:8000"
people = typer.Typer(name="people", no_args_is_help=True, help="Accounts of the workbench.")


@people.callback()
def _group() -> None:
    """Accounts of the workbench: who may come in, and in which role.

    reader reads; coder reviews and adds; editor sees who reviewed what; admin manages accounts. Nobody has a password
    to begin with: a one-time link lets one be chosen.

    حسابات المنصة: من يدخل وبأي صلاحية. لا كلمة مرور افتراضية: رابط لمرة واحدة تُختار به.
    """


@people.command()
def add(
    name: NameArgument,
    archive: ArchiveOption,
    role: Annotated[Role, typer.Option(help="What the account may do.")] = "reader",
    cleared: Annotated[bool, typer.Option("--cleared", help="May see restricted reports.")] = False,
    lang: Annotated[Lang, typer.Option(help="Language of the workbench for this account.")] = "ar",
    url: UrlOption = HERE,
) -> None:
    """Make an account and print a link by which its password is chosen, once, within 24 hours.

    أنشئ حساباً واطبع رابطاً تُختار به كلمة المرور، مرة واحدة خلال 24 ساعة.
    """
    with manners(), _opened(archive) as (engine, who):
        from isnad.archive.opening import writing
        from isnad.archive.people import accounts, links

        with writing(engine) as connection:
            made = accounts.add(connection, name, role, who=who, now=_now(), cleared=cleared, lang=lang)
            token = links.make(connection, made, who=who, now=_now())
        _show_link(made.name, made.lang, token, url)


@people.command()
def link(
    name: NameArgument,
    archive: ArchiveOption,
    no_code: Annotated[bool, typer.Option("--no-code", help="Also turn the codes of the second step off.")] = False,
    url: UrlOption = HERE,
) -> None:
    """Print a new link for somebody who lost the password; earlier links are void.

    اطبع رابطاً جديداً لمن نسي كلمة المرور؛ وتبطل الروابط السابقة.
    """
    with manners(), _opened(archive) as (engine, who):
        from isnad.archive.opening import writing
        from isnad.archive.people import accounts, links, second_step

        with writing(engine) as connection:
            found = accounts.named(connection, name)
            if no_code and found.totp:
                second_step.turn_off(connection, found, who=who)
            token = links.make(connection, found, who=who, now=_now())
        _show_link(found.name, found.lang, token, url)


@people.command(name="list")
def list_(
    archive: ArchiveOption,
    format_: Annotated[Literal["text", "json"], typer.Option("--format", help="What to print.")] = "text",
) -> None:
    """List the accounts: number, name, role, and what else holds for them.

    اسرد الحسابات: الرقم والاسم والصلاحية وما سوى ذلك.
    """
    with manners(), _opened(archive) as (engine, _):
        import json
        from dataclasses import asdict

        from isnad.archive.opening import reading
        from isnad.archive.people.accounts import listed

        with reading(engine) as connection:
            found = listed(connection)
        for one in found:
            flags = {"cleared": one.cleared, "no password yet": not one.active, "codes": one.totp,
                     "disabled": one.disabled}  # fmt: skip
            told = ", ".join([one.role, *(flag for flag, holds in flags.items() if holds)])
            print(json.dumps(asdict(one), ensure_ascii=False) if format_ == "json" else f"{one.id}  {one.name}: {told}")
        if not found and format_ == "text":
            print("no accounts: the workbench opens to the user of this computer alone")


@people.command()
def role(
    name: NameArgument, role: Annotated[Role, typer.Argument(help="The new role.")], archive: ArchiveOption
) -> None:
    """Give an account another role.

    غيّر صلاحية حساب.
    """
    with manners(), _opened(archive) as (engine, who):
        from isnad.archive.opening import writing
        from isnad.archive.people import accounts

        with writing(engine) as connection:
            found = accounts.named(connection, name)
            accounts.set_role(connection, found, role, who=who)
        print(f"{found.name}: {role}")


@people.command()
def clear(
    name: NameArgument,
    archive: ArchiveOption,
    off: Annotated[bool, typer.Option("--off", help="No longer.")] = False,
) -> None:
    """Let somebody see restricted reports and sources, or no longer.

    اسمح لأحدهم برؤية التقارير والمصادر المقيّدة، أو أوقف ذلك.
    """
    with manners(), _opened(archive) as (engine, who):
        from isnad.archive.opening import writing
        from isnad.archive.people import accounts

        with writing(engine) as connection:
            found = accounts.named(connection, name)
            accounts.set_cleared(connection, found, not off, who=who)
        print(f"{found.name}: {'sees no restricted reports any more' if off else 'may see restricted reports'}")


@people.command()
def disable(name: NameArgument, archive: ArchiveOption) -> None:
    """Shut an account: its sessions and links end at once. What it did stays.

    عطّل حساباً: تنتهي جلساته وروابطه فوراً، ويبقى ما أنجزه.
    """
    _switch(archive, name, on=False)


@people.command()
def enable(name: NameArgument, archive: ArchiveOption) -> None:
    """Open a disabled account again, with the password that it had.

    فعّل حساباً معطّلاً بكلمة مروره السابقة.
    """
    _switch(archive, name, on=True)


@people.command()
def sessions(
    name: NameArgument,
    archive: ArchiveOption,
    end: Annotated[bool, typer.Option("--end", help="End them all.")] = False,
) -> None:
    """List where somebody is signed in, by time, or end all of that.

    اسرد جلسات حساب بأوقاتها، أو أنهها كلها.
    """
    with manners(), _opened(archive) as (engine, who):
        from isnad.archive.opening import reading, writing
        from isnad.archive.people import accounts
        from isnad.archive.people.sessions import end_all, sessions_of

        if end:
            with writing(engine) as connection:
                print(f"{end_all(connection, accounts.named(connection, name), who=who)} ended")
            return
        with reading(engine) as connection:
            for one in sessions_of(connection, accounts.named(connection, name), _now()):
                print(f"began {one.began_at}, last seen {one.seen_at}{', locked' if one.locked else ''}")


def _switch(archive: str, name: str, *, on: bool) -> None:
    with manners(), _opened(archive) as (engine, who):
        from isnad.archive.opening import writing
        from isnad.archive.people import accounts

        with writing(engine) as connection:
            found = accounts.named(connection, name)
            (accounts.enable if on else accounts.disable)(connection, found, who=who)
        print(f"{found.name}: {'enabled' if on else 'disabled'}")


def _show_link(name: str, lang: str, token: str, url: str) -> None:
    print(f"{shown(name)} chooses a password here, once, within 24 hours:")
    print(f"{url.rstrip('/')}/{lang}/link/{token}")


@contextmanager
def _opened(archive: str) -> Iterator[tuple["Engine", str]]:
    """The archive's database, and who works. It needs no engine that reads."""
    from isnad.archive.migrating import require_current
    from isnad.archive.opening import Place, engine_of
    from isnad.cli.archiving import _user

    engine = engine_of(Place.of(archive))
    try:
        require_current(engine)
        yield engine, _user()
    finally:
        engine.dispose()


def _now() -> datetime:
    return datetime.now(UTC)
