"""Source texts: read from each format into the same paragraphs, cut into sentences, found again or told to be lost."""

from __future__ import annotations

import hashlib
import io
import itertools
import sys
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import InputError, LimitError, MissingExtraError
from kg.texts import (
    CopiedParagraph,
    Place,
    QuoteSelector,
    copied_paragraphs,
    copied_share,
    find,
    read_text,
    select,
    sentences,
    source_text,
)
from kg.texts.pdf import Line, begin_paragraphs, joined_lines

FIRST = "Ilvane refused the offer. Its envoy said “no deal” twice."
SECOND = "The talks go on in Port Serra; nobody knows for how long."


def written(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def docx_of(*paragraphs: str) -> bytes:
    import docx

    document = docx.Document()
    for words in paragraphs:
        document.add_paragraph(words)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def pdf_of(*paragraphs: str) -> bytes:
    import weasyprint

    markup = "".join(f"<p style='margin: 1em 0'>{words}</p>" for words in paragraphs)
    return bytes(weasyprint.HTML(string=f"<body style='font: 12pt DejaVu Sans'>{markup}").write_pdf())


PAGE = f"""<!doctype html><html lang="en"><head><title>A day of talks</title><style>p {{ color: red }}</style></head><body>
<nav><a href="/">Home</a></nav><script>var x = "<p>not this</p>";</script>
<p>{FIRST.replace("refused the", "<b>refused</b>&nbsp;the")}<p>{SECOND}
<p hidden>Not seen.</p><aside>Read also: other news</aside><footer>All rights reserved</footer></body></html>"""


def test_the_same_text_in_each_format_has_the_same_paragraphs_and_hash(tmp_path: Path) -> None:
    files = {
        "a.txt": f"{FIRST}\n\n{SECOND}\n",
        "b.txt": f"\ufeff{FIRST}\r\n \r\n{SECOND}",
        "c.txt": f"{FIRST}\n{SECOND}",
        "d.md": f"{FIRST.replace('refused', '**refused**')}\n\n[The talks](https://example.org/) go on in Port Serra; nobody\nknows for how long.\n",
        "e.html": PAGE,
        "f.docx": docx_of(FIRST, "", SECOND),
    }
    texts = {name: read_text(written(tmp_path, name, content)) for name, content in files.items()}
    assert {text.paragraphs for text in texts.values()} == {(FIRST, SECOND)}
    assert {text.sha256 for text in texts.values()} == {hashlib.sha256(f"{FIRST}\n\n{SECOND}".encode()).hexdigest()}
    assert (texts["e.html"].title, texts["e.html"].language) == ("A day of talks", "en")
    assert texts["e.html"].name == "e.html"


def test_a_pdf_has_the_paragraphs_and_hash_of_its_text(tmp_path: Path) -> None:
    paragraphs = (f"{WIRE} {FIRST}", f"{WIRE} {SECOND}")
    text = read_text(written(tmp_path, "a.pdf", pdf_of(*paragraphs)))
    assert text.paragraphs == paragraphs
    assert text.sha256 == source_text("a.txt", paragraphs).sha256


HEADLINE = "Ilvane and Serra meet again"


@pytest.mark.parametrize(
    "style",
    [
        "p { margin: 1em 0 }",
        "p { margin: 1em 0; line-height: 2 }",
        "p { margin: 0 } p + p + p { text-indent: 1.5em } p:first-child { font-size: 16pt }",
        "body { columns: 2 } p { margin: 1em 0 }",
    ],
)
def test_the_layout_of_a_pdf_tells_its_paragraphs(tmp_path: Path, style: str) -> None:
    import weasyprint

    full = f"{WIRE} {WIRE} The envoys of Ilvane and of Serra will meet again in the port"
    paragraphs = (HEADLINE, full, f"{FIRST} {SECOND}")
    markup = "".join(f"<p>{words}</p>" for words in paragraphs)
    page = f"<style>@page {{ size: A5 }} body {{ font: 11pt DejaVu Sans }} {style}</style><body>{markup}"
    assert read_text(written(tmp_path, "a.pdf", weasyprint.HTML(string=page).write_pdf())).paragraphs == paragraphs


def test_lines_begin_a_paragraph_by_distance_size_and_indent_and_not_at_the_top_of_a_column() -> None:
    lines = [
        Line("Talks", 50, 700, 16),
        Line("Ilvane refused", 50, 680, 10),
        Line("the offer", 50, 668, 10),
        Line("Serra did not", 62, 656, 10),
        Line("say why", 50, 644, 10),
        Line("Nobody asked", 50, 620, 10),
        Line("and in the next", 300, 700, 10),
        Line("column it goes on", 300, 688, 10),
    ]
    assert begin_paragraphs(lines) == {1, 3, 5}
    assert begin_paragraphs([Line("no place"), Line("is known")]) == frozenset()
    assert begin_paragraphs([]) == frozenset()


def test_the_stop_of_an_arabic_line_of_a_pdf_stands_at_its_end(tmp_path: Path) -> None:
    words = "رفضت إلفان العرض. وقالت سيرا إن المحادثات مستمرة."
    page = f"<html dir='rtl'><body style='font: 12pt DejaVu Sans'><p>{words}</p>"
    import weasyprint

    assert read_text(written(tmp_path, "a.pdf", weasyprint.HTML(string=page).write_pdf())).paragraphs == (words,)


def test_elements_without_end_within_each_other_are_read_and_dropped_as_one() -> None:
    from kg.texts.web import page_of

    deep = 30_000
    page = page_of(f"{'<div>' * deep}{FIRST}<aside>{'<b>' * deep}no</aside>{SECOND}{'</div>' * deep}<pre>a</pre>")
    assert page.paragraphs == [FIRST, SECOND, "a"]


def test_a_line_is_a_paragraph_only_where_no_empty_line_parts_them(tmp_path: Path) -> None:
    with_blank = read_text(written(tmp_path, "a.txt", "one\ntwo\n\nthree"))
    without = read_text(written(tmp_path, "b.txt", "one\ntwo\nthree"))
    assert (with_blank.paragraphs, without.paragraphs) == (("one two", "three"), ("one", "two", "three"))


def test_composed_and_decomposed_letters_are_one_text() -> None:
    assert source_text("a", ["Ки\u0438\u0306в"]).sha256 == source_text("b", ["Ки\u0439в"]).sha256


def test_signs_that_turn_the_direction_of_writing_are_left_out() -> None:
    assert source_text("a", ["peace\u202e now\u00ad\u200b", "\u200f", ""]).paragraphs == ("peace now",)


@pytest.mark.parametrize(
    ("markup", "paragraphs"),
    [
        ("<p>one<br>line<p>two<br><br>three", ("one line", "two", "three")),
        ("<ul><li>one<li>two</ul>after", ("one", "two", "after")),
        ("<table><tr><td>a<td>b<tr><td>c</table>", ("a", "b", "c")),
        ("<article><h1>Title</h1><p>in it</article><p>other news", ("Title", "in it")),
        ("<article>teaser</article><main><p>the text</main><article>teaser</article>", ("the text",)),
        ("<p>a &lt;b&gt; c</p></p></div>d", ("a <b> c", "d")),
        ("<p>one</p><svg><title>x</title><path/></svg><p>two", ("one", "two")),
        ("<template><p>no</p></template><noscript>no</noscript><p>yes", ("yes",)),
        ('<p>yes<span aria-hidden="true">no</span>', ("yes",)),
    ],
)
def test_what_a_reader_reads_of_a_page(tmp_path: Path, markup: str, paragraphs: tuple[str, ...]) -> None:
    assert read_text(written(tmp_path, "a.html", markup)).paragraphs == paragraphs


def test_a_page_in_the_encoding_that_it_declares(tmp_path: Path) -> None:
    markup = '<meta charset="windows-1251"><p>Переговори тривають'.encode("windows-1251")
    assert read_text(written(tmp_path, "a.htm", markup)).paragraphs == ("Переговори тривають",)


def test_front_matter_is_about_markdown_and_no_paragraph_of_it(tmp_path: Path) -> None:
    text = read_text(written(tmp_path, "a.md", "---\ntitle: 'Talks'\nlang: uk\n---\n# Other\n\n- один\n- два\n"))
    assert (text.title, text.language, text.paragraphs) == ("Talks", "uk", ("Other", "один", "два"))


def test_a_table_of_a_document_is_read_cell_by_cell_in_its_place(tmp_path: Path) -> None:
    import docx

    document = docx.Document()
    document.add_paragraph("before")
    table = document.add_table(1, 3)
    for cell, words in zip(table.rows[0].cells, ("a", "", "c"), strict=True):
        cell.text = words
    table.cell(0, 0).merge(table.cell(0, 1))
    document.add_paragraph("after")
    document.save(tmp_path / "a.docx")
    assert read_text(tmp_path / "a.docx").paragraphs == ("before", "a", "c", "after")


def test_lines_of_a_pdf_end_a_paragraph_where_they_are_short_and_end_a_sentence() -> None:
    lines = [
        "The delegation of the upper basin said that it would go on",
        "with the talks. It left.",
        "The other one stayed in the capital until the day after it.",
    ]
    assert joined_lines(lines) == [f"{lines[0]} {lines[1]}", lines[2]]
    assert joined_lines([]) == []


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.rtf", "x", "ends in .docx, .htm, .html, .md, .pdf or .txt"),
        ("a.txt", " \n\n ", "holds no words"),
        ("a.txt", b"\xff\xfe\xfa\xd8\xd8 x\x00", "not valid UTF-16"),
        ("a.html", "<script>x</script>", "holds no words"),
        ("a.docx", "not a package", "is not a Word document"),
        ("a.pdf", "not a pdf", "is not a PDF that can be read"),
    ],
)
def test_a_file_that_is_no_text_is_told_in_one_line(tmp_path: Path, name: str, content: str | bytes, said: str) -> None:
    path = written(tmp_path, name, content)
    with pytest.raises(InputError) as caught:
        read_text(path)
    assert str(caught.value).startswith(f"{path}: ")
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_missing_file_and_a_package_without_a_document(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="No such file"):
        read_text(tmp_path / "none.txt")
    with zipfile.ZipFile(tmp_path / "a.docx", "w") as package:
        package.writestr("x", "y")
    with pytest.raises(InputError, match="is not a Word document that can be read"):
        read_text(tmp_path / "a.docx")


