"""Browser uploads: forms sent by requests, their policies signed by hand as the vendor's samples do it.

Neither oss2 nor alibabacloud-oss-v2 signs policies; both show in a sample (`examples/post_object.py`,
`sample/post_object.py`) how to do it with the standard library.
"""

import base64
import datetime
import hashlib
import hmac
import json
import urllib.parse

import flows_oss2
import requests
from flows_tools import KEYS, element, refused, same

SCHEMES = ("v1", "v4")
REGION = "cn-hangzhou"
PAGE = "http://page.example/done"


def connect(endpoint, scheme):
    return Forms(endpoint, scheme, flows_oss2.connect(endpoint, scheme, f"flows-forms-{scheme}"))


def mac(key, text, digest=hashlib.sha256):
    return hmac.new(key, text.encode(), digest)


def later(seconds):
    return datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(seconds=seconds)


class Forms:
    """Forms to one bucket, signed by one scheme."""

    def __init__(self, endpoint, scheme, sdk):
        self.endpoint = endpoint
        self.scheme = scheme
        self.sdk = sdk
        self.bucket = sdk.bucket.bucket_name
        self.session = requests.Session()
        self.session.trust_env = False

    def claim(self, conditions, expires):
        policy = {"expiration": expires.strftime("%Y-%m-%dT%H:%M:%S.000Z"), "conditions": conditions}
        if self.scheme == "v1":
            text = base64.b64encode(json.dumps(policy).encode()).decode()
            signature = base64.b64encode(mac(b"testsecret", text, hashlib.sha1).digest()).decode()
            return {"OSSAccessKeyId": "testid", "policy": text, "Signature": signature}
        now = later(0)
        day = now.strftime("%Y%m%d")
        version = {
            "x-oss-signature-version": "OSS4-HMAC-SHA256",
            "x-oss-credential": f"testid/{day}/{REGION}/oss/aliyun_v4_request",
            "x-oss-date": now.strftime("%Y%m%dT%H%M%SZ"),
        }
        policy["conditions"] = conditions + [{name: value} for name, value in version.items()]
        text = base64.b64encode(json.dumps(policy).encode()).decode()
        key = b"aliyun_v4testsecret"
        for step in (day, REGION, "oss", "aliyun_v4_request"):
            key = mac(key, step).digest()
        return {**version, "policy": text, "x-oss-signature": mac(key, text).hexdigest()}

    def post(self, key, more=None, conditions=(), expires=60, name="a.txt", body=b"hello", kind=None, edits=None):
        """What comes back: (status, fields, body). `edits` take the place of fields of the claim."""
        claim = self.claim([{"bucket": self.bucket}, *conditions], later(expires))
        fields = {"key": key, **claim, **(edits or {}), **(more or {})}
        file = (name, body, kind) if kind else (name, body)
        answer = self.session.post(
            f"{self.endpoint}/{self.bucket}/", data=fields, files={"file": file}, allow_redirects=False, timeout=20
        )
        return answer.status_code, {name.lower(): value for name, value in answer.headers.items()}, answer.content


def succeeded(answer, status):
    got, _, body = answer
    same("answer", (got, body if got >= 400 else b""), (status, b""))


def default_204(forms):
    answer = forms.post("form/plain")
    succeeded(answer, 204)
    same("etag", answer[1]["etag"], '"5D41402ABC4B2A76B9719D911017C592"')
    same("bytes", forms.sdk.get("form/plain"), b"hello")


def status_200(forms):
    succeeded(forms.post("form/200", {"success_action_status": "200"}), 200)


def status_201(forms):
    status, _, body = forms.post("form/201", {"success_action_status": "201"})
    same("document", (status, element(body, "Bucket"), element(body, "Key")), (201, forms.bucket, "form/201"))


def redirect(forms):
    status, fields, _ = forms.post("form/to", {"success_action_redirect": PAGE})
    query = urllib.parse.parse_qs(urllib.parse.urlsplit(fields["location"]).query)
    wanted = {"bucket": [forms.bucket], "etag": ['"5D41402ABC4B2A76B9719D911017C592"'], "key": ["form/to"]}
    same("status and target", (status, query), (303, wanted))


def file_name_in_key(forms):
    succeeded(forms.post("form/${filename}", name="\u6587\u4ef6 1+2.txt"), 204)
    same("bytes", forms.sdk.get("form/\u6587\u4ef6 1+2.txt"), b"hello")


def metadata(forms):
    succeeded(forms.post("form/meta", {"x-oss-meta-author": "me", "Cache-Control": "no-cache"}, kind="text/x-flow"), 204)
    found = forms.sdk.bucket.head_object("form/meta").headers
    wanted = ("me", "no-cache", "text/x-flow")
    same("fields", (found["x-oss-meta-author"], found["Cache-Control"], found["Content-Type"]), wanted)


def large_file(forms):
    body = bytes(range(256)) * 4096 * 5
    succeeded(forms.post("form/large", body=body), 204)
    same("bytes", forms.sdk.get("form/large"), body)


def conditions_met(forms):
    conditions = [
        ["eq", "$key", "form/all"], ["starts-with", "$x-oss-meta-a", "on"], ["content-length-range", 5, 5],
        ["in", "$success_action_status", ["200", "201"]], ["not-in", "$x-oss-meta-b", ["no"]],
    ]
    more = {"x-oss-meta-a": "one", "x-oss-meta-b": "yes", "success_action_status": "200"}
    succeeded(forms.post("form/all", more, conditions), 200)


def key_refused(forms):
    answer = forms.post("form/other", conditions=[["starts-with", "$key", "user/"]])
    refused(answer, 403, "AccessDenied")
    same("exists", forms.sdk.exists("form/other"), False)


def large_refused(forms):
    refused(forms.post("form/big", conditions=[["content-length-range", 0, 4]]), 400, "EntityTooLarge")


def small_refused(forms):
    refused(forms.post("form/small", conditions=[["content-length-range", 6, 9]]), 400, "EntityTooSmall")


def expired_refused(forms):
    answer = forms.post("form/over", expires=-1)
    refused(answer, 403, "AccessDenied")
    same("message", element(answer[2], "Message"), "Invalid according to Policy: Policy expired.")


def signature_refused(forms):
    refused(forms.post("form/bad", edits={"policy": "e30="}), 403, "SignatureDoesNotMatch")


def unreadable_policy_refused(forms):
    """Signed, but nothing that the document describes."""
    claim = forms.claim
    forms.claim = lambda conditions, expires: claim(["key is anything"], expires)
    try:
        refused(forms.post("form/bad"), 400, "InvalidPolicyDocument")
    finally:
        forms.claim = claim


def key(name):
    def flow(forms):
        forms.sdk.delete(KEYS[name])
        succeeded(forms.post(KEYS[name], conditions=[["eq", "$key", KEYS[name]]]), 204)
        same("bytes", forms.sdk.get(KEYS[name]), b"hello")

    return flow


FLOWS = {
    "default-204": default_204,
    "status-200": status_200,
    "status-201": status_201,
    "redirect": redirect,
    "file-name-in-key": file_name_in_key,
    "fields-become-metadata": metadata,
    "large-file": large_file,
    "conditions-met": conditions_met,
    "key-refused": key_refused,
    "large-refused": large_refused,
    "small-refused": small_refused,
    "expired-refused": expired_refused,
    "signature-refused": signature_refused,
    "unreadable-policy-refused": unreadable_policy_refused,
    **{f"key-{name}": key(name) for name in KEYS},
}
