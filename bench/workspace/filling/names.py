"""How the people of the bench sign in; read by those who walk as well as by those who fill."""

PASSWORD = "khoi-luong-lon-2026"  # noqa: S105 -- of invented people
DOMAIN = "namha.example"


def desk_of(role: str, number: int) -> str:
    """Return the desk of the so-manieth person of a role: `standing0`."""
    return f"{role.partition('_')[0]}{number}"


def address_of(role: str, number: int) -> str:
    """Return the address that person signs in with."""
    return f"{desk_of(role, number)}@{DOMAIN}"
