"""An index of policy documents in Amazon S3 Vectors: vectors of passages and headings, compared by cosine, in an index
that is named after the model.

The bucket is made when the stage is deployed; the index with the first document, for its dimensions are the model's.
The vectors of a document version are numbered from 0, and the first one says below which number all of them are: so
they are found again by their keys, for the service can list those of all documents together, and no others.
"""

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple, TypeVar

from chalicelib import observability
from chalicelib.domain.policy_documents.search import DocumentVersion, RankingMethod
from chalicelib.domain.policy_documents.section import Section
from chalicelib.errors import Unavailable
from chalicelib.gateways import aws
from chalicelib.gateways.policy_index.nearest import (
    Embedders,
    Entry,
    Found,
    Vector,
    best_of_sections,
    embed_question,
    embed_sections,
)
from chalicelib.gateways.policy_index.protocol import PassageRanking

JsonObject = dict[str, Any]
T = TypeVar("T")

# Seconds to connect and to read, and how often in all: with a question somebody waits, and words answer otherwise.
PATIENCE = (10.0, 6)
PATIENCE_OF_QUESTIONS = (2.0, 2)
# What the service takes in one call; of numbers as many as are written in three quarters of its 20 MiB.
MOST_WRITTEN = 500
MOST_NUMBERS = 700_000
MOST_FOUND = 100
MOST_VERSIONS = 100  # in a filter, which may be as long as the service does not say
LONGEST_NAME = 63


class _Missing(Exception):
    """There is no such index, or no such bucket."""


