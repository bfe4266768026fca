"""Receives catalogs from dealer-sync: verifies each message, stores it once and confirms it.

Needs Python 3.9 and nothing else. To run it, behind a server that does TLS:
    WEBHOOK_SECRET=... PORT=8080 DATA=recibido python3 receiver.py

For production replace store_once: keep the catalog and the webhook-id in one transaction of your
database, with a unique key on the webhook-id. Run it by a server for production, too (WSGI).
"""

import base64
import hashlib
import hmac
import json
import os
import tempfile
import threading
import time
import traceback
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

PROCESSES = {"ProductList", "CampaignList"}
TOLERANCE_SECONDS = 300
MOST_BYTES = 32 * 1024 * 1024

DIRECTORY = Path(os.environ.get("DATA", "recibido"))
# One message at a time, in this process.
LOCK = threading.Lock()


def key(secret):
    if secret.startswith("whsec_"):
        return base64.b64decode(secret[len("whsec_"):])
    return secret.encode("utf-8")


KEY = key(os.environ["WEBHOOK_SECRET"])


def receive(headers, body):
    """The status and the JSON to answer with. The body must be the bytes as they came."""
    message_id = headers.get("webhook-id", "")
    if not is_genuine(
        message_id,
        headers.get("webhook-timestamp", ""),
        headers.get("webhook-signature", ""),
        body,
    ):
        return 401, {"error": "La firma o la hora no son válidas"}
    head = head_of(body)
    if head is None:
        return 400, {"error": "Falta procesodetalle"}
    if head.get("proceso") not in PROCESSES:
        return 422, {"error": "Proceso no soportado"}
    store_once(message_id, head, body)
    return 200, {"ackToken": token(message_id)}


def is_genuine(message_id, timestamp, signatures, body):
    if not message_id or not (timestamp.isascii() and timestamp.isdigit()):
        return False
    if abs(time.time() - int(timestamp)) > TOLERANCE_SECONDS:
        return False
    signed = f"{message_id}.{timestamp}.".encode("utf-8") + body
    digest = hmac.new(KEY, signed, hashlib.sha256).digest()
    expected = b"v1," + base64.b64encode(digest)
    return any(
        hmac.compare_digest(expected, signature.encode("utf-8"))
        for signature in signatures.split(" ")
    )


def head_of(body):
    try:
        head = json.loads(body)["procesodetalle"][0]
    except (ValueError, LookupError, TypeError):
        return None
    return head if isinstance(head, dict) else None


def store_once(message_id, head, body):
    mark = DIRECTORY / (sha256(message_id) + ".id")
    catalog = DIRECTORY / (head["proceso"] + ".json")
    with LOCK:
        if mark.exists():
            return
        # A message that was long on its way must not undo a newer one; it is confirmed all the same.
        newest = head_of(catalog.read_bytes()) if catalog.exists() else None
        if newest is None or order(head) >= order(newest):
            write(catalog, body)
        # Last: after a crash in between, the repeat stores the same catalog again.
        write(mark, b"")


def order(head):
    """Greater for a newer load."""
    return (head.get("fechaCarga") or "", head.get("eventoCargaProcesoId") or 0)


def write(file, content):
    """All of it or nothing, also if this process is killed."""
    handle, part = tempfile.mkstemp(dir=DIRECTORY)
    with os.fdopen(handle, "wb") as out:
        out.write(content)
    os.replace(part, file)


def token(message_id):
    """The same message always has the same token."""
    return "ACK-" + sha256(message_id)[:32]


def sha256(text):
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self):
        length = int(self.headers.get("Content-Length", 0))
        if length > MOST_BYTES:
            self.close_connection = True
            self.answer(413, {"error": "Mensaje demasiado grande"})
            return
        try:
            status, content = receive(self.headers, self.rfile.read(length))
        except Exception:
            # dealer-sync sends it again.
            traceback.print_exc()
            status, content = 500, {"error": "Error interno"}
        self.answer(status, content)

    def answer(self, status, content):
        body = json.dumps(content).encode("utf-8")
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


if __name__ == "__main__":
    DIRECTORY.mkdir(parents=True, exist_ok=True)
    port = int(os.environ.get("PORT", "8080"))
    ThreadingHTTPServer(("127.0.0.1", port), Handler).serve_forever()
