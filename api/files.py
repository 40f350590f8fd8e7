"""An uploaded file: the body itself, or the form field `file`."""

from litestar.datastructures import UploadFile
from litestar.exceptions import HTTPException

from api.asking import Ask
from api.problems import MEDIA, Fault, ProblemRaised, invalid

CSV = "text/csv"
FORM = "multipart/form-data"
FIELD = "file"


async def file_of(request: Ask) -> bytes:
    """The file's bytes. Raises ProblemRaised for a body of another kind."""
    kind = request.content_type[0]
    if kind == CSV:
        return await request.body()
    if kind == FORM:
        return await _from_form(request)
    detail = f"Send the file as {CSV}, or as the field `{FIELD}` of {FORM}."
    raise ProblemRaised(MEDIA, detail, [Fault("Content-Type", detail)])


async def _from_form(request: Ask) -> bytes:
    try:
        form = await request.form()
    except (HTTPException, ProblemRaised):
        raise
    except Exception as error:  # the parser raises many kinds, and all of them mean this
        raise invalid("body", "is no multipart form") from error
    found = form.getall(FIELD, [])
    if len(found) != 1 or set(form) != {FIELD}:
        raise invalid(FIELD, "exactly one field of this name holds the file")
    file = found[0]
    return await file.read() if isinstance(file, UploadFile) else str(file).encode()
