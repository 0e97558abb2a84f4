'use strict';
// The signature that people write by hand from the vendor's page "Add signatures to the header (V1)", and a look at
// what any library in this process signs.

const crypto = require('crypto');
const path = require('path');

const TYPES = { '.png': 'image/png', '.jpg': 'image/jpeg', '.txt': 'text/plain' };

/** The type that a hand-written upload names: by extension, none without one. */
function typeOf(key) {
  return TYPES[path.extname(key)] || null;
}

/** The headers of a PUT signed with V1: `Date`, `Content-Type` when there is one, `Authorization`. */
function signedHeaders({ id, secret, bucket, key, date }) {
  const type = typeOf(key);
  const text = ['PUT', '', type || '', date, `/${bucket}/${key}`].join('\n');
  const signature = crypto.createHmac('sha1', secret).update(text, 'utf8').digest('base64');
  const headers = { Date: date };
  if (type !== null) headers['Content-Type'] = type;
  headers.Authorization = `OSS ${id}:${signature}`;
  return headers;
}

/** Keeps the last text that went into an HMAC-SHA1 in this process: the client's own string to sign. */
class SignedText {
  constructor() {
    this.last = null;
    const createHmac = crypto.createHmac;
    crypto.createHmac = (algorithm, key, options) => {
      const hmac = createHmac(algorithm, key, options);
      if (algorithm.toLowerCase() !== 'sha1') return hmac;
      const update = hmac.update;
      hmac.update = (data, encoding) => {
        this.last = data.toString();
        return update.call(hmac, data, encoding);
      };
      return hmac;
    };
  }

  take() {
    const text = this.last;
    this.last = null;
    return text;
  }
}

module.exports = { signedHeaders, SignedText };
