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


def section(
    serial: int, number: int, total: int, *, words: str = "", level: str = "C O N F I D E N T I A L"
) -> str:
    """Return section ``number`` of a telegram of ``total``: two paragraphs each, the last one signed."""
    head, opening = telegram(serial).split("\n\n", 1)
    head = head.replace(f"#{serial:04}/01", f"#{serial:04}/{number:02}")
    opening = opening.split("\n\n1. ")[0].removeprefix(f"C O N F I D E N T I A L BERN {serial:06}")
    line = f"{level} SECTION {number:02} OF {total:02} BERN {serial:06}"
    first = 2 * number - 1
    own = words or f"Section {number} of the talks on the pass of canton {serial} was long and"
    text = f"{first}. (C) {own}.\n\n{first + 1}. (C) The minister of part {number} was at home."
    foot = "SMITH\nBT\n#0001\nNNNN" if number == total else f"BT\n#{serial:04}\nNNNN"
    return f"{head}\n\n{line}{opening}\n\n{text}\n{foot}\n"


def section_row(serial: int, number: int, total: int, **how: str) -> bytes:
    """Return a line of a ``cables.csv`` that holds one section, under an id such as it has there."""
    name = f"07SECTION{number:02}OF{total:02}{POST}{serial}"
    return _row(serial, section(serial, number, total, **how), name)


def row(serial: int, *, words: str = "was at home", name: str | None = None) -> bytes:
    """Return one line of a ``cables.csv``; ``name`` replaces the reference id."""
    return _row(serial, telegram(serial, words=words), name if name is not None else reference_id(serial))


def _row(serial: int, text: str, name: str) -> bytes:
    header, body = text.split("\n\n", 1)
    fields = [str(serial), "11/3/2007 5:03", name, "Embassy Bern", "confidential", "", header, body]
    quoted = (field.replace("\\", "\\\\").replace('"', '\\"') for field in fields)
    return ",".join(f'"{field}"' for field in quoted).encode() + b"\n"


def write_csv(path: Path, serials: range) -> Path:
    """Write a file of one row for each serial, and return its path."""
    with path.open("wb") as file:
        file.writelines(row(serial) for serial in serials)
    return path
