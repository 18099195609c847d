"""What Amazon S3 Vectors keeps and refuses, by its public documentation; `s3_vectors_stand_in` speaks HTTP for it."""

import json
import math
import re
from array import array
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from tests.support.s3_vectors_filters import Metadata, WrongFilter, fits

JsonObject = dict[str, Any]

ACCOUNT = "111122223333"
_NAME = re.compile(r"[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]")
_BUCKET_NAME = re.compile(r"[a-z0-9][a-z0-9-]{1,61}[a-z0-9]")
_PLACE = {"vectorBucketName", "indexName", "indexArn"}
FIELDS: Mapping[str, set[str]] = {
    "CreateVectorBucket": {"vectorBucketName", "encryptionConfiguration", "tags"},
    "CreateIndex": {
        *("vectorBucketName", "vectorBucketArn", "indexName", "dataType", "dimension", "distanceMetric"),
        *("metadataConfiguration", "encryptionConfiguration", "tags"),
    },
    "GetIndex": _PLACE,
    "DeleteIndex": _PLACE,
    "PutVectors": {*_PLACE, "vectors"},
    "GetVectors": {*_PLACE, "keys", "returnData", "returnMetadata"},
    "ListVectors": {*_PLACE, "maxResults", "nextToken", "returnData", "returnMetadata"},
    "DeleteVectors": {*_PLACE, "keys"},
    "QueryVectors": {*_PLACE, "topK", "queryVector", "filter", "returnMetadata", "returnDistance", "nextToken"},
}
PAGE = 60  # of a query; the service does not say how large its pages are, only that there are some


