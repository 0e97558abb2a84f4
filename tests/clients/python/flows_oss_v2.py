"""The flows' calls, by alibabacloud-oss-v2. CRC checks stay on, as they are by default."""

import datetime
import urllib.parse

import alibabacloud_oss_v2 as oss

PACKAGE, SHORT = "alibabacloud-oss-v2", "v2sdk"
SCHEMES = ("v4", "v1")


def connect(endpoint, scheme, bucket):
    config = oss.config.load_default()
    config.credentials_provider = oss.credentials.StaticCredentialsProvider("testid", "testsecret")
    config.region = "cn-hangzhou"
    config.endpoint = endpoint
    config.signature_version = scheme
    client = oss.Client(config)
    client.put_bucket(oss.PutBucketRequest(bucket=bucket))
    return Sdk(client, bucket)


def bare(etag):
    return etag.strip('"')


class Sdk:
    """One bucket, by one scheme."""

    def __init__(self, client, bucket):
        self.client = client
        self.bucket = bucket

    def at(self, key):
        return {"bucket": self.bucket, "key": key}

    def put(self, key, body, meta=None):
        return bare(self.client.put_object(oss.PutObjectRequest(**self.at(key), body=body, metadata=meta)).etag)

    def get(self, key, byte_range=None):
        span = {}
        if byte_range is not None:
            first, last = ("" if end is None else end for end in byte_range)
            span = {"range_header": f"bytes={first}-{last}", "range_behavior": "standard"}
        with self.client.get_object(oss.GetObjectRequest(**self.at(key), **span)).body as body:
            return body.read()

    def head(self, key):
        found = self.client.head_object(oss.HeadObjectRequest(**self.at(key)))
        meta = {name.lower(): value for name, value in (found.metadata or {}).items()}
        return {"length": found.content_length, "etag": bare(found.etag), "meta": meta}

    def exists(self, key):
        return self.client.is_object_exist(self.bucket, key)

    def put_raw_meta(self, key, author):
        raise NotImplementedError("the client takes text alone, and requests refuses text beyond Latin-1")

    def code_of(self, call):
        """The status and code that a call is refused with."""
        try:
            call()
        except oss.exceptions.OperationError as error:
            inner = error.unwrap()
            return inner.status_code, inner.code
        return None

    def list_v1(self, prefix, delimiter, page):
        return self.pages(self.client.list_objects_paginator(), oss.ListObjectsRequest, prefix, delimiter, page)

    def list_v2(self, prefix, delimiter, page):
        return self.pages(self.client.list_objects_v2_paginator(), oss.ListObjectsV2Request, prefix, delimiter, page)

    def pages(self, paginator, request, prefix, delimiter, page):
        keys, prefixes = [], []
        asked = request(bucket=self.bucket, prefix=prefix, delimiter=delimiter or None, max_keys=page)
        for found in paginator.iter_page(asked):
            keys += [one.key for one in found.contents or []]
            prefixes += [one.prefix for one in found.common_prefixes or []]
        return keys, prefixes

    def start(self, key):
        return self.client.initiate_multipart_upload(oss.InitiateMultipartUploadRequest(**self.at(key))).upload_id

    def send_parts(self, key, upload, bodies):
        parts = []
        for number, body in enumerate(bodies, 1):
            ask = oss.UploadPartRequest(**self.at(key), upload_id=upload, part_number=number, body=body)
            parts.append(oss.UploadPart(part_number=number, etag=self.client.upload_part(ask).etag))
        return parts

    def finish(self, key, upload, parts):
        whole = oss.CompleteMultipartUpload(parts=parts)
        ask = oss.CompleteMultipartUploadRequest(**self.at(key), upload_id=upload, complete_multipart_upload=whole)
        return bare(self.client.complete_multipart_upload(ask).etag)

    def multipart(self, key, bodies):
        upload = self.start(key)
        return self.finish(key, upload, self.send_parts(key, upload, bodies))

    def abort(self, key, bodies):
        upload = self.start(key)
        self.send_parts(key, upload, bodies)
        parts = self.client.list_parts(oss.ListPartsRequest(**self.at(key), upload_id=upload)).parts
        self.client.abort_multipart_upload(oss.AbortMultipartUploadRequest(**self.at(key), upload_id=upload))
        after = self.client.list_multipart_uploads(oss.ListMultipartUploadsRequest(bucket=self.bucket)).uploads
        return [part.part_number for part in parts], upload in [one.upload_id for one in after or []]

    def part_copy(self, source, target, spans):
        upload = self.start(target)
        parts = []
        for number, (first, last) in enumerate(spans, 1):
            ask = oss.UploadPartCopyRequest(
                **self.at(target), upload_id=upload, part_number=number,
                source_bucket=self.bucket, source_key=source, source_range=f"bytes={first}-{last}",
            )
            parts.append(oss.UploadPart(part_number=number, etag=self.client.upload_part_copy(ask).etag))
        self.finish(target, upload, parts)

    def append(self, key, bodies):
        position = 0
        for body in bodies:
            ask = oss.AppendObjectRequest(**self.at(key), position=position, body=body)
            position = self.client.append_object(ask).next_position
        return position

    def copy(self, source, target):
        ask = oss.CopyObjectRequest(**self.at(target), source_bucket=self.bucket, source_key=source)
        return bare(self.client.copy_object(ask).etag)

    def delete(self, key):
        self.client.delete_object(oss.DeleteObjectRequest(**self.at(key)))

    def delete_many(self, keys):
        objects = [oss.DeleteObject(key=key) for key in keys]
        done = self.client.delete_multiple_objects(oss.DeleteMultipleObjectsRequest(bucket=self.bucket, objects=objects))
        return [one.key for one in done.deleted_objects or []]

    def presign(self, method, key, headers=None, overrides=None, expires=300):
        names = {name.replace("-", "_").lower(): value for name, value in {**(headers or {}), **(overrides or {})}.items()}
        request = {"GET": oss.GetObjectRequest, "HEAD": oss.HeadObjectRequest, "PUT": oss.PutObjectRequest}[method]
        return self.client.presign(request(**self.at(key), **names), expires=datetime.timedelta(seconds=expires)).url

    def put_acl(self, key, acl):
        self.client.put_object_acl(oss.PutObjectAclRequest(**self.at(key), acl=acl))

    def get_acl(self, key):
        return self.client.get_object_acl(oss.GetObjectAclRequest(**self.at(key))).acl

    def put_tags(self, key, tags):
        made = [oss.Tag(key=name, value=value) for name, value in tags.items()]
        tagging = oss.Tagging(tag_set=oss.TagSet(tags=made))
        self.client.put_object_tagging(oss.PutObjectTaggingRequest(**self.at(key), tagging=tagging))

    def get_tags(self, key):
        found = self.client.get_object_tagging(oss.GetObjectTaggingRequest(**self.at(key)))
        return {tag.key: tag.value for tag in (found.tag_set.tags if found.tag_set else None) or []}

    def delete_tags(self, key):
        self.client.delete_object_tagging(oss.DeleteObjectTaggingRequest(**self.at(key)))

    def symlink(self, link, target):
        self.client.put_symlink(oss.PutSymlinkRequest(**self.at(link), symlink_target=urllib.parse.quote(target)))

    def link_target(self, link):
        return urllib.parse.unquote(self.client.get_symlink(oss.GetSymlinkRequest(**self.at(link))).target)

    def encoded_meta(self, text):
        return {"author": urllib.parse.quote(text)}

    def decoded_meta(self, meta):
        return urllib.parse.unquote(meta["author"])
