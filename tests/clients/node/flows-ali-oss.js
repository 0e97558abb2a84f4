'use strict';
// The flows' calls, by ali-oss. It has no CRC check of its own to leave on.

const BUCKET = (version, scheme) => `flows-ali-${version.replace(/\./g, '-')}-${scheme}`;

const REAL_NAME = 'http://oss-cn-hangzhou.aliyuncs.com';

/** What a client needs to be told for each scheme. */
const SCHEMES = {
  v1: {},
  v4: { authorizationV4: true, region: 'oss-cn-hangzhou' },
};

async function connect(Client, endpoint, version, scheme) {
  const bucket = BUCKET(version, scheme);
  const at = (place) =>
    new Client(Object.assign({ accessKeyId: 'testid', accessKeySecret: 'testsecret', bucket, timeout: 20000 }, SCHEMES[scheme], place));
  const client = at({ endpoint });
  await client.putBucket(bucket);
  // Version 6.23.0 makes no right URL for an endpoint that is an IP address, so URLs are signed for the real name.
  return Object.assign(new Sdk(client, at({ endpoint: REAL_NAME }), bucket, scheme), { endpoint });
}

const bare = (etag) => etag.replace(/"/g, '');

/** One bucket, by one scheme. `has` says whether this version of the client has the calls. */
class Sdk {
  constructor(client, signer, bucket, scheme) {
    Object.assign(this, { client, signer, bucket, scheme });
  }

  has(...calls) {
    return calls.every((call) => typeof this.client[call] === 'function');
  }

  async put(key, body, meta) {
    const result = await this.client.put(key, body, meta ? { meta } : {});
    return bare(result.res.headers.etag);
  }

  async get(key, range) {
    const headers = range ? { Range: `bytes=${range}` } : {};
    return (await this.client.get(key, { headers })).content;
  }

  async head(key) {
    const { meta, res } = await this.client.head(key);
    return { length: Number(res.headers['content-length']), etag: bare(res.headers.etag), meta: meta || {} };
  }

  missing(key, call) {
    return this.codeOf(() => this.client[call](key));
  }

  /** The status and code that a call is refused with, or `found`. */
  async codeOf(call) {
    try {
      await call();
    } catch (error) {
      return `${error.status} ${error.code}`;
    }
    return 'found';
  }

  async exists(key) {
    return (await this.missing(key, 'head')) === 'found';
  }

  async listV1(prefix, delimiter, page) {
    const found = { keys: [], prefixes: [] };
    let marker = null;
    do {
      const query = Object.assign({ prefix, 'max-keys': page }, delimiter && { delimiter }, marker && { marker });
      marker = this.collect(found, await this.client.list(query)).nextMarker;
    } while (marker);
    return found;
  }

  async listV2(prefix, delimiter, page) {
    const found = { keys: [], prefixes: [] };
    let token = null;
    do {
      const more = token && { 'continuation-token': token };
      const query = Object.assign({ prefix, 'max-keys': page }, delimiter && { delimiter }, more);
      token = this.collect(found, await this.client.listV2(query)).nextContinuationToken;
    } while (token);
    return found;
  }

  collect(found, answer) {
    found.keys.push(...(answer.objects || []).map((one) => one.name));
    found.prefixes.push(...(answer.prefixes || []));
    return answer;
  }

  /** The client's own way: it cuts the body and sends the parts. */
  async multipart(key, body, partSize) {
    const result = await this.client.multipartUpload(key, body, { partSize, parallel: 2 });
    return bare(result.etag);
  }

  async abort(key, file, partSize) {
    const { uploadId } = await this.client.initMultipartUpload(key);
    await this.client.uploadPart(key, uploadId, 1, file, 0, partSize);
    const { parts } = await this.client.listParts(key, uploadId, {});
    const numbers = [].concat(parts || []).map((part) => Number(part.PartNumber));
    await this.client.abortMultipartUpload(key, uploadId);
    const { uploads } = await this.client.listUploads({ 'max-uploads': 100 });
    return { numbers, left: (uploads || []).some((one) => one.uploadId === uploadId) };
  }

  async partCopy(source, target, ranges) {
    const { uploadId } = await this.client.initMultipartUpload(target);
    const done = [];
    for (const [index, range] of ranges.entries()) {
      const from = { sourceKey: source, sourceBucketName: this.bucket };
      const part = await this.client.uploadPartCopy(target, uploadId, index + 1, range, from, {});
      done.push({ number: index + 1, etag: part.etag || part.res.headers.etag });
    }
    await this.client.completeMultipartUpload(target, uploadId, done);
  }

  async append(key, bodies) {
    let position = '0';
    for (const body of bodies) position = (await this.client.append(key, body, { position })).nextAppendPosition;
    return Number(position);
  }

  async copy(source, target) {
    return bare((await this.client.copy(target, source)).data.etag);
  }

  async delete(key) {
    await this.client.delete(key);
  }

  /** Metadata as the octets of UTF-8, by the client's own setting for it. */
  async putRawMeta(key, author) {
    this.client.options.headerEncoding = 'latin1';
    try {
      await this.put(key, Buffer.from('1'), { author });
    } finally {
      this.client.options.headerEncoding = 'utf-8';
    }
  }

  /** Quiet or not, each version names what it deleted in its own way, so both are made names. */
  async deleteMany(keys) {
    const { deleted } = await this.client.deleteMulti(keys);
    return (deleted || []).map((one) => one.Key || one);
  }

  presign(method, key, headers, queries, expires = 300) {
    if (this.scheme === 'v4') return this.signer.signatureUrlV4(method, expires, { headers, queries }, key);
    const response = queries && { 'content-type': queries['response-content-type'] };
    return this.signer.signatureUrl(key, Object.assign({ method, expires, response }, headers));
  }

  async putAcl(key, acl) {
    await this.client.putACL(key, acl);
  }

  async getAcl(key) {
    return (await this.client.getACL(key)).acl;
  }

  async putTags(key, tags) {
    await this.client.putObjectTagging(key, tags);
  }

  async getTags(key) {
    return (await this.client.getObjectTagging(key)).tag;
  }

  async deleteTags(key) {
    await this.client.deleteObjectTagging(key);
  }

  async symlink(link, target) {
    await this.client.putSymlink(link, target);
  }

  async linkTarget(link) {
    return (await this.client.getSymlink(link)).targetName;
  }
}

module.exports = { connect, SCHEMES };
