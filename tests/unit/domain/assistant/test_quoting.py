"""What people wrote stays in quotation marks, on one line, bounded."""

from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.assistant.quoting import quote_text


def test_a_text_is_quoted_on_one_line() -> None:
    assert quote_text("Sales\n  kickoff\u202e”, approved") == "“Sales kickoff ', approved”"


@given(st.text(max_size=400))
def test_nothing_gets_out_of_its_marks(text: str) -> None:
    quoted = quote_text(text)

    assert (quoted[0], quoted[-1]) == ("“", "”")
    assert "”" not in quoted[1:-1]
    assert quoted.isprintable()
    assert len(quoted) <= 122