def test_a_text_above_the_limit_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    with pytest.raises(LimitError, match=r"over the limit of 0\.0 MB"):
        read_text(written(tmp_path, "a.txt", "x" * 101), max_size=100)
    assert read_text(written(tmp_path, "b.txt", "x" * 100), max_size=100).paragraphs
    with zipfile.ZipFile(tmp_path / "a.docx", "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/document.xml", " " * 1_000_000)
    with pytest.raises(LimitError, match="over the limit"):
        read_text(tmp_path / "a.docx", max_size=900_000)


@pytest.mark.parametrize(("name", "module", "extra"), [("a.docx", "docx", "desk"), ("a.pdf", "pypdf", "pdf")])
def test_without_the_library_of_a_format_one_line_names_its_extra(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, module: str, extra: str
) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(MissingExtraError, match=rf"pip install 'negotiation-kg\[{extra}\]'"):
        read_text(written(tmp_path, name, "x"))


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "Dr. A. B. Orr met Gen. Day. No. 5 was read at 5 p.m. on Monday. He left.", 3),
        ("en", "The U.S. Senate voted. It came from the U.S. The vote was close.", 3),
        ("en", "“We will not. We never did,” he said. She agreed…", 3),
        ("en", "1. The parties agree. 2. They meet again.", 2),
        ("en", "Will you? “No!” she said.", 2),
        ("uk", "Про це йдеться у ст. 5 договору від 3 трав. 2031 р. у м. Серра. Далі мовчали.", 2),
        ("ru", "Встреча прошла в г. Серра, т. е. на юге. А. П. Орлов ушёл.", 2),
        ("fr", "M. Duval a dit non. Mme Ferrand, elle, a dit oui.", 2),
        ("es", "¿Aceptará? El Sr. Paz dijo que sí. EE.UU. no comentó.", 3),
        ("ar", "هل يقبل؟ قال الوزير نعم. ثم غادر.", 3),
        (None, "M. Duval et Mr. Orr. Ils partent.", 2),
        ("en", "", 0),
        ("en", "no end", 1),
    ],
)
def test_sentences(language: str | None, text: str, expected: int) -> None:
    spans = sentences(text, language)
    assert len(spans) == expected, [text[start:end] for start, end in spans]


