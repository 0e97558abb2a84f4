"""The flows' calls, by Apache OpenDAL (Rust), through its Python package. It signs with V1 alone.

In path style it signs `/bucket` where the service signs `/bucket/`, so it asks for the name of the real service, through
the server as its HTTP proxy: every target is in absolute form.
"""

import asyncio
import os
import urllib.parse

import opendal

PACKAGE, SHORT = "opendal", "opendal"
SCHEMES = ("v1",)
MISSING = opendal.exceptions.NotFound


def connect(endpoint, scheme, bucket):
    # Read when a client is made. The other clients have theirs; and through it they would come to the same server.
    os.environ["http_proxy"] = endpoint
    where = {"endpoint": "http://oss-cn-hangzhou.aliyuncs.com", "bucket": bucket}
    urls = {"presign_endpoint": endpoint, "presign_addressing_style": "path"}
    return Sdk(opendal.Operator("oss", **where, **urls, access_key_id="testid", access_key_secret="testsecret"))


def absent(what):
    raise NotImplementedError(f"the client has no {what}")


class Sdk:
    """One bucket."""

    def __init__(self, operator):
        self.operator = operator

    def put(self, key, body, meta=None):
        self.check(key)
        self.operator.write(key, body, user_metadata=meta)
        return self.head(key)["etag"]

    def check(self, key):
        """OpenDAL takes keys for paths, and makes one slash of two."""
        if "//" in key:
            absent("keys with //")

    def get(self, key, byte_range=None):
        first, last = byte_range or (0, None)
        if first is None:
            first = self.operator.stat(key).content_length - last
            last = None
        size = None if last is None else last - first + 1
        return bytes(self.operator.read(key, offset=first, size=size))

    def head(self, key):
        found = self.operator.stat(key)
        return {"length": found.content_length, "etag": found.etag.strip('"'), "meta": found.user_metadata or {}}

    def exists(self, key):
        return self.operator.exists(key)

    def put_raw_meta(self, key, author):
        """It sends the text as UTF-8 and leaves it out of what it signs."""
        absent("signature over metadata that is not ASCII")

    def code_of(self, call):
        """The status and code that a call is refused with."""
        try:
            call()
        except (MISSING, opendal.exceptions.PermissionDenied) as error:
            text = str(error)
            return int(text.split("status: ")[1][:3]), text.split('code: "')[1].split('"')[0]
        return None

    def list_v1(self, prefix, delimiter, page):
        """It has ListObjectsV2 alone, which finds a single key as well."""
        if delimiter or page < 100:
            absent("ListObjects")
        return self.list_v2(prefix, delimiter, page)

    def list_v2(self, prefix, delimiter, page):
        found = self.operator.list(prefix, recursive=not delimiter, limit=page)
        paths = [entry.path for entry in found]
        return [path for path in paths if not path.endswith("/")], [path for path in paths if path.endswith("/")]

    def multipart(self, key, bodies):
        self.operator.write(key, b"".join(bodies), chunk=len(bodies[0]))
        return self.head(key)["etag"]

    def abort(self, key, bodies):
        absent("call that ends an upload")

    def part_copy(self, source, target, spans):
        absent("UploadPartCopy")

    def append(self, key, bodies):
        for body in bodies:
            self.operator.write(key, body, append=True)
        return self.head(key)["length"]

    def copy(self, source, target):
        self.operator.copy(source, target)
        return self.head(target)["etag"]

    def delete(self, key):
        self.operator.delete(key)

    def delete_many(self, keys):
        """It empties folders, and deletes many at once for that."""
        folder = keys[0][: keys[0].index("/") + 1]
        before, _ = self.list_v2(folder, "", 100)
        self.operator.remove_all(folder)
        return [key for key in before if not self.exists(key)]

    def presign(self, method, key, headers=None, overrides=None, expires=300):
        self.check(key)
        if overrides:
            absent("override in a presigned URL")
        kind = {"content_type": headers["Content-Type"]} if headers else {}
        if method == "PUT":
            return self.presigned("presign_write", key, expires, **kind)
        return self.presigned({"GET": "presign_read", "HEAD": "presign_stat"}[method], key, expires)

    def presigned(self, call, key, expires, **options):
        async def made():
            return await getattr(self.operator.to_async_operator(), call)(key, expires, **options)

        return asyncio.run(made()).url

    def put_acl(self, key, acl):
        absent("access lists")

    get_acl = put_tags = get_tags = delete_tags = symlink = link_target = lambda self, *_: absent("such call")

    def encoded_meta(self, text):
        return {"author": urllib.parse.quote(text)}

    def decoded_meta(self, meta):
        return urllib.parse.unquote(meta["author"])
