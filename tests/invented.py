"""Invented cables as the sources would hold them: rows of the eight-column file, and plain telegrams."""

from pathlib import Path

POST = "BERN"


def reference_id(serial: int) -> str:
    return f"07{POST}{serial}"


def telegram(serial: int, *, words: str = "was at home") -> str:
    """Return a short telegram with a header of its own; ``words`` stand in its only paragraph."""
    return (
        f"VZCZCXRO{serial}\nPP RUEHRG\nDE RUEHSW #{serial:04}/01 3070503\nZNY CCCCC ZZH\nP 030503Z NOV 07\n"
        "FM AMEMBASSY BERN\nTO RUEHC/SECSTATE WASHDC PRIORITY 4460\n\n"
        f"C O N F I D E N T I A L BERN {serial:06}\n\nSIPDIS\n\n"
        "E.O. 12958: DECL: 11/03/2017\nTAGS: PREL, SZ\n"
        f"SUBJECT: CALL NUMBER {serial} ON THE INVENTED MINISTER\n\n1. (C) The minister {words}.\nSMITH\n"
    )


def row(serial: int, *, words: str = "was at home", name: str | None = None) -> bytes:
    """Return one line of a ``cables.csv``; ``name`` replaces the reference id."""
    header, body = telegram(serial, words=words).split("\n\n", 1)
    fields = [str(serial), "11/3/2007 5:03", name if name is not None else reference_id(serial)]
    fields += ["Embassy Bern", "confidential", "", header, body]
    quoted = (field.replace("\\", "\\\\").replace('"', '\\"') for field in fields)
    return ",".join(f'"{field}"' for field in quoted).encode() + b"\n"


def write_csv(path: Path, serials: range) -> Path:
    """Write a file of one row for each serial, and return its path."""
    with path.open("wb") as file:
        file.writelines(row(serial) for serial in serials)
    return path
