"""The simulation's S3: the bucket of the audit's anchors, in which nothing is ever replaced or removed, and that of
documents, in which files have one version only."""

import io
from collections.abc import Mapping
from typing import Any

from tests.simulation.cloud.rows import Failure


class Bucket:
    """Objects by their keys; a test may do to them what nobody may."""

    def __init__(self) -> None:
        self.objects: dict[str, bytes] = {}

    def answer(self, operation: str, params: Mapping[str, Any]) -> dict[str, Any]:
        """Answer a request of S3 as the anchors make it."""
        if operation == "PutObject":
            if params.get("IfNoneMatch") == "*" and params["Key"] in self.objects:
                raise Failure("PreconditionFailed", "", status=412)
            self.objects[params["Key"]] = bytes(params["Body"])
            return {}
        if operation == "GetObject":
            body = self.objects[params["Key"]]
            return {"Body": io.BytesIO(body), "ContentLength": len(body)}
        if operation == "ListObjectsV2":
            return self._list(params)
        raise NotImplementedError(f"s3.{operation}")

    def _list(self, params: Mapping[str, Any]) -> dict[str, Any]:
        prefix, after, most = params["Prefix"], params.get("StartAfter", ""), params.get("MaxKeys", 1000)
        keys = [key for key in sorted(self.objects) if key.startswith(prefix) and key > after]
        if "Delimiter" not in params:
            return {"Contents": [{"Key": key} for key in keys[:most]]}
        folders = dict.fromkeys(prefix + key.removeprefix(prefix).split("/")[0] + "/" for key in keys)
        return {"CommonPrefixes": [{"Prefix": folder} for folder in list(folders)[:most]]}


class FileBucket(Bucket):
    """A bucket that keeps no versions: what is there is the version "null", as S3 calls it."""

    def answer(self, operation: str, params: Mapping[str, Any]) -> dict[str, Any]:
        """Answer a request of S3 as documents make it, too."""
        if operation == "DeleteObject":
            if params.get("VersionId", "null") == "null":
                self.objects.pop(params["Key"], None)
            return {}
        if operation == "ListObjectVersions":
            keys = [key for key in sorted(self.objects) if key.startswith(params["Prefix"])]
            return {"Versions": [{"Key": key, "VersionId": "null"} for key in keys], "IsTruncated": False}
        return super().answer(operation, params)
