"""Plays cases with real Python clients.

Standard input: one JSON job; standard output: one JSON line per case, in order.
The job and the cases are those of ../node/driver.js.
"""

import base64
import datetime
import email.utils
import hashlib
import hmac
import importlib.metadata
import json
import logging
import os
import platform
import re
import signal
import sys
import urllib.request

import alibabacloud_oss_v2
import oss2
import requests

TYPES = {".png": "image/png", ".jpg": "image/jpeg", ".txt": "text/plain"}


class SignedText:
    """Keeps the last text that went into an HMAC-SHA1 here: the client's own string to sign."""

    def __init__(self):
        self.last = None
        real = hmac.new

        def new(key, msg=None, digestmod=""):
            made = real(key, msg, digestmod)
            if made.name != "hmac-sha1":
                return made
            if msg is not None:
                self.last = bytes(msg).decode()
            return Watched(made, self)

        hmac.new = new

    def take(self):
        text, self.last = self.last, None
        return text


class Watched:
    """An HMAC that shows what it is given."""

    def __init__(self, made, signed):
        self.made, self.signed = made, signed

    def update(self, data):
        self.signed.last = bytes(data).decode()
        self.made.update(data)

    def digest(self):
        return self.made.digest()

    def hexdigest(self):
        return self.made.hexdigest()


# --- sources: what is handed to the upload ---


def fetched(ask):
    return requests.request(ask["method"], ask["url"], data=ask["json"], stream=True, timeout=10)


def urlopen(ask):
    data = ask["json"].encode() if ask["json"] is not None else None
    return urllib.request.urlopen(urllib.request.Request(ask["url"], data=data, method=ask["method"]), timeout=10)


SOURCES = {
    "bytes": lambda ask: b"hello",
    "file": lambda ask: open(ask["file"], "rb"),
    "requests-response": fetched,
    "requests-raw": lambda ask: fetched(ask).raw,
    "requests-iter": lambda ask: fetched(ask).iter_content(8192),
    "urlopen": urlopen,
}

# --- vias ---


def to_file(body, ask):
    path = os.path.join(ask["folder"], "download")
    with open(path, "wb") as file:
        file.write(body.content)
    return open(path, "rb")


VIAS = {
    "direct": lambda body, ask: body,
    "file": to_file,
    "buffer": lambda body, ask: body.content,
}

# --- destinations: each returns when the server accepted, and raises when not ---


def with_oss2(job, key, body):
    bucket = oss2.Bucket(oss2.Auth(job["id"], job["secret"]), job["endpoint"], job["bucket"])
    bucket.put_object(key, body)


def with_oss_v2(job, key, body):
    config = alibabacloud_oss_v2.config.load_default()
    config.credentials_provider = alibabacloud_oss_v2.credentials.StaticCredentialsProvider(job["id"], job["secret"])
    config.region = "cn-hangzhou"
    config.endpoint = job["endpoint"]
    config.signature_version = "v1"
    config.retry_max_attempts = 1
    client = alibabacloud_oss_v2.Client(config)
    client.put_object(alibabacloud_oss_v2.PutObjectRequest(bucket=job["bucket"], key=key, body=body))


class Refused(Exception):
    """A server's answer to a PUT that was signed by hand."""


def with_requests(job, key, body):
    date = email.utils.format_datetime(datetime.datetime.now(datetime.timezone.utc), usegmt=True)
    kind = TYPES.get(os.path.splitext(key)[1])
    text = "\n".join(["PUT", "", kind or "", date, f"/{job['bucket']}/{key}"])
    mac = hmac.new(job["secret"].encode(), text.encode(), hashlib.sha1).digest()
    headers = {"Date": date}
    if kind is not None:
        headers["Content-Type"] = kind
    headers["Authorization"] = f"OSS {job['id']}:{base64.b64encode(mac).decode()}"
    answer = requests.put(f"{job['endpoint']}/{job['bucket']}/{key}", data=body, headers=headers, timeout=10)
    if not answer.ok:
        raise Refused(answer.status_code, answer.text)


DESTINATIONS = {
    "oss2": (with_oss2, "oss2"),
    "oss-v2": (with_oss_v2, "alibabacloud-oss-v2"),
    "requests": (with_requests, "requests"),
}


def error_of(error):
    """What the client reports, as {code, status, message}."""
    if isinstance(error, oss2.exceptions.ServerError):
        return {"code": error.code, "status": error.status, "message": error.message}
    if isinstance(error, Refused):
        status, text = error.args
        element = lambda name: (re.findall(f"<{name}>([^<]*)</{name}>", text) or [""])[0]
        return {"code": element("Code"), "status": status, "message": element("Message")}
    inner = getattr(error, "unwrap", lambda: None)() or error
    if isinstance(inner, alibabacloud_oss_v2.exceptions.ServiceError):
        return {"code": inner.code, "status": inner.status_code, "message": inner.message}
    return {"code": type(error).__name__, "status": None, "message": str(error)}


class TooLong(Exception):
    """A case did not end within its time."""


def ring(signal_number, frame):
    raise TooLong("no end within the time of a case")


def version(name):
    return f"{name}@{importlib.metadata.version(name)}"


def play(job, case, signed):
    ask = {"method": "GET", "json": None, **job["asks"].get(case["origin"], {})}
    ask["url"] = f"{job['origin']}/{case['origin']}/{case['id']}"
    ask["file"] = os.path.join(job["folder"], "local")
    ask["folder"] = job["folder"]
    send, package = DESTINATIONS[case["destination"]]
    signed.take()
    error = None
    signal.setitimer(signal.ITIMER_REAL, job["timeoutMs"] / 1000)
    try:
        send(job, case["key"], VIAS[case["via"]](SOURCES[case["source"]](ask), ask))
    except Exception as raised:  # whatever a client raises is its report
        error = error_of(raised)
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
    source = "requests" if case["source"].startswith("requests-") else None
    return {
        "case": case["id"],
        "versions": {
            "python": platform.python_version(),
            "destination": version(package),
            "destination_http": None if package == "requests" else version("requests"),
            "source": source and version(source),
        },
        "ok": error is None,
        "error": error,
        "signed": signed.take(),
    }


def main():
    logging.disable(logging.CRITICAL)
    signal.signal(signal.SIGALRM, ring)
    job = json.load(sys.stdin)
    signed = SignedText()
    with open(os.path.join(job["folder"], "local"), "wb") as file:
        file.write(b"hello")
    for case in job["cases"]:
        print(json.dumps(play(job, case, signed)), flush=True)


if __name__ == "__main__":
    main()
