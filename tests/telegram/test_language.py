"""Which language a text is in: invented sentences as telegrams have them, one line a language."""

import pytest
from hypothesis import given, strategies

from cableroom.telegram.language import LANGUAGES, languages_of

TEXTS = """\
en
THE AMBASSADOR MET WITH THE MINISTER ON MONDAY AND RAISED THE QUESTION OF THE FISHERIES AGREEMENT,
WHICH HAS BEEN UNDER DISCUSSION FOR MORE THAN A YEAR. HE SAID THAT THE GOVERNMENT WOULD NOT SIGN IT
BEFORE THE VOTE.

es
EL GOBIERNO DE LA REPUBLICA EXPRESA SU MAS ENERGICO RECHAZO A LAS DECLARACIONES DEL SECRETARIO Y
REITERA QUE LA SOBERANIA DE LOS PUEBLOS NO SE NEGOCIA. EN ESTE SENTIDO, EL PRESIDENTE HA DICHO QUE
NO ACEPTARA LA PROPUESTA.

pt
O GOVERNO DA REPUBLICA NAO ACEITA A PROPOSTA DO SECRETARIO E REITERA QUE A SOBERANIA DOS POVOS NAO
SE NEGOCIA. O PRESIDENTE DISSE TAMBEM QUE AS ELEICOES SERAO EM OUTUBRO, COM TODOS OS PARTIDOS

fr
Le gouvernement de la République ne peut pas accepter la proposition qui lui a été faite par le
secrétaire. Les négociations se poursuivent dans le cadre des Nations unies.

de
DIE BUNDESREGIERUNG HAT DEN VORSCHLAG DES MINISTERS NICHT ANGENOMMEN UND WIRD SICH FUER EINE ANDERE
LOESUNG EINSETZEN. DER KANZLER SAGTE AUCH, DASS DIE VERHANDLUNGEN FORTGESETZT WERDEN

it
IL GOVERNO DELLA REPUBBLICA NON HA ACCETTATO LA PROPOSTA DEL SEGRETARIO E SI RISERVA DI PRESENTARE
UNA NUOVA PROPOSTA NEI PROSSIMI GIORNI. IL PRESIDENTE HA DETTO CHE LE ELEZIONI SONO VICINE

nl
DE REGERING HEEFT HET VOORSTEL VAN DE MINISTER NIET AANGENOMEN EN ZAL ZICH INZETTEN VOOR EEN ANDERE
OPLOSSING. DE PREMIER ZEI OOK DAT DE ONDERHANDELINGEN WORDEN VOORTGEZET

tr
Bakan bu konuda yapılan görüşmelerde tutumunun değişmediğini ve her iki ülke için de en iyi çözümün
bulunması gerektiğini söyledi. Ancak daha sonra bir açıklama yapılmadı ve bir karar da alınmadı

id
PEMERINTAH TIDAK AKAN MENERIMA USUL YANG DISAMPAIKAN OLEH MENTERI ITU DAN PERUNDINGAN AKAN
DILANJUTKAN DALAM BULAN INI DENGAN PARA UTUSAN DARI NEGARA LAIN, KATA JURU BICARA KEPADA WARTAWAN

ru
Правительство республики не может принять предложение министра, которое было сделано на прошлой
неделе. Переговоры продолжаются, и стороны надеются на соглашение до конца года.

uk
Уряд республіки не може прийняти пропозицію міністра, яка була зроблена минулого тижня. Переговори
тривають у рамках організації, і сторони сподіваються на угоду до кінця року.

ar
لا تستطيع حكومة الجمهورية قبول الاقتراح الذي قدمه الوزير في الأسبوع الماضي وتستمر المفاوضات في إطار
الأمم المتحدة ويأمل الطرفان في التوصل إلى اتفاق قبل نهاية العام

fa
دولت جمهوری پیشنهاد وزیر را که هفته گذشته ارائه شد بررسی کرد و گفتگوها در چارچوب سازمان ملل ادامه
دارد و طرفین امیدوارند که تا پایان سال به توافق برسند
"""
BY_LANGUAGE = dict(block.split("\n", 1) for block in TEXTS.strip().split("\n\n"))
ENGLISH, SPANISH = f"{BY_LANGUAGE['en']}\n", f"{BY_LANGUAGE['es']}\n"
UNKNOWN = [
    ("", "nothing"),
    ("SIPDIS. NOTED. BRANDT", "too short"),
    ("THE MINISTER OF THE INTERIOR SAID THAT", "a few words are no text"),
    ("BANCO DE LA NACION 17, JUAN PEREZ 18, JOSE DEL RIO 19, ZURICH 20, " * 8, "a list of names"),
    ("1,234 5,678 9,012 " * 60, "a table"),
    ("x" * 5000, "one word"),
]


@pytest.mark.parametrize("language", BY_LANGUAGE)
def test_languages(language: str) -> None:
    for text in (BY_LANGUAGE[language], BY_LANGUAGE[language].lower()):
        assert languages_of(text) == (language,)


@pytest.mark.parametrize(("text", "why"), UNKNOWN, ids=[row[1] for row in UNKNOWN])
def test_nothing_is_said_where_it_would_be_guessed(text: str, why: str) -> None:
    assert languages_of(text) == (), why


def test_a_passage_in_another_language_is_found_beside_the_first() -> None:
    assert languages_of(ENGLISH * 20 + SPANISH * 4 + ENGLISH) == ("en", "es")


def test_a_quotation_is_no_passage() -> None:
    assert languages_of(ENGLISH * 20 + "ASI LO DIJO EL PRESIDENTE DE LA REPUBLICA. " + ENGLISH) == ("en",)


@given(strategies.text(max_size=2000))
def test_any_text_has_known_languages(text: str) -> None:
    assert set(languages_of(text)) <= set(LANGUAGES)
