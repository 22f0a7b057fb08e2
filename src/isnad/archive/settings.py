"""The archive's own settings, by name."""

from sqlalchemy import Connection, insert, select, update

from isnad.archive.schema import settings


def get(connection: Connection, name: str) -> str | None:
    """The value of a setting; None where it has none."""
    return connection.execute(select(settings.c.value).where(settings.c.name == name)).scalar()


def put(connection: Connection, name: str, value: str) -> None:
    """Gives a setting its value."""
    if get(connection, name) is None:
        connection.execute(insert(settings).values(name=name, value=value))
    else:
        connection.execute(update(settings).where(settings.c.name == name).values(value=value))
