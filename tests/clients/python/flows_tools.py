"""What the flows of every kind need: checks, keys that need escaping, and curl."""

import hashlib
import re
import subprocess
import urllib.parse

KEYS = {
    "space": "flow/a b c",
    "plus": "flow/a+b",
    "percent": "flow/100%25 %zz",
    "chinese": "flow/\u4e2d\u6587/\u6587\u4ef6",
    "quotes": "flow/\"double\" 'single'",
    "double-slash": "flow//a//b",
    "reserved": "flow/a&b=c;d:e@f,g$h!i*j(k)~",
}


def same(what, got, want):
    """Fails unless they are equal."""
    if got != want:
        raise AssertionError(f"{what}: {short(got)} in the place of {short(want)}")


def short(value):
    text = repr(value)
    return text if len(text) < 120 else f"{text[:100]}... ({len(text)} characters)"


def etag_of(body):
    """The ETag of an object that was put whole: its MD5, in capitals."""
    return hashlib.md5(body).hexdigest().upper()


def element(document, name):
    """The text of an element of OSS's XML, or None."""
    found = re.search(f"<{name}>([^<]*)</{name}>".encode(), document)
    return found and found.group(1).decode()


def refused(answer, status, code):
    """Fails unless it is OSS's refusal."""
    got, _, body = answer
    same("refusal", (got, element(body, "Code")), (status, code))


def curl_version():
    return subprocess.run(["curl", "--version"], capture_output=True, check=True, text=True).stdout.split(" ")[1]


def curl(endpoint, *args, body=b""):
    """What curl gets: (status, fields, body). All connections lead to the server at `endpoint`, whatever the URL's host."""
    where = urllib.parse.urlsplit(endpoint)
    lead = ["--noproxy", "*", "--connect-to", f"::{where.hostname}:{where.port}"]
    command = ["curl", "-sS", "-i", "--globoff", "--max-time", "20", *lead, *args]
    printed = subprocess.run(command, input=body, capture_output=True, timeout=30)
    if printed.returncode != 0:
        raise AssertionError(f"curl ended with {printed.returncode}: {printed.stderr.decode()}")
    rest, status = printed.stdout, 100
    while status < 200:  # interim answers stand before the last
        head, _, rest = rest.partition(b"\r\n\r\n")
        first, *lines = head.decode("latin-1").split("\r\n")
        status = int(first.split(" ")[1])
    fields = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
    return status, fields, rest
