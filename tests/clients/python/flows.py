"""Runs whole flows with the real Python SDKs, each against what came back.

Arguments: the server's address, such as http://127.0.0.1:8900, which has the access key testid:testsecret and the
region cn-hangzhou. Standard output: one JSON line per flow, {client, version, scheme, flow, ok, error}; standard
error: a closing table. `ok` is null where the client has no such call. The exit code is 1 when a flow failed.
"""

import importlib.metadata
import json
import os
import sys
import urllib.error
import urllib.request

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "installed", "python"))

import flows_curl  # noqa: E402  (the clients are found only now)
import flows_forms  # noqa: E402
import flows_opendal  # noqa: E402
import flows_oss2  # noqa: E402
import flows_oss_v2  # noqa: E402
from flows_tools import KEYS, curl_version, etag_of, same, short  # noqa: E402

PART = 100 * 1024  # the least that OSS takes for a part that is not the last
PARTS = [b"a" * PART, b"b" * PART, b"tail"]
def put_get(sdk):
    body = bytes(range(256)) * 5
    same("etag", sdk.put("flow/plain", body), etag_of(body))
    same("bytes", sdk.get("flow/plain"), body)
    same("empty etag", sdk.put("flow/empty", b""), etag_of(b""))
    same("empty bytes", sdk.get("flow/empty"), b"")


def ranges(sdk):
    sdk.put("flow/range", b"0123456789")
    same("2 to 5", sdk.get("flow/range", (2, 5)), b"2345")
    same("7 to the end", sdk.get("flow/range", (7, None)), b"789")
    same("the last 3", sdk.get("flow/range", (None, 3)), b"789")


def head(sdk):
    sdk.put("flow/head.txt", b"hello", {"author": "me", "two-words": "a b"})
    found = sdk.head("flow/head.txt")
    same("length", found["length"], 5)
    same("etag", found["etag"], etag_of(b"hello"))
    same("meta", (found["meta"].get("author"), found["meta"].get("two-words")), ("me", "a b"))
    same("a missing key", sdk.exists("flow/none"), False)


def error_code(sdk):
    same("status and code of a missing key", sdk.code_of(lambda: sdk.get("flow/none")), (404, "NoSuchKey"))


def list_with(call):
    def flow(sdk):
        names = [f"list-{call}/{name}" for name in ("a", "b c", "d+e", "\u4e2d", "sub/x", "sub/y")]
        for name in names:
            sdk.put(name, b"1")
        keys, prefixes = getattr(sdk, call)(f"list-{call}/", "", 2)
        same("keys, in pages of two", sorted(keys), sorted(names))
        keys, prefixes = getattr(sdk, call)(f"list-{call}/", "/", 100)
        same("keys above a delimiter", sorted(keys), sorted(names[:4]))
        same("prefixes", list(prefixes), [f"list-{call}/sub/"])

    return flow


def multipart(sdk):
    etag = sdk.multipart("flow/multipart", PARTS)
    same("suffix of the etag", etag[-2:], "-3")
    same("bytes", sdk.get("flow/multipart"), b"".join(PARTS))
    same("etag by head", sdk.head("flow/multipart")["etag"], etag)


def abort(sdk):
    listed, after = sdk.abort("flow/aborted", PARTS[:2])
    same("parts before, uploads after", (listed, after), ([1, 2], False))


def part_copy(sdk):
    sdk.put("flow/part-source", PARTS[0] + PARTS[1])
    sdk.part_copy("flow/part-source", "flow/part-copied", [(0, PART - 1), (PART, 2 * PART - 1)])
    same("bytes", sdk.get("flow/part-copied"), PARTS[0] + PARTS[1])


def append(sdk):
    sdk.delete("flow/append")
    same("next position", sdk.append("flow/append", [b"one", b"two", b"three"]), 11)
    same("bytes", sdk.get("flow/append"), b"onetwothree")


def copy(sdk):
    source = "flow/copy \u6e90+1"
    sdk.put(source, b"copied", {"author": "me"})
    same("etag", sdk.copy(source, "flow/copy \u76ee\u6807+2"), etag_of(b"copied"))
    same("bytes", sdk.get("flow/copy \u76ee\u6807+2"), b"copied")
    same("meta", sdk.head("flow/copy \u76ee\u6807+2")["meta"].get("author"), "me")


def delete(sdk):
    sdk.put("flow/gone", b"1")
    sdk.delete("flow/gone")
    same("exists", sdk.exists("flow/gone"), False)
    sdk.delete("flow/gone")


def delete_many(sdk):
    names = ["many/a", "many/b c", "many/d+e&<f>", "many/\u4e2d"]
    for name in names:
        sdk.put(name, b"1")
    same("deleted", sorted(sdk.delete_many(names)), sorted(names))
    same("exists", [sdk.exists(name) for name in names], [False] * 4)


def fetched(url, method="GET", body=None, headers=None):
    """What plain HTTP gets from a presigned URL."""
    ask = urllib.request.Request(url, data=body, method=method, headers=headers or {})
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(ask, timeout=20) as answer:
            return answer.read()
    except urllib.error.HTTPError as error:
        raise AssertionError(f"{error.code} {short(error.read().decode())}") from error


def presign_get(sdk):
    for key in ("flow/presigned", "flow/pre signed+\u4e2d"):
        sdk.put(key, b"presigned")
        same(key, fetched(sdk.presign("GET", key)), b"presigned")


