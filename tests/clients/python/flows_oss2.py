"""The flows' calls, by oss2. CRC checks stay on, as they are by default."""

import urllib.parse

import oss2
from oss2.models import PartInfo, Tagging, TaggingRule

PACKAGE, SHORT = "oss2", "oss2"
SCHEMES = {"v1": oss2.Auth, "v2": oss2.AuthV2, "v4": oss2.AuthV4}


def connect(endpoint, scheme, bucket):
    auth = SCHEMES[scheme]("testid", "testsecret")
    made = Sdk(oss2.Bucket(auth, endpoint, bucket, region="cn-hangzhou", connect_timeout=20))
    made.bucket.create_bucket()
    return made


class Sdk:
    """One bucket, by one scheme."""

    def __init__(self, bucket):
        self.bucket = bucket

    def put(self, key, body, meta=None):
        headers = {f"x-oss-meta-{name}": value for name, value in (meta or {}).items()}
        return self.bucket.put_object(key, body, headers=headers).etag

    def get(self, key, byte_range=None):
        return self.bucket.get_object(key, byte_range=byte_range).read()

    def head(self, key):
        found = self.bucket.head_object(key)
        prefix = "x-oss-meta-"
        meta = {name.lower()[len(prefix):]: value for name, value in found.headers.items() if name.lower().startswith(prefix)}
        return {"length": found.content_length, "etag": found.etag, "meta": meta}

    def exists(self, key):
        return self.bucket.object_exists(key)

    def put_raw_meta(self, key, author):
        self.bucket.put_object(key, b"1", headers={"x-oss-meta-author": author.encode()})

    def code_of(self, call):
        """The status and code that a call is refused with."""
        try:
            call()
        except oss2.exceptions.ServerError as error:
            return error.status, error.code
        return None

    def list_v1(self, prefix, delimiter, page):
        keys, prefixes, marker = [], [], ""
        while True:
            found = self.bucket.list_objects(prefix, delimiter, marker, page)
            keys += [one.key for one in found.object_list]
            prefixes += found.prefix_list
            if not found.is_truncated:
                return keys, prefixes
            marker = found.next_marker

    def list_v2(self, prefix, delimiter, page):
        keys, prefixes, token = [], [], ""
        while True:
            found = self.bucket.list_objects_v2(prefix, delimiter, token, max_keys=page)
            keys += [one.key for one in found.object_list]
            prefixes += found.prefix_list
            if not found.is_truncated:
                return keys, prefixes
            token = found.next_continuation_token

    def multipart(self, key, bodies):
        upload = self.bucket.init_multipart_upload(key).upload_id
        parts = []
        for number, body in enumerate(bodies, 1):
            done = self.bucket.upload_part(key, upload, number, body)
            parts.append(PartInfo(number, done.etag, size=len(body), part_crc=done.crc))
        return self.bucket.complete_multipart_upload(key, upload, parts).etag

    def abort(self, key, bodies):
        upload = self.bucket.init_multipart_upload(key).upload_id
        for number, body in enumerate(bodies, 1):
            self.bucket.upload_part(key, upload, number, body)
        listed = [part.part_number for part in self.bucket.list_parts(key, upload).parts]
        self.bucket.abort_multipart_upload(key, upload)
        return listed, upload in [one.upload_id for one in self.bucket.list_multipart_uploads().upload_list]

    def part_copy(self, source, target, spans):
        upload = self.bucket.init_multipart_upload(target).upload_id
        parts = []
        for number, span in enumerate(spans, 1):
            done = self.bucket.upload_part_copy(self.bucket.bucket_name, source, span, target, upload, number)
            parts.append(PartInfo(number, done.etag))
        self.bucket.complete_multipart_upload(target, upload, parts)

    def append(self, key, bodies):
        position, crc = 0, 0
        for body in bodies:
            done = self.bucket.append_object(key, position, body, init_crc=crc)
            position, crc = done.next_position, done.crc
        return position

    def copy(self, source, target):
        return self.bucket.copy_object(self.bucket.bucket_name, source, target).etag

    def delete(self, key):
        self.bucket.delete_object(key)

    def delete_many(self, keys):
        return self.bucket.batch_delete_objects(keys).deleted_keys

    def presign(self, method, key, headers=None, overrides=None, expires=300):
        return self.bucket.sign_url(method, key, expires, headers=headers, params=overrides, slash_safe=True)

    def put_acl(self, key, acl):
        self.bucket.put_object_acl(key, acl)

    def get_acl(self, key):
        return self.bucket.get_object_acl(key).acl

    def put_tags(self, key, tags):
        rule = TaggingRule()
        for name, value in tags.items():
            rule.add(name, value)
        self.bucket.put_object_tagging(key, Tagging(rule))

    def get_tags(self, key):
        return dict(self.bucket.get_object_tagging(key).tag_set.tagging_rule)

    def delete_tags(self, key):
        self.bucket.delete_object_tagging(key)

    def symlink(self, link, target):
        self.bucket.put_symlink(target, link)

    def link_target(self, link):
        return self.bucket.get_symlink(link).target_key

    def encoded_meta(self, text):
        return {"author": urllib.parse.quote(text)}

    def decoded_meta(self, meta):
        return urllib.parse.unquote(meta["author"])
