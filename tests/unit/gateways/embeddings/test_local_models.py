"""The two models in numpy compute what plain arithmetic does, over slices of their weights."""

import random
from array import array
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.errors import Unavailable
from chalicelib.gateways.embeddings import local, minilm, use
from chalicelib.gateways.embeddings.minilm import MiniLm
from chalicelib.gateways.embeddings.protocol import Embedder
from chalicelib.gateways.embeddings.unigram_pieces import UnigramPieces
from chalicelib.gateways.embeddings.use import UniversalSentenceEncoder
from chalicelib.gateways.embeddings.weights import Weights
from chalicelib.gateways.embeddings.word_pieces import WordPieces
from tests.support.model_slices import MINILM_WIDTH, SLICE, TEXTS, USE_WIDTH
from tests.unit.gateways.embeddings import plain_arithmetic as plain


def sliced() -> tuple[Embedder, ...]:
    return (
        UniversalSentenceEncoder(SLICE / "use", dimensions=USE_WIDTH),
        MiniLm(SLICE / "minilm", dimensions=MINILM_WIDTH),
    )


EMBEDDERS = sliced()


def rows(embedder: Embedder, texts: list[str]) -> "np.ndarray[tuple[int, ...], np.dtype[np.float32]]":
    made = embedder.embed(texts)
    return np.frombuffer(made.data, "<f4").reshape(-1, made.dimensions)


@pytest.mark.parametrize("text", TEXTS)
def test_minilm_computes_what_plain_arithmetic_does(text: str) -> None:
    pieces = WordPieces((SLICE / "minilm" / "vocab.txt").read_text(encoding="utf-8").split("\n"))

    expected = plain.embed_minilm(SLICE / "minilm", pieces.number(text, minilm.LONGEST), minilm.HEADS)

    assert np.abs(rows(EMBEDDERS[1], [text])[0] - expected).max() < 1e-5


@pytest.mark.parametrize("text", TEXTS)
def test_the_sentence_encoder_computes_what_plain_arithmetic_does(text: str) -> None:
    folder = SLICE / "use"
    scores = array("f", Weights(folder).stored("piece_scores").tobytes())
    pieces = UnigramPieces((folder / "pieces.txt").read_text(encoding="utf-8").split("\n"), scores)

    expected = plain.embed_use(folder, pieces.number(text, use.LONGEST))

    assert np.abs(rows(EMBEDDERS[0], [text])[0] - expected).max() < 1e-5


@pytest.mark.parametrize("embedder", EMBEDDERS, ids=lambda embedder: embedder.name)
@settings(max_examples=12, deadline=None)
@given(texts=st.lists(st.text(max_size=40) | st.sampled_from(TEXTS), min_size=1, max_size=8), seed=st.integers(0, 99))
def test_a_text_has_its_row_whatever_it_is_embedded_with(embedder: Embedder, texts: list[str], seed: int) -> None:
    order = random.Random(seed).sample(range(len(texts)), len(texts))

    together, mixed = rows(embedder, texts), rows(embedder, [texts[place] for place in order])

    assert np.abs(together[order] - mixed).max() < 1e-5
    assert np.abs(np.linalg.norm(together, axis=1) - 1).max() < 1e-5
    assert together.shape == (len(texts), embedder.dimensions)


@pytest.mark.parametrize("embedder", EMBEDDERS, ids=lambda embedder: embedder.name)
def test_a_text_that_is_longer_than_a_model_reads_counts_with_its_beginning(embedder: Embedder) -> None:
    long = " ".join(["hotel"] * 10_000)

    assert np.abs(rows(embedder, [long])[0] - rows(embedder, [f"{long} business class"])[0]).max() < 1e-5


@pytest.mark.parametrize("embedder", EMBEDDERS, ids=lambda embedder: embedder.name)
def test_no_text_gives_no_row(embedder: Embedder) -> None:
    assert embedder.embed([]).data == b""


def test_models_that_are_not_installed_are_none_and_weights_that_are_gone_are_unavailable(tmp_path: Path) -> None:
    assert local.find_embedders() == ()
    assert [each.dimensions for each in local.find_embedders(tmp_path)] == [512, 384]
    for embedder in local.find_embedders(tmp_path):
        with pytest.raises(Unavailable):
            embedder.embed(["a"])