@given(st.text(alphabet="aB. !?…»“”\n1", max_size=60))
def test_sentences_cover_all_but_blanks_and_do_not_overlap(text: str) -> None:
    spans = sentences(text)
    covered = "".join(text[start:end] for start, end in spans)
    assert "".join(covered.split()) == "".join(text.split())
    assert all(one.end <= other.start for one, other in itertools.pairwise(spans))


TEXT = source_text(
    "t",
    [
        "Both sides met. The envoy of Ilvane said that the dam must stay closed until the spring floods are over.",
        "Nobody spoke for long. The envoy of Serra said that the dam must open at once, and left.",
    ],
)


def at(text_paragraph: int, words: str) -> Place:
    start = TEXT.paragraph(text_paragraph).index(words)
    return Place(text_paragraph, start, start + len(words))


@pytest.mark.parametrize(
    "words", ["the dam must", "Both sides met.", "over.", "The envoy of Ilvane said that the dam must stay"]
)
def test_words_are_found_in_the_text_that_they_were_taken_from(words: str) -> None:
    place = at(1, words)
    assert find(TEXT, select(TEXT, *place)) == place


def test_of_long_words_the_first_fifteen_are_kept() -> None:
    chosen = select(TEXT, *at(1, TEXT.paragraph(1)))
    assert chosen.exact == "Both sides met. The envoy of Ilvane said that the dam must stay closed until"
    assert (chosen.prefix, chosen.suffix) == ("", " the spring floods are over.")


