"""Syllables: everyday words of three languages, and anything else without an error."""

import pytest

from libdesk.domain.syllables import counter, english, french, spanish

ENGLISH = """
1: the page house make makes used jumped fixed walked goes does shoes watched please sure here
1: there
1: close closed school through straight branch free bread queue file files called pulled my sky
1: keys
1: yes year it’s we’re don't can't tongue league vague guess guide quick style weird
2: hundred notebook printer scanner paper pages houses making needed wanted started table tables
2: little
2: people able handled settled create business something sometimes password account answer
2: question
2: station action social patient science quiet client being going trying playing safely
2: careless statement movement system rhythm didn't couldn't Wi-Fi e-mail self-check language
2: value
2: unique technique apple simple troubled scheduled changes boxes fixes watches café naïve
2: PC TV could've
3: somebody museums library computer idea area video radio created everyone internet management
3: equipment
3: agreement
3: tourism database reference document tomorrow yesterday employee genius opinion museum
3: stadium potential technician recycle article articles example possible enabled continue USB VPN
3: actual manual serious obvious algorithm theory musician
4: reopening information education available librarian society situation experience January
4: material
4: application evaluate responsible
5: genealogy periodical immediately organization interlibrary authentication
6: responsibility
"""
SPANISH = """
1: y muy rey hoy red
2: también papel agua ciudad país día leer río bueno guía guerra ayer causa gracias aire tierra
2: cuatro Raúl
3: pingüino héroe poeta internet usuario archivo anterior estudiáis
4: impresora teléfono contraseña aéreo información
5: computadora bibliotecario
"""
FRENCH = """
1: page table livres le les que vie eau oui nuit langue guerre femme parlent quelque
2: papier écran année idée bateau réseau nation jouer souvent moment argent client merci problème
2: message arrivent fatigue naïf maïs créer partie
3: imprimante connexion oublier essayer réunion poésie téléphone
4: bibliothèque ordinateur information réalité
5: utilisateur
"""


def words(table):
    for line in table.strip().splitlines():
        count, _, row = line.partition(":")
        for word in row.split():
            yield word, int(count)


@pytest.mark.parametrize(("word", "count"), list(words(ENGLISH)))
def test_english(word, count):
    assert english(word) == count


@pytest.mark.parametrize(("word", "count"), list(words(SPANISH)))
def test_spanish(word, count):
    assert spanish(word) == count


@pytest.mark.parametrize(("word", "count"), list(words(FRENCH)))
def test_french(word, count):
    assert french(word) == count


def test_enough_words_are_tried():
    assert len(list(words(ENGLISH))) >= 60


@pytest.mark.parametrize("count", [english, spanish, french])
@pytest.mark.parametrize(
    "word", ["", "-", "’", "9" * 5_000, "a" * 100_000, "\ud800", "😀", "مرحبا"]
)
def test_any_word_has_a_syllable(count, word):
    assert count(word) >= 1


def test_only_three_languages_can_be_counted():
    assert counter("en") is english
    assert counter("de") is None


def test_accents_count_alike_however_they_were_typed():
    assert spanish("pai\u0301s") == spanish("país") == 2
    assert french("re\u0301union") == french("réunion") == 3
