"""The catalogues of words: nothing missing or left over, names in braces kept, plural forms as Unicode has them."""

from __future__ import annotations

import ast
import re
from collections import Counter
from importlib.resources import files
from io import BytesIO
from pathlib import Path

import pytest
from babel import Locale
from babel.messages.pofile import read_po as read_po_of_babel

import kg
from kg.words import PAGE, catalogue_of, counted, language_names, page_words, said, template
from kg.words.po import Catalogue, Message, PoError, read_po, translations_of

KG = Path(kg.__file__).parent
WORDS = KG / "words"
LANGUAGES = ("uk", "ru", "fr", "ar")


def translation(lang: str) -> Catalogue:
    found = catalogue_of(lang)
    assert found is not None
    return found


def named(text: str) -> list[str]:
    return sorted(re.findall(r"\{(\w*)\}", text))


# ------------------------------------------------------------ what is shipped


def test_the_languages_are_those_of_the_files_english_first() -> None:
    assert language_names() == {"en": "English", "uk": "Українська", "ru": "Русский", "fr": "Français", "ar": "العربية"}
    assert list(language_names()) == ["en", *LANGUAGES]
    assert {path.stem for path in WORDS.glob("*.po")} == set(LANGUAGES)
    assert all(translation(lang).header["Language"] == lang for lang in LANGUAGES)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_nothing_is_missing_or_left_over(lang: str) -> None:
    wanted = {(message.key, message.plural) for message in template().messages}
    found = {(message.key, message.plural) for message in translation(lang).messages if message.is_translated}
    assert {"missing": wanted - found, "left over": found - wanted} == {"missing": set(), "left over": set()}
    assert all(message.is_translated for message in translation(lang).messages)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_names_in_braces_are_kept(lang: str) -> None:
    for message in translation(lang).messages:
        for form in message.forms:
            assert named(form) == named(message.plural or message.source), (lang, message.line)


def test_the_template_has_no_translation_and_its_forms_name_the_same() -> None:
    for message in template().messages:
        assert not any(message.forms), message.line
        assert message.plural is None or named(message.plural) == named(message.source), message.line


def asked_for() -> Counter[tuple[str, str | None]]:
    """Return the texts, with their plurals, that the code asks for by ``said``, ``later`` and ``counted``."""
    found: Counter[tuple[str, str | None]] = Counter()
    first = {"said": 1, "later": 0, "counted": 2}
    for path in KG.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in first:
                texts = node.args[first[node.func.id] :]
                if node.func.id == "said" and not isinstance(texts[0], ast.Constant):
                    continue  # one that ``later`` marks
                one, *many = map(ast.literal_eval, texts)
                found[(one, many[0] if many else None)] += 1
    return found


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_the_page_and_the_answers_say_alike_is_translated_alike(lang: str) -> None:
    page: dict[str, set[str]] = {}
    answers: dict[str, str] = {}
    for message in translation(lang).messages:
        if message.plural is None and message.context is None:
            answers[message.source] = message.forms[0]
        elif message.plural is None:
            page.setdefault(message.source.replace("’", "'"), set()).add(message.forms[0])
    both = page.keys() & answers.keys()
    assert len(both) > 20
    assert {source for source in both if answers[source] not in page[source]} <= SAID_OTHERWISE


#: what means something else on the page: there "closed" is a channel, in an answer an issue
SAID_OTHERWISE = {"closed"}


def test_the_template_holds_what_the_code_asks_for() -> None:
    held = {(message.source, message.plural) for message in template().messages if message.context is None}
    assert held == asked_for().keys()
    assert len(held) > 10


