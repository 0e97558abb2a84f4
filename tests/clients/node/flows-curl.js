'use strict';
// curl with URLs that the SDK presigned. curl asks for a name of the real service, and is led to this server.

const fs = require('fs');
const path = require('path');
const { KEYS, bytes, codeOf, curl, same } = require('./flows-tools');

const TEXT = { 'Content-Type': 'text/plain' };

/** The SDK, with a URL made now whose time is over when the last flow asks for it. */
async function prepared(sdk) {
  await sdk.put('curl/expired', bytes('over'));
  const expired = { url: await sdk.presign('GET', 'curl/expired', {}, undefined, 2), after: Date.now() + 3100 };
  return Object.assign(Object.create(sdk), { expired });
}

/** What curl gets from a URL of the SDK's. */
async function asked(sdk, method, key, args = [], { headers = {}, queries, input } = {}) {
  return curl(sdk.endpoint, args.concat(await sdk.presign(method, key, headers, queries)), input);
}

function saved(folder, content) {
  const file = path.join(folder, 'curl-body');
  fs.writeFileSync(file, content);
  return file;
}

function stored(answer) {
  same('status', `${answer.status} ${answer.status === 200 ? '' : answer.body}`, '200 ');
}

const refused = (answer, status, code) => same('refusal', `${answer.status} ${codeOf(String(answer.body))}`, `${status} ${code}`);

const key = (name) => async (sdk, folder) => {
  const body = bytes(`by curl, ${name}`);
  stored(await asked(sdk, 'PUT', KEYS[name], ['-T', saved(folder, body)]));
  same('bytes by curl', (await asked(sdk, 'GET', KEYS[name])).body, body);
  same('bytes by the SDK', await sdk.get(KEYS[name]), body);
};

const CURL_FLOWS = {
  'put-with-type': async (sdk, folder) => {
    stored(await asked(sdk, 'PUT', 'curl/typed', ['-T', saved(folder, 'typed'), '-H', 'Content-Type: text/plain'], { headers: TEXT }));
    const { fields, body } = await asked(sdk, 'GET', 'curl/typed');
    same('bytes and type', [body, fields['content-type']], [bytes('typed'), 'text/plain']);
  },
  'put-chunked': async (sdk) => {
    stored(await asked(sdk, 'PUT', 'curl/chunked', ['-T', '-'], { input: 'in chunks' }));
    same('bytes', await sdk.get('curl/chunked'), bytes('in chunks'));
  },
  'put-expecting-100': async (sdk, folder) => {
    stored(await asked(sdk, 'PUT', 'curl/large', ['-T', saved(folder, Buffer.alloc(3 << 20, 'x')), '-H', 'Expect: 100-continue']));
    same('length', (await sdk.head('curl/large')).length, 3 << 20);
  },
  range: async (sdk) => {
    await sdk.put('curl/range', bytes('0123456789'));
    const { status, body } = await asked(sdk, 'GET', 'curl/range', ['-r', '2-5']);
    same('status and bytes', [status, body], [206, bytes('2345')]);
  },
  head: async (sdk) => {
    await sdk.put('curl/head', bytes('hello'));
    const { status, fields } = await asked(sdk, 'HEAD', 'curl/head', ['-I']);
    same('status and length', [status, fields['content-length']], [200, '5']);
  },
  override: async (sdk) => {
    await sdk.put('curl/override', bytes('1'));
    const { fields } = await asked(sdk, 'GET', 'curl/override', [], { queries: { 'response-content-type': 'text/x-flow' } });
    same('type', fields['content-type'], 'text/x-flow');
  },
  // curl gives a body that it was told as data the type of a form, which the URL's signature does not cover.
  'type-added-refused': async (sdk) => {
    const answer = await asked(sdk, 'PUT', 'curl/data', ['-X', 'PUT', '--data-binary', 'by hand']);
    refused(answer, 403, 'SignatureDoesNotMatch');
  },
  'method-changed-refused': async (sdk, folder) => {
    refused(await asked(sdk, 'GET', 'curl/head', ['-T', saved(folder, '1')]), 403, 'SignatureDoesNotMatch');
  },
  'key-changed-refused': async (sdk) => {
    const url = await sdk.presign('GET', 'curl/head', {});
    refused(curl(sdk.endpoint, [url.replace('head', 'range')]), 403, 'SignatureDoesNotMatch');
  },
};
for (const name of Object.keys(KEYS)) CURL_FLOWS[`key-${name}`] = key(name);
// The last, so that its URL has had time to expire.
CURL_FLOWS['expired-refused'] = async (sdk) => {
  await new Promise((resolve) => setTimeout(resolve, Math.max(0, sdk.expired.after - Date.now())));
  const answer = curl(sdk.endpoint, [sdk.expired.url]);
  refused(answer, 403, 'AccessDenied');
  same('message', /<Message>(.*)<\/Message>/.exec(answer.body)[1], 'Request has expired.');
};

module.exports = { CURL_FLOWS, prepared };
