"""Files: up by multipart, by file_id, by address; down again for bots and for people."""

import io
import struct
import zlib
from typing import Any

import aiohttp

from tests.playground.conftest import ADA, TOKEN, Bench


def png(width: int, height: int) -> bytes:
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    chunk = struct.pack(">I", len(head)) + b"IHDR" + head + struct.pack(">I", zlib.crc32(b"IHDR" + head))
    return b"\x89PNG\r\n\x1a\n" + chunk


async def upload(bench: Bench, method: str, field: str, content: bytes, name: str, **args: str) -> dict[str, Any]:
    form = aiohttp.FormData({"chat_id": str(ADA), **args})
    form.add_field(field, io.BytesIO(content), filename=name, content_type="application/octet-stream")
    async with bench.http.post(f"{bench.origin}/bot{TOKEN}/{method}", data=form) as answer:
        said: dict[str, Any] = await answer.json()
        return said


async def test_a_document_goes_up_and_comes_down(bench: Bench) -> None:
    receipt = "Beleg für A-1\n".encode()
    sent = (
        await upload(bench, "sendDocument", "document", receipt, "beleg.txt", caption="<b>Beleg</b>", parse_mode="HTML")
    )["result"]
    assert sent["caption_entities"] == [{"type": "bold", "offset": 0, "length": 5}]
    document = sent["document"]
    assert (document["file_name"], document["mime_type"], document["file_size"]) == (
        "beleg.txt",
        "text/plain",
        len(receipt),
    )

    path = (await bench.bot("getFile", file_id=document["file_id"]))["file_path"]
    async with bench.http.get(f"{bench.origin}/file/bot{TOKEN}/{path}") as answer:
        assert await answer.read() == receipt
    async with bench.http.get(f"{bench.origin}/file/bot1:x/{path}") as answer:
        assert answer.status == 401
    async with bench.http.get(f"{bench.origin}/file/bot{TOKEN}/documents/file_99.txt") as answer:
        assert answer.status == 404

    seen = (await bench.chat(ADA))["messages"][-1]
    assert (seen["text"], seen["document"]["file_name"]) == ("Beleg", "beleg.txt")
    async with bench.http.get(bench.origin + seen["document"]["url"]) as answer:
        assert await answer.read() == receipt
        assert answer.headers["Content-Disposition"] == 'attachment; filename="beleg.txt"'
        assert "sandbox" in answer.headers["Content-Security-Policy"]

    again = await bench.bot("sendDocument", chat_id=ADA, document=document["file_id"])
    assert again["document"]["file_id"] == document["file_id"]
    words = "400 Bad Request: can't use file of type Document as Photo"
    assert await bench.refused("sendPhoto", chat_id=ADA, photo=document["file_id"]) == words


async def test_a_photo_has_its_size(bench: Bench) -> None:
    sent = (await upload(bench, "sendPhoto", "picture", png(640, 480), "a.png", photo="attach://picture"))["result"]
    assert (sent["photo"][0]["width"], sent["photo"][0]["height"]) == (640, 480)
    seen = (await bench.chat(ADA))["messages"][-1]
    async with bench.http.get(bench.origin + seen["photo"]["url"]) as answer:
        assert answer.content_type == "image/png"
    no_picture = await upload(bench, "sendPhoto", "photo", b"text", "a.png")
    assert no_picture["description"] == "Bad Request: IMAGE_PROCESS_FAILED"
    too_wide = await upload(bench, "sendPhoto", "photo", png(9000, 2000), "a.png")
    assert too_wide["description"] == "Bad Request: PHOTO_INVALID_DIMENSIONS"


async def test_files_that_are_not_there(bench: Bench) -> None:
    assert await bench.refused("sendPhoto", chat_id=ADA) == "400 Bad Request: there is no photo in the request"
    words = "400 Bad Request: wrong file identifier/HTTP URL specified"
    assert await bench.refused("sendDocument", chat_id=ADA, document="nothing") == words
    assert await bench.refused("getFile", file_id="nothing") == "400 Bad Request: invalid file_id"
    empty = await upload(bench, "sendDocument", "document", b"", "a.txt")
    assert empty["description"] == "Bad Request: file must be non-empty"
    long = await bench.refused("sendDocument", chat_id=ADA, document="https://a.de/x.pdf", caption="x" * 1025)
    assert long == "400 Bad Request: message caption is too long"


async def test_an_address_is_believed(bench: Bench) -> None:
    sent = await bench.bot("sendDocument", chat_id=ADA, document="https://shop.example/price%20list.pdf")
    assert sent["document"]["mime_type"] == "application/pdf"


async def test_a_caption_is_edited(bench: Bench) -> None:
    sent = await bench.bot("sendDocument", chat_id=ADA, document="https://a.de/x.pdf", caption="one")
    there = {"chat_id": ADA, "message_id": sent["message_id"]}
    assert (await bench.bot("editMessageCaption", **there, caption="two"))["caption"] == "two"
    words = "400 Bad Request: there is no text in the message to edit"
    assert await bench.refused("editMessageText", **there, text="x") == words
