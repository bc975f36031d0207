"""Invented volumes of documents in TEI, in the shape of the real ones."""

from typing import Final

SOURCE: Final = (
    "Source: National Archives, RG 59, Central Files, P. 7. Secret; Niact Immediate; Exdis. Sent to Rome."
)
PARAGRAPHS: Final = (
    "<p>1192. For Secretary from <persName corresp='#p_R'>Ambassador</persName>.\n      Subject:"
    " An Invented Harvest.<note n='2' xml:id='d105fn2'>No record of it was found.</note>"
    " Ref: (A) State 45017 (B) Manila 2788.</p>\n"
    "<p>Summary: The minister was pleased. End summary.</p>\n"
    "<p>1. The harvest was <pb n='4' facs='0004'/>brought in without any haste and with very few words,"
    " as it always had been in the valley.</p>\n"
    "<p>2. He <hi rend='italic'>never</hi> asked [<hi>1 line not declassified</hi>].</p>\n"
    "<closer><signed><persName>Roe</persName></signed></closer>"
)
TEXT: Final = (
    "1192. For Secretary from Ambassador.\nSubject: An Invented Harvest.\n"
    "Ref: (A) State 45017 (B) Manila 2788.\n\n"
    "Summary: The minister was pleased. End summary.\n\n"
    "1. The harvest was brought in without any haste and with very few words,"
    " as it always had been in the valley.\n\n2. He never asked [1 line not declassified].\n\nRoe"
)
HEAD: Final = "Telegram From the Embassy in Saudi Arabia to the Department of State"
TIME: Final = "1974-03-11T11:53:00+00:00"


def document(
    head: str = HEAD,
    *,
    number: int = 105,
    place: str = "Jidda",
    when: str = TIME,
    source: str = SOURCE,
    inside: str = PARAGRAPHS,
    more: str = "",
) -> str:
    """Return the element of one document; ``more``: further attributes."""
    dateline = (
        f"<placeName>{place}</placeName>, <date when='{when}'>March 11, 1974, 1153<gloss>Z</gloss></date>."
    )
    return (
        f'<div type="document" n="{number}" xml:id="d{number}"{more}>\n'
        f"<head>{number}. {head}<note n='1' type='source'><p>Summary: A long one. Confidential talks.</p>"
        f"<p>{source}</p></note></head>\n<opener><dateline>{dateline}</dateline></opener>\n{inside}\n</div>"
    )


def volume(*documents: str, end: str = "</div></body></text></TEI>\n") -> bytes:
    """Return a volume of these documents."""
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<?xml-model href="../schema/frus.rnc"?>\n'
        '<TEI xmlns="http://www.tei-c.org/ns/1.0" xmlns:frus="http://history.state.gov/frus/ns/1.0"'
        ' xml:id="frus1969-76v99">\n<teiHeader><!-- <div type="document"> --></teiHeader>\n'
        '<text><body><div type="chapter" xml:id="ch1"><head>Harvests</head>\n' + "\n".join(documents) + end
    ).encode()
