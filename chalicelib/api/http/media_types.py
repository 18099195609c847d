"""What a body may be sent as: JSON by any of its media types, in UTF-8."""

import re

from chalicelib.api.http.problems import UnsupportedMedia

_JSON_TYPE = re.compile(r"application/([\w.-]+\+)?json", re.IGNORECASE)


def refuse_other_media(content_type: str) -> None:
    """Raise UnsupportedMedia unless `content_type` names JSON in UTF-8."""
    media, _, parameters = content_type.partition(";")
    charset = parameters.partition("charset=")[2].strip(' "').lower() or "utf-8"
    if not _JSON_TYPE.fullmatch(media.strip()) or charset not in {"utf-8", "utf8"}:
        raise UnsupportedMedia("Send the body as application/json in UTF-8.")
