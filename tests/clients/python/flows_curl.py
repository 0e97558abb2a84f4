"""curl with URLs that a client presigned."""

import time

from flows_tools import KEYS, curl, element, refused, same

TEXT = {"Content-Type": "text/plain"}


class Urls:
    """One client's URLs, one of which is made now and over when the last flow asks for it."""

    def __init__(self, endpoint, sdk):
        self.endpoint = endpoint
        self.sdk = sdk
        sdk.put("curl/expired", b"over")
        self.expired, self.over_at = sdk.presign("GET", "curl/expired", expires=2), time.monotonic() + 3.1

    def ask(self, method, key, *args, headers=None, overrides=None, body=b""):
        return curl(self.endpoint, *args, self.sdk.presign(method, key, headers, overrides), body=body)

    def put(self, key, body, *args, headers=None):
        """Stores a body that curl reads from a pipe, with its length said."""
        length = ["-H", f"Content-Length: {len(body)}", "-H", "Transfer-Encoding:"]
        stored(self.ask("PUT", key, "-T", "-", *length, *args, headers=headers, body=body))


def stored(answer):
    status, _, body = answer
    same("answer", (status, body), (200, b""))


def put_with_type(urls):
    urls.put("curl/typed", b"typed", "-H", "Content-Type: text/plain", headers=TEXT)
    _, fields, body = urls.ask("GET", "curl/typed")
    same("bytes and type", (body, fields["content-type"]), (b"typed", "text/plain"))


def put_chunked(urls):
    stored(urls.ask("PUT", "curl/chunked", "-T", "-", body=b"in chunks"))
    same("bytes", urls.sdk.get("curl/chunked"), b"in chunks")


def put_expecting_100(urls):
    body = b"x" * (3 << 20)
    urls.put("curl/large", body, "-H", "Expect: 100-continue")
    same("bytes", urls.sdk.get("curl/large"), body)


def byte_range(urls):
    urls.sdk.put("curl/range", b"0123456789")
    status, _, body = urls.ask("GET", "curl/range", "-r", "2-5")
    same("status and bytes", (status, body), (206, b"2345"))


def head(urls):
    urls.sdk.put("curl/head", b"hello")
    status, fields, _ = urls.ask("HEAD", "curl/head", "-I")
    same("status and length", (status, fields["content-length"]), (200, "5"))


def override(urls):
    urls.sdk.put("curl/override", b"1")
    _, fields, _ = urls.ask("GET", "curl/override", overrides={"response-content-type": "text/x-flow"})
    same("type", fields["content-type"], "text/x-flow")


def type_added_refused(urls):
    """curl gives a body that it was told as data the type of a form, which the URL's signature does not cover."""
    refused(urls.ask("PUT", "curl/data", "-X", "PUT", "--data-binary", "by hand"), 403, "SignatureDoesNotMatch")


def method_changed_refused(urls):
    refused(urls.ask("GET", "curl/head", "-X", "DELETE"), 403, "SignatureDoesNotMatch")


def key_changed_refused(urls):
    url = urls.sdk.presign("GET", "curl/head").replace("head", "range")
    refused(curl(urls.endpoint, url), 403, "SignatureDoesNotMatch")


def expired_refused(urls):
    time.sleep(max(0, urls.over_at - time.monotonic()))
    answer = curl(urls.endpoint, urls.expired)
    refused(answer, 403, "AccessDenied")
    same("message", element(answer[2], "Message"), "Request has expired.")


def key(name):
    def flow(urls):
        body = f"by curl, {name}".encode()
        urls.put(KEYS[name], body)
        same("bytes by curl", urls.ask("GET", KEYS[name])[2], body)
        same("bytes by the client", urls.sdk.get(KEYS[name]), body)

    return flow


FLOWS = {
    "put-with-type": put_with_type,
    "put-chunked": put_chunked,
    "put-expecting-100": put_expecting_100,
    "range": byte_range,
    "head": head,
    "override": override,
    "type-added-refused": type_added_refused,
    "method-changed-refused": method_changed_refused,
    "key-changed-refused": key_changed_refused,
    **{f"key-{name}": key(name) for name in KEYS},
    # The last, so that its URL has had time to expire.
    "expired-refused": expired_refused,
}
