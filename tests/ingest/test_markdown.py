from isnad.ingest.capture import capture
from tests.ingest.report_texts import BODY, HEADLINE


def test_text_is_the_file_itself() -> None:
    text = f"---\r\ntitle: خبر\r\ntags: [a]\r\n---\r\n\r\n# {HEADLINE}\r\n\r\n**{BODY}**\r\n"
    document, _ = capture(text.encode(), name="a.md")
    assert document.text == text
    assert document.title is not None and document.title.of(text) == HEADLINE
    assert [span.of(text) for span in document.furniture] == ["---\r\ntitle: خبر\r\ntags: [a]\r\n---"]


def test_unclosed_front_matter_is_text() -> None:
    document, _ = capture(f"---\n{BODY}".encode(), name="a.MD")
    assert document.furniture == ()
