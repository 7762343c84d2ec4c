"""What a form of a page sent: its fields as text, and a file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from fastapi import Request
from starlette.datastructures import UploadFile


@dataclass(frozen=True, slots=True)
class Sent:
    """``fields`` by name, several values of one name parted by spaces; ``file`` is the first that came."""

    fields: Mapping[str, str]
    file: UploadFile | None = None


async def fields_and_files(request: Request) -> Sent:
    """The form in the body of *request*."""
    form = await request.form(max_files=4, max_fields=100, max_part_size=8_000_000)
    fields = {name: " ".join(each for each in form.getlist(name) if isinstance(each, str)) for name in form}
    return Sent(fields, next((each for _, each in form.multi_items() if isinstance(each, UploadFile)), None))