def test_the_page_asks_for_every_word_of_its_own() -> None:
    paths = [*KG.glob("page/script/*.js"), KG / "page" / "template.html"]
    text = "\n".join(path.read_text(encoding="utf-8") for path in paths)
    prefixes = tuple(re.findall(r"`(\w+_)\$\{", text))
    endings = tuple(re.findall(r"\$\{\w+\}(\w+)`", text))
    words = set(re.findall(r"[\w-]+", text))
    left_over = {
        key for key in page_words("en").keys() - words if not (key.startswith(prefixes) or key.endswith(endings))
    }
    assert left_over == set()


def test_each_context_is_of_the_page() -> None:
    assert all(message.context.startswith(PAGE) for message in template().messages if message.context is not None)


# --------------------------------------------------------------- plural forms


@pytest.mark.parametrize("lang", ["en", *LANGUAGES])
def test_plural_forms_are_those_of_unicode(lang: str) -> None:
    catalogue = catalogue_of(lang) or template()
    by_number = {n: Locale.parse(lang).plural_form(n) for n in range(1200)}
    chosen = translations_of(
        Catalogue(catalogue.header, (Message("{count} x", catalogue.categories, plural="{count} xs"),))
    )
    assert {n: chosen.ngettext("{count} x", "{count} xs", n) for n in by_number} == by_number


@pytest.mark.parametrize(
    ("lang", "expected"),
    [
        ("en", {0: "0 errors", 1: "1 error", 2: "2 errors", 21: "21 errors"}),
        ("uk", {0: "0 помилок", 1: "1 помилка", 2: "2 помилки", 5: "5 помилок", 11: "11 помилок", 21: "21 помилка"}),
        ("uk", {12: "12 помилок", 22: "22 помилки", 104: "104 помилки", 111: "111 помилок", 1101: "1,101 помилка"}),
        ("ru", {0: "0 ошибок", 1: "1 ошибка", 3: "3 ошибки", 14: "14 ошибок", 31: "31 ошибка", 1000: "1,000 ошибок"}),
        ("xx", {1: "1 error", 2: "2 errors"}),
        ("", {1: "1 error", 2: "2 errors"}),
        ("../uk", {1: "1 error", 2: "2 errors"}),
    ],
)
def test_a_count_takes_its_form(lang: str, expected: dict[int, str]) -> None:
    assert {n: counted(lang, n, "{count} error", "{count} errors") for n in expected} == expected


def test_a_text_takes_its_values_and_none_of_them_is_read_as_a_name() -> None:
    assert said("uk", "as of {day}", day="{count}") == "станом на {count}"
    assert said("xx", "as of {day}", day="2031-01-02") == "as of 2031-01-02"
    assert said("uk", "not in the catalogue: {x}", x=1) == "not in the catalogue: 1"


def test_who_would_not_say_is_not_called_evasive_nor_what_is_left_out_ignored() -> None:
    # a party could object to a word that blames it
    for lang, blaming in (("uk", ("ухил", "поза увагою")), ("ru", ("уклон", "не учитыва"))):
        found = catalogue_of(lang)
        assert found is not None
        said = [form for message in found.messages for form in message.forms]
        assert [form for form in said if any(stem in form.casefold() for stem in blaming)] == []


def test_the_page_has_the_same_words_in_every_language() -> None:
    keys = page_words("en").keys()
    assert len(keys) > 200
    for lang in LANGUAGES:
        assert page_words(lang).keys() == keys
        texts = {key for key, words in page_words(lang).items() if isinstance(words, str)}
        assert texts == {key for key, words in page_words("en").items() if isinstance(words, str)}
    assert page_words("uk")["stance_rule-out"] == "виключає"
    assert page_words("xx") == {}


# ------------------------------------------------------------------ the reader


@pytest.mark.parametrize("name", ["words.pot", *(f"{lang}.po" for lang in LANGUAGES)])
def test_the_files_are_read_as_babel_reads_them(name: str) -> None:
    content = files("kg.words").joinpath(name).read_bytes()
    theirs = read_po_of_babel(BytesIO(content), abort_invalid=True)
    expected = {}
    for message in theirs:
        source, plural = message.id if isinstance(message.id, tuple) else (message.id, None)
        forms = message.string if isinstance(message.string, tuple) else (message.string,)
        if source:
            expected[(message.context, source)] = (plural, tuple(forms))
    ours = {message.key: (message.plural, message.forms) for message in read_po(content.decode(), name).messages}
    assert ours == expected


