"""Files the server keeps: what was uploaded, by file_id, for getFile and for sending again."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from loopback.botapi.errors import Refused, bad
from loopback.botapi.parameters import Parameters, Upload

__all__ = ["Files", "Stored"]

_MOST_PHOTO = 10 * 1024 * 1024
_MOST_DOCUMENT = 50 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Stored:
    """One file; the same content sent in the same way has the same id."""

    id: str
    kind: str
    name: str
    mime: str
    content: bytes


class Files:
    """Every file by its file_id."""

    def __init__(self) -> None:
        self._files: dict[str, Stored] = {}

    def take(self, sent: Parameters, name: str, kind: str, value: str | None = None) -> str:
        """The file_id of the file in parameter ``name`` (an upload, attach://, or a file_id); raises 400 where there is none."""
        given = sent.text(name) if value is None else value
        upload = sent.uploads.get(given.removeprefix("attach://")) if given.startswith("attach://") else sent.uploads.get(name)
        if upload is not None:
            return self.keep(upload, kind)
        if not given:
            raise bad(f"there is no {kind} in the request")
        if given.startswith(("http://", "https://")):
            raise bad("failed to get HTTP URL content")
        known = self._files.get(given)
        if known is None:
            raise bad("wrong file identifier/HTTP URL specified")
        if known.kind != kind:
            raise bad(f"can't use file of type {known.kind.capitalize()} as {kind.capitalize()}")
        return known.id

    def keep(self, upload: Upload, kind: str) -> str:
        """Keeps a file and returns its file_id; raises 400 or 413 where it cannot be one of its kind."""
        if not upload.content:
            raise bad("file must be non-empty")
        if len(upload.content) > (_MOST_PHOTO if kind == "photo" else _MOST_DOCUMENT):
            raise Refused.of(413, "Request Entity Too Large")
        if kind == "photo" and not upload.content.startswith((b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"RIFF", b"BM")):
            raise bad("IMAGE_PROCESS_FAILED")
        digest = hashlib.blake2b(upload.content + upload.name.encode(), digest_size=12).hexdigest()
        file_id = f"{'AgACAg' if kind == 'photo' else 'BQACAg'}{digest}"
        self._files[file_id] = Stored(file_id, kind, upload.name, upload.mime, upload.content)
        return file_id

    def stored(self, file_id: str) -> Stored | None:
        """The file, or None."""
        return self._files.get(file_id)

    def wire(self, file_id: str, kind: str) -> dict[str, object]:
        """The part of a Message that shows the file."""
        stored = self._files[file_id]
        shown: dict[str, object] = {"file_id": file_id, "file_unique_id": file_id[-16:], "file_size": len(stored.content)}
        if kind == "photo":
            return {"photo": [shown | {"width": 800, "height": 600}]}
        return {"document": shown | {"file_name": stored.name, "mime_type": stored.mime}}