class Refused(Exception):
    """What the service does not take, by the code of its error."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


def require(is_right: object, message: str, code: str = "ValidationException") -> None:
    if not is_right:
        raise Refused(code, message)


class Kept(NamedTuple):
    """A vector as it is kept, in 32 bits a number."""

    data: "array[float]"
    metadata: JsonObject


class Index:
    """An index, and what stands in it."""

    def __init__(self, name: str, dimension: int, metric: str, hidden: Sequence[str]) -> None:
        self.name, self.dimension, self.metric = name, dimension, metric
        self.hidden = frozenset(hidden)
        self.vectors: dict[str, Kept] = {}

    def distance(self, one: Sequence[float], other: Sequence[float]) -> float:
        if self.metric == "euclidean":
            return math.dist(one, other)
        product = sum(a * b for a, b in zip(one, other, strict=True))
        return 1.0 - product / (math.hypot(*one) * math.hypot(*other))

    def read_data(self, given: Any) -> "array[float]":
        require(isinstance(given, dict) and given.keys() == {"float32"}, "A vector has float32 data.")
        numbers: list[Any] = given["float32"]
        require(len(numbers) == self.dimension, f"A vector of {len(numbers)} numbers in an index of {self.dimension}.")
        require(all(isinstance(each, int | float) and math.isfinite(each) for each in numbers), "No number.")
        require(self.metric != "cosine" or any(numbers), "A zero vector has no direction.")
        return array("f", numbers)

    def read_metadata(self, given: Any) -> JsonObject:
        require(isinstance(given, dict), "Metadata are an object.")
        require(len(given) <= 50, "At most 50 keys.")
        require(all(1 <= len(key) <= 63 for key in given), "A key has 1 to 63 characters.")
        require(all(_is_metadata(value) for value in given.values()), "A string, number, boolean, or a list of them.")
        filterable = {key: value for key, value in given.items() if key not in self.hidden}
        require(_size(filterable) <= 2_048, "At most 2 KB may be filtered by.")
        require(_size(given) <= 40_960, "At most 40 KB of metadata.")
        return dict(given)


def _is_metadata(value: Any) -> bool:
    return isinstance(value, str | int | float | bool) or (
        isinstance(value, list) and all(isinstance(each, str | int | float | bool) for each in value)
    )


def _size(metadata: Mapping[str, Any]) -> int:
    return len(json.dumps(metadata, separators=(",", ":"), ensure_ascii=False).encode())


class Store:
    """Buckets and their indexes; `needed` has the right that each request takes, with the ARN of what it is for."""

    def __init__(self, region: str = "eu-central-1") -> None:
        self.region = region
        self.buckets: dict[str, dict[str, Index]] = {}
        self.needed: set[tuple[str, str]] = set()

    def do(self, operation: str, given: JsonObject) -> JsonObject:
        """Answer one request. Raises Refused."""
        doing: dict[str, Callable[[JsonObject], JsonObject]] = {
            "CreateVectorBucket": self._create_bucket,
            "CreateIndex": self._create_index,
            "GetIndex": self._get_index,
            "DeleteIndex": self._delete_index,
            "PutVectors": self._put,
            "GetVectors": self._get,
            "ListVectors": self._list,
            "DeleteVectors": self._delete,
            "QueryVectors": self._query,
        }
        require(operation in doing, f"There is no operation {operation}.")
        unknown = given.keys() - FIELDS[operation]
        require(not unknown, f"{operation} has no {sorted(unknown)}.")
        arn = f"arn:aws:s3vectors:{self.region}:{ACCOUNT}:bucket/{given.get('vectorBucketName')}"
        within = "" if operation == "CreateVectorBucket" else f"/index/{given.get('indexName')}"
        self.needed.add((f"s3vectors:{operation}", arn + within))
        reads_more = {"filter", "returnMetadata"} if operation == "QueryVectors" else {"returnMetadata", "returnData"}
        if operation in {"QueryVectors", "ListVectors"} and any(given.get(each) for each in reads_more):
            self.needed.add(("s3vectors:GetVectors", arn + within))
        return doing[operation](given)

    def _create_bucket(self, given: JsonObject) -> JsonObject:
        name = given["vectorBucketName"]
        require(_BUCKET_NAME.fullmatch(name), "No name for a bucket.")
        require(name not in self.buckets, "There is such a bucket.", "ConflictException")
        self.buckets[name] = {}
        return {"vectorBucketArn": f"arn:aws:s3vectors:{self.region}:{ACCOUNT}:bucket/{name}"}

    def _create_index(self, given: JsonObject) -> JsonObject:
        bucket = self._bucket(given)
        name, hidden = given["indexName"], given.get("metadataConfiguration", {}).get("nonFilterableMetadataKeys", [])
        require(_NAME.fullmatch(name), "No name for an index.")
        require(given["dataType"] == "float32" and given["distanceMetric"] in {"cosine", "euclidean"}, "No such type.")
        require(1 <= given["dimension"] <= 4_096, "1 to 4,096 dimensions.")
        require(len(hidden) <= 10 and all(1 <= len(key) <= 63 for key in hidden), "At most 10 keys.")
        require(name not in bucket, "There is such an index.", "ConflictException")
        bucket[name] = Index(name, given["dimension"], given["distanceMetric"], hidden)
        return {"indexArn": f"arn:aws:s3vectors:{self.region}:{ACCOUNT}:bucket/x/index/{name}"}

    def _get_index(self, given: JsonObject) -> JsonObject:
        index = self._index(given)
        return {"index": {"indexName": index.name, "dimension": index.dimension, "distanceMetric": index.metric}}

    def _delete_index(self, given: JsonObject) -> JsonObject:
        del self._bucket(given)[self._index(given).name]
        return {}

    def _put(self, given: JsonObject) -> JsonObject:
        index, vectors = self._index(given), given["vectors"]
        require(1 <= len(vectors) <= 500, "1 to 500 vectors a call.")
        keys = [each["key"] for each in vectors]
        _require_keys(keys)
        require(len(set(keys)) == len(keys), "A key twice.")
        read = {
            each["key"]: Kept(index.read_data(each["data"]), index.read_metadata(each.get("metadata", {})))
            for each in vectors
        }
        index.vectors.update(read)
        return {}

    def _get(self, given: JsonObject) -> JsonObject:
        index, keys = self._index(given), given["keys"]
        require(1 <= len(keys) <= 100, "1 to 100 keys a call.")
        _require_keys(keys)
        there = [key for key in dict.fromkeys(keys) if key in index.vectors]
        return {"vectors": [_show(index, key, given) for key in there]}

    def _list(self, given: JsonObject) -> JsonObject:
        index, most = self._index(given), given.get("maxResults", 500)
        require(1 <= most <= 1_000, "1 to 1,000 a page.")
        keys, start = sorted(index.vectors), int(given.get("nextToken", "0"))
        more = {"nextToken": str(start + most)} if len(keys) > start + most else {}
        return {"vectors": [_show(index, key, given) for key in keys[start : start + most]], **more}

    def _delete(self, given: JsonObject) -> JsonObject:
        index, keys = self._index(given), given["keys"]
        require(1 <= len(keys) <= 500, "1 to 500 keys a call.")
        _require_keys(keys)
        for key in keys:
            index.vectors.pop(key, None)
        return {}

    def _query(self, given: JsonObject) -> JsonObject:
        index, most = self._index(given), given["topK"]
        require(1 <= most <= 100, "1 to 100 results.")
        asked = index.read_data(given.get("queryVector"))
        found = sorted(
            (index.distance(asked, kept.data), key) for key, kept in self._filtered(index, given.get("filter")).items()
        )[:most]
        start = int(given.get("nextToken", "0"))
        shown = [
            {
                **_show(index, key, {**given, "returnData": False}),
                **({"distance": distance} if given.get("returnDistance") else {}),
            }
            for distance, key in found[start : start + PAGE]
        ]
        more = {"nextToken": str(start + PAGE)} if len(found) > start + PAGE else {}
        return {"vectors": shown, "distanceMetric": index.metric, **more}

    def _filtered(self, index: Index, wanted: Any) -> dict[str, Kept]:
        def keep(metadata: Metadata) -> bool:
            try:
                return wanted is None or fits(wanted, metadata, index.hidden)
            except WrongFilter as error:
                raise Refused("ValidationException", str(error)) from error

        keep({})  # a wrong filter is refused by an empty index too
        return {key: kept for key, kept in index.vectors.items() if keep(kept.metadata)}

    def _bucket(self, given: JsonObject) -> dict[str, Index]:
        require(given["vectorBucketName"] in self.buckets, "There is no such bucket.", "NotFoundException")
        return self.buckets[given["vectorBucketName"]]

    def _index(self, given: JsonObject) -> Index:
        bucket = self._bucket(given)
        require(given["indexName"] in bucket, "There is no such index.", "NotFoundException")
        return bucket[given["indexName"]]


def _require_keys(keys: Iterable[Any]) -> None:
    require(all(isinstance(key, str) and 1 <= len(key) <= 1_024 for key in keys), "A key has 1 to 1,024 characters.")


def _show(index: Index, key: str, given: JsonObject) -> JsonObject:
    kept = index.vectors[key]
    return {
        "key": key,
        **({"data": {"float32": list(kept.data)}} if given.get("returnData") else {}),
        **({"metadata": kept.metadata} if given.get("returnMetadata") else {}),
    }