HEAD = """msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"
"Language: uk\\n"
"Plural-Forms: nplurals=3; plural=(n==1 ? 0 : n==2 ? 1 : 2);\\n"
"X-Language-Name: x\\n"
"X-Plural-Categories: one few many\\n"
"""


def test_strings_in_several_lines_escapes_comments_and_contexts() -> None:
    text = (
        HEAD
        + r"""
# a comment
#. for the translator
msgctxt "verb"
msgid "open"
msgstr ""
"від"
"крити\n\t\"\\"

msgid "open"
msgstr "відкрито"
#, fuzzy
msgid "doubtful"
msgstr "сумнів"
#~ msgid "gone"
#~ msgstr "нема"
"""
    )
    found = read_po(text, "uk.po")
    assert [(m.context, m.source, m.forms) for m in found.messages] == [
        ("verb", "open", ('відкрити\n\t"\\',)),
        (None, "open", ("відкрито",)),
        (None, "doubtful", ("",)),
    ]
    spoken = translations_of(found)
    assert spoken.pgettext("verb", "open") == 'відкрити\n\t"\\'
    assert spoken.gettext("open") == "відкрито"
    assert spoken.gettext("doubtful") == "doubtful"


@pytest.mark.parametrize(
    ("text", "line", "said_of_it"),
    [
        ("", "line 1", "header"),
        ('msgid "a"\nmsgstr "b"\n', "line 1", "header"),
        (HEAD.replace('"Language: uk\\n"\n', ""), "line 1", "Language"),
        (HEAD.replace("one few many", "one many"), "uk.po", "3 forms"),
        (HEAD + '\nmsgid "a"\nmsgstr "b\n', "line 10", "not a line"),
        (HEAD + '\nmsgid "a"\nmsgstr "b"c"\n', "line 10", "not a line"),
        (HEAD + '\nmsgid "a"\nmsgstr "\\x"\n', "line 10", "not a line"),
        (HEAD + '\nmsgid "a"\nmsgst "b"\n', "line 10", "not a line"),
        (HEAD + '\n"a"\n', "line 9", "not a line"),
        (HEAD + '\nmsgid "a"\nmsgstr "b"\nmsgstr "c"\n', "line 11", "twice"),
        (HEAD + '\nmsgid "a"\nmsgstr "b"\n\nmsgid "a"\nmsgstr "c"\n', "line 12", "line 9"),
        (HEAD + '\nmsgid "a"\n\nmsgid "b"\nmsgstr "c"\n', "line 11", "twice"),
        (HEAD + '\nmsgid "a"\n', "line 9", "needs msgid and msgstr"),
        (HEAD + '\nmsgctxt "a"\nmsgstr "b"\n', "line 9", "needs msgid and msgstr"),
        (HEAD + '\nmsgid "a"\nmsgid_plural "as"\nmsgstr "b"\n', "line 9", "needs msgid and msgstr"),
        (HEAD + '\nmsgid "a"\nmsgid_plural "as"\nmsgstr[0] "b"\nmsgstr[1] "c"\n', "line 9", "2 forms"),
        (HEAD + '\nmsgid "a"\nmsgid_plural "as"\nmsgstr[0] "b"\nmsgstr[2] "c"\n', "line 9", "needs msgid and msgstr"),
    ],
)
def test_a_faulty_file_is_refused_with_its_line(text: str, line: str, said_of_it: str) -> None:
    with pytest.raises(PoError, match=re.escape(said_of_it)) as caught:
        read_po(text, "uk.po")
    assert "uk.po" in str(caught.value) and line in str(caught.value)