class S3VectorsIndex(NamedTuple):
    """The index of a stage, in its bucket; `place` is what the setting calls it."""

    embedders: Embedders
    bucket: str
    place: str = "s3_vectors"

    @property
    def name(self) -> str:
        """What vectors are made with, and where they lie."""
        return f"{self.place}/{self.embedders.name}"

    @property
    def index_name(self) -> str:
        """What the service calls the index: the model's name, in letters that it takes."""
        return name_index(self.embedders.name)

    def add_document(self, document: DocumentVersion, sections: Sequence[Section]) -> None:
        """Have the passages of a document version found, instead of those that it had before. Raises Unavailable."""
        vectors = [
            _describe(document, number, entry) for number, entry in enumerate(embed_sections(self.embedders, sections))
        ]
        before = self._count(document.document_id, document.version)
        if vectors:
            self._write(vectors, before)
        self._remove(range(len(vectors), before), document.document_id, document.version)
        if 0 < len(vectors) < before:
            self._put([_count_in(vectors[0], len(vectors))])

    def remove_document(self, document_id: str, version: int) -> None:
        """Have the passages of a document version no longer found. Raises Unavailable."""
        self._remove(range(self._count(document_id, version)), document_id, version)

    def search(self, question: str, documents: Sequence[DocumentVersion], limit: int) -> PassageRanking:
        """Return the best sections of these document versions. Raises Unavailable."""
        vector = embed_question(self.embedders, question) if documents and limit else None
        found: list[Found] = []
        if vector is not None:
            for batch in _cut(list(dict.fromkeys(_name_version(each) for each in documents)), MOST_VERSIONS):
                found += self._find(vector, batch, limit)
        return PassageRanking(best_of_sections(found, documents, limit), RankingMethod.MEANING)

    def _write(self, vectors: Sequence[JsonObject], before: int) -> None:
        """Write a version's vectors: first the one that says how many there may be, so that none is ever forgotten."""
        first, *others = vectors
        self._put([_count_in(first, max(len(vectors), before))])
        for batch in _cut(others, min(MOST_WRITTEN, MOST_NUMBERS // self.embedders.dimensions)):
            self._put(batch)

    def _put(self, vectors: Sequence[JsonObject]) -> None:
        try:
            self._call("put_vectors", vectors=list(vectors))
        except _Missing:
            self._create_index()
            self._call_existing("put_vectors", vectors=list(vectors))

    def _create_index(self) -> None:
        """Make the index, unless another document has just made it."""
        observability.info("A policy index is made", policyIndex=self.index_name, dimensions=self.embedders.dimensions)
        self._call_existing(
            "create_index",
            dataType="float32",
            dimension=self.embedders.dimensions,
            distanceMetric="cosine",
            metadataConfiguration={"nonFilterableMetadataKeys": ["start", "end", "heading", "count"]},
        )

    def _count(self, document_id: str, version: int) -> int:
        """Return below which number the vectors of a version are; 0 where there are none."""
        first = _name_key(document_id, version, 0)
        try:
            found = self._call("get_vectors", keys=[first], returnMetadata=True)["vectors"]
        except _Missing:
            return 0
        return int(found[0]["metadata"]["count"]) if found else 0

    def _remove(self, numbers: range, document_id: str, version: int) -> None:
        """Remove these vectors of a version, which are its last ones; the first of all only after all others. While a
        crash leaves some, the first one still says so, and they are removed by the next run."""
        others = [_name_key(document_id, version, number) for number in numbers if number]
        for batch in _cut(others, MOST_WRITTEN):
            self._call("delete_vectors", keys=list(batch))
        if 0 in numbers:
            self._call("delete_vectors", keys=[_name_key(document_id, version, 0)])

    def _find(self, vector: Vector, versions: Sequence[str], limit: int) -> list[Found]:
        """Return the passages nearest to a vector, of so many sections if there are: where many are of one section, the
        service is asked again for those of others, since it says no more than a hundred at once."""
        found: list[Found] = []
        sections: set[str] = set()
        while len(sections) < limit:
            page = list(self._query(vector, _filter(versions, sorted(sections))))
            found += [_read_found(each) for each in page]
            new = {str(each["metadata"]["section"]) for each in page} - sections
            sections |= new
            if len(page) < MOST_FOUND or not new:
                break
        return found

    def _query(self, vector: Vector, wanted: JsonObject) -> Iterator[JsonObject]:
        asked: JsonObject = {
            "topK": MOST_FOUND,
            "queryVector": {"float32": list(vector)},
            "filter": wanted,
            "returnDistance": True,
            "returnMetadata": True,
        }
        token = ""  # nosec B105 - where the next page starts, no password
        while True:
            try:
                answer = self._call("query_vectors", **asked, **({"nextToken": token} if token else {}))
            except _Missing:  # no document was ever added
                return
            yield from answer["vectors"]
            token = answer.get("nextToken", "")
            if not token:
                return

    def _call_existing(self, operation: str, **asked: Any) -> Mapping[str, Any]:
        try:
            return self._call(operation, **asked)
        except _Missing as error:
            raise Unavailable(f"There is no bucket {self.bucket} for the policy index.") from error

    def _call(self, operation: str, **asked: Any) -> Mapping[str, Any]:
        """Return what the service answers. Raises _Missing when index or bucket is not there, else Unavailable."""
        from botocore.exceptions import BotoCoreError, ClientError

        seconds, attempts = PATIENCE_OF_QUESTIONS if operation == "query_vectors" else PATIENCE
        client = aws.client("s3vectors", timeout=seconds, attempts=attempts)
        try:
            answer: Mapping[str, Any] = getattr(client, operation)(
                vectorBucketName=self.bucket, indexName=self.index_name, **asked
            )
        except ClientError as error:
            code = str(error.response["Error"]["Code"])
            if code == "NotFoundException":
                raise _Missing from error
            if (operation, code) == ("create_index", "ConflictException"):
                return {}
            raise self._give_up(operation, code) from error
        except BotoCoreError as error:
            raise self._give_up(operation, type(error).__name__) from error
        return answer

    def _give_up(self, operation: str, reason: str) -> Unavailable:
        observability.warning(
            "The policy index does not answer", policyIndex=self.index_name, call=operation, reason=reason
        )
        return Unavailable(f"The policy index does not answer at the moment ({operation}: {reason}).")


def name_index(model: str) -> str:
    """Return a model's name as that of an index: 3 to 63 small letters, digits, dots and hyphens. What had to be
    changed is told apart by a digest, so that two models never share an index."""
    plain = re.sub(r"[^a-z0-9.-]+", "-", model.lower()).strip("-.")
    if plain == model and 3 <= len(plain) <= LONGEST_NAME:
        return plain
    digest = hashlib.sha256(model.encode()).hexdigest()[:8]
    kept = plain[: LONGEST_NAME - len(digest) - 1].rstrip("-.")
    return f"{kept}-{digest}" if kept else f"model-{digest}"


def _name_version(document: DocumentVersion) -> str:
    return f"{document.document_id}#{document.version}"


def _name_key(document_id: str, version: int, number: int) -> str:
    return f"{document_id}#{version}/{number}"


def _describe(document: DocumentVersion, number: int, entry: Entry) -> JsonObject:
    """Return a vector as it is written: its metadata say where the passage stands, and by what it is looked for."""
    version, passage = _name_version(document), entry.passage
    return {
        "key": _name_key(document.document_id, document.version, number),
        "data": {"float32": list(entry.vector)},
        "metadata": {
            "documentVersion": version,
            "section": f"{version}/{passage.section.position}",
            "start": passage.start,
            "end": passage.end,
            "heading": entry.of_heading,
        },
    }


def _count_in(vector: JsonObject, count: int) -> JsonObject:
    """Return the first vector of a version with the number below which all of them are."""
    return {**vector, "metadata": {**vector["metadata"], "count": count}}


def _filter(versions: Sequence[str], without: Sequence[str]) -> JsonObject:
    wanted: JsonObject = {"documentVersion": {"$in": list(versions)}}
    return {"$and": [wanted, {"section": {"$nin": list(without)}}]} if without else wanted


def _read_found(answer: JsonObject) -> Found:
    metadata = answer["metadata"]
    version, _, position = str(metadata["section"]).rpartition("/")
    document_id, _, number = version.rpartition("#")
    return Found(
        document_id=document_id,
        version=int(number),
        position=int(position),
        start=int(metadata["start"]),
        end=int(metadata["end"]),
        likeness=1.0 - float(answer["distance"]),
        of_heading=bool(metadata["heading"]),
    )


def _cut(things: Sequence[T], most: int) -> Iterator[Sequence[T]]:
    return (things[start : start + most] for start in range(0, len(things), most))