def test_words_that_moved_are_found_and_those_that_are_gone_are_lost() -> None:
    chosen = select(TEXT, *at(2, "the dam must open at once"))
    moved = source_text("t", ["New first paragraph.", TEXT.paragraph(1), "Also new. " + TEXT.paragraph(2)])
    assert find(moved, chosen) == Place(
        3, 10 + at(2, "the dam must open at once").start, 10 + at(2, "the dam must open at once").end
    )
    assert find(source_text("t", [TEXT.paragraph(1)]), chosen) is None


def test_the_same_words_elsewhere_are_not_theirs() -> None:
    """“the dam must” stands in both paragraphs: without the first, it would be wrong to point at the second."""
    chosen = select(TEXT, *at(1, "the dam must"))
    assert find(source_text("t", [TEXT.paragraph(2)]), chosen) is None


def test_two_places_equally_good_are_lost() -> None:
    twice = source_text("t", [TEXT.paragraph(1), "Between them.", TEXT.paragraph(1)])
    assert find(twice, select(twice, *at(1, "the dam must"))) is None


def test_an_edit_on_one_side_does_not_lose_words_an_edit_on_both_does() -> None:
    chosen = select(TEXT, *at(2, "the dam must open at once"))
    one_side = source_text("t", ["The envoy of Serra said that the dam must open at once. She left."])
    both_sides = source_text("t", ["In the evening the dam must open at once. She left."])
    assert find(one_side, chosen) == Place(1, 29, 54)
    assert find(both_sides, chosen) is None


def test_part_of_a_longer_word_is_not_the_word_and_quotation_marks_may_change() -> None:
    text = source_text("t", ["He said “no deal” today."])
    chosen = select(text, 1, 8, 17)
    assert chosen.exact == "“no deal”"
    assert find(source_text("t", ['He said "no deal" today.']), chosen) == Place(1, 8, 17)
    assert find(source_text("t", ["The inn was full."]), QuoteSelector(1, "in", "The ", "n was full.")) is None