def presign_put(sdk):
    key = "flow/presigned put+\u4e2d"
    kind = {"Content-Type": "text/plain"}
    fetched(sdk.presign("PUT", key, kind), "PUT", b"by hand", kind)
    same("bytes", sdk.get(key), b"by hand")


def presign_override(sdk):
    sdk.put("flow/presigned", b"presigned")
    url = sdk.presign("GET", "flow/presigned", overrides={"response-content-type": "text/x-flow"})
    with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(url, timeout=20) as answer:
        same("type", answer.headers["Content-Type"], "text/x-flow")


def acl(sdk):
    sdk.put("flow/acl", b"1")
    same("before", sdk.get_acl("flow/acl"), "default")
    sdk.put_acl("flow/acl", "public-read")
    same("after", sdk.get_acl("flow/acl"), "public-read")


def tagging(sdk):
    sdk.put("flow/tags", b"1")
    tags = {"k1": "v1", "key two": "a+b=c"}
    sdk.put_tags("flow/tags", tags)
    same("tags", sdk.get_tags("flow/tags"), tags)
    sdk.delete_tags("flow/tags")
    same("after deleting them", sdk.get_tags("flow/tags"), {})


def symlink(sdk):
    sdk.put("flow/target \u4e2d", b"target")
    sdk.symlink("flow/link", "flow/target \u4e2d")
    same("target", sdk.link_target("flow/link"), "flow/target \u4e2d")
    same("bytes", sdk.get("flow/link"), b"target")


def key(name):
    def flow(sdk):
        body = name.encode()
        same("etag", sdk.put(KEYS[name], body), etag_of(body))
        same("bytes", sdk.get(KEYS[name]), body)
        same("length by head", sdk.head(KEYS[name])["length"], len(body))
        listed, _ = sdk.list_v1(KEYS[name], "", 100)
        same("listed", listed, [KEYS[name]])
        sdk.delete(KEYS[name])
        same("exists", sdk.exists(KEYS[name]), False)

    return flow


def meta_not_ascii(sdk):
    sdk.put("flow/meta", b"1", sdk.encoded_meta("\u4f5c\u8005 \u00e9"))
    same("meta", sdk.decoded_meta(sdk.head("flow/meta")["meta"]), "\u4f5c\u8005 \u00e9")


def meta_raw(sdk):
    sdk.put_raw_meta("flow/meta", "\u4f5c\u8005 \u00e9")
    # requests reads header octets as Latin-1.
    same("meta", sdk.head("flow/meta")["meta"]["author"].encode("latin-1").decode(), "\u4f5c\u8005 \u00e9")


def meta_latin1_refused(sdk):
    """The clients sign this as UTF-8 and send it as Latin-1, so a server that signs what arrived must refuse it."""
    same("code", sdk.code_of(lambda: sdk.put("flow/meta", b"1", {"author": "\u00e9"})), (403, "SignatureDoesNotMatch"))


FLOWS = {
    "put-get": put_get,
    "range": ranges,
    "head": head,
    "error-code": error_code,
    "list-v1": list_with("list_v1"),
    "list-v2": list_with("list_v2"),
    "multipart": multipart,
    "abort": abort,
    "part-copy": part_copy,
    "append": append,
    "copy": copy,
    "delete": delete,
    "delete-many": delete_many,
    "presign-get": presign_get,
    "presign-put": presign_put,
    "presign-override": presign_override,
    "acl": acl,
    "tagging": tagging,
    "symlink": symlink,
    **{f"key-{name}": key(name) for name in KEYS},
    "meta-not-ascii": meta_not_ascii,
    "meta-raw": meta_raw,
    "meta-latin1-refused": meta_latin1_refused,
}


def run(subject, flow):
    """(ok, error) of one flow; ok is None where the client has no such call."""
    try:
        flow(subject)
    except NotImplementedError as absent:
        return None, str(absent)
    except Exception as error:  # whatever a client raises is the flow's failure
        return False, f"{type(error).__name__}: {error}"[:600]
    return True, None


def play(client, version, scheme, flows, subject):
    """Runs these flows with a client, prints a line for each, and tells how they went."""
    names = {True: [], False: [], None: []}
    for name, flow in flows.items():
        ok, error = run(subject, flow)
        line = {"client": client, "version": version, "scheme": scheme, "flow": name}
        print(json.dumps({**line, "ok": ok, "error": error}, ensure_ascii=False), flush=True)
        names[ok].append(name)
    return f"{client:22} {version:8} {scheme:4}", names


def main(endpoint):
    table = []
    for module in (flows_oss2, flows_oss_v2, flows_opendal):
        version = importlib.metadata.version(module.PACKAGE)
        for scheme in module.SCHEMES:
            sdk = module.connect(endpoint, scheme, f"flows-{module.SHORT}-{scheme}")
            table.append(play(module.PACKAGE, version, scheme, FLOWS, sdk))
            urls = flows_curl.Urls(endpoint, sdk)
            table.append(play("curl", curl_version(), f"{module.PACKAGE} {version} url-{scheme}", flows_curl.FLOWS, urls))
    for scheme in flows_forms.SCHEMES:
        form = flows_forms.connect(endpoint, scheme)
        table.append(play("requests", importlib.metadata.version("requests"), f"by hand post-{scheme}", flows_forms.FLOWS, form))
    for title, names in table:
        absent = f" (no such call: {' '.join(names[None])})" if names[None] else ""
        run_count = len(names[True]) + len(names[False])
        print(f"{title} {len(names[True]):3} of {run_count}  {' '.join(names[False])}{absent}", file=sys.stderr)
    return 1 if any(names[False] for _, names in table) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1].rstrip("/")))