@pytest.mark.parametrize(("start", "end"), [(0, 0), (5, 3), (-1, 4), (0, 10_000), (4, 5)])
def test_a_span_without_words_is_refused(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="no words at"):
        select(TEXT, 1, start, end)


@given(st.lists(st.sampled_from(["alpha", "beta", "gamma", "delta"]), min_size=30, max_size=60), st.data())
def test_after_an_edit_elsewhere_words_are_found_in_their_place_or_lost(words: list[str], data: st.DataObject) -> None:
    numbered = [f"{word}{number}" for number, word in enumerate(words)]
    text = source_text("t", [" ".join(numbered)])
    first = data.draw(st.integers(0, 24))
    last = data.draw(st.integers(first, 25))
    start = len(" ".join(numbered[:first])) + bool(first)
    exact = " ".join(numbered[first : last + 1])
    chosen = select(text, 1, start, start + len(exact))
    cut = data.draw(st.integers(26, len(words)))
    edited = source_text("t", [" ".join(["new", *numbered[:cut]])])
    place = find(edited, chosen)
    assert place is None or edited.paragraph(1)[place.start : place.end] == chosen.exact


WIRE = (
    "The upper basin will not open the dam before the floods are over, its envoy said on Monday after a day of talks."
)


def test_paragraphs_of_one_wire_report_are_told_with_their_share() -> None:
    one = source_text(
        "one",
        ["Our own lead, written by our own correspondent in Port Serra, as every day since the talks began.", WIRE],
    )
    other = source_text("other", [WIRE.replace("on Monday", "Monday"), "An end of its own."])
    third = source_text(
        "third", ["Nothing of it is copied here, since every word of this paragraph is new and nobody else has it."]
    )
    (copied,) = copied_paragraphs([one, other, third])
    # 23 words with “on”; without it 22 and 18 runs of five. Four of the 18 hold “said Monday”: 14 are shared.
    assert copied == CopiedParagraph(1, 1, 0, 2, 14 / 18)
    assert copied_paragraphs([]) == ()
    assert copied_paragraphs([one]) == ()


def test_a_paragraph_that_holds_a_short_one_of_another_text_is_its_own() -> None:
    # 14 words and 10 runs of five; the longer paragraph has 30 words and 26 runs: 10 of 26 is under 0.6
    brief = "The upper basin will not open the dam before the floods are over there."
    more = f"{brief} It has said so at every meeting since spring, and nobody at the table was surprised."
    assert len(copied_paragraphs([source_text("a", [more]), source_text("b", [brief])])) == 1
    assert copied_paragraphs([source_text("a", [brief]), source_text("b", [more])]) == ()


def test_a_paragraph_made_of_two_is_copied_and_the_first_text_counts() -> None:
    other = (
        "The lower basin called this a threat, and asked the river commission to meet within the week in Port Serra."
    )
    wire = source_text("wire", [WIRE, other])
    found = copied_paragraphs([wire, source_text("b", [f"{WIRE} {other}"]), source_text("c", [WIRE])])
    assert [copy[:4] for copy in found] == [(1, 1, 0, 1), (2, 1, 0, 1), (2, 1, 1, 1)]


def test_short_paragraphs_count_beside_a_longer_one_that_was_copied() -> None:
    alone = [source_text(name, ["Read more.", f"Only {name} has this."]) for name in "ab"]
    assert copied_paragraphs(alone) == ()
    beside = [source_text(name, [WIRE, "Read more.", f"Only {name} has this."]) for name in "ab"]
    assert [copy[:4] for copy in copied_paragraphs(beside)] == [(1, 1, 0, 1), (1, 2, 0, 2)]


def test_how_much_of_a_text_some_paragraphs_are() -> None:
    text = source_text("short", [WIRE, "Four words of mine."])
    assert copied_share(text, [1]) == copied_share(text, [1, 1]) == 23 / 27
    assert copied_share(text, [1, 2]) == 1.0
    assert copied_share(text, []) == 0.0
    assert copied_share(source_text("a", []), []) == 0.0
