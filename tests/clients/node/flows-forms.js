'use strict';
// Browser uploads: forms whose policy the SDK signed, sent by curl, by Node's fetch and by form-data.

const fs = require('fs');
const path = require('path');
const { KEYS, Unsupported, bytes, codeOf, curl, ecOf, same } = require('./flows-tools');

const HOST = (bucket) => `${bucket}.oss-cn-hangzhou.aliyuncs.com`;
const PAGE = 'http://page.example/done?from=form';

/** The libraries that send forms: { version, send }; `send` gives { status, fields, body } and may change the file's name alone. */
function senders(modules, endpoint, curlVersion) {
  return {
    curl: { version: curlVersion, send: (bucket, fields, file, folder) => byCurl(endpoint, bucket, fields, file, folder) },
    fetch: { version: process.version.slice(1), send: (bucket, fields, file) => byFetch(endpoint, bucket, fields, file) },
    'form-data': {
      version: modules.version('form-data').split('@')[1],
      send: (bucket, fields, file) => byFormData(modules.load('form-data'), endpoint, bucket, fields, file),
    },
  };
}

function byCurl(endpoint, bucket, fields, file, folder) {
  const saved = path.join(folder, 'form-file');
  fs.writeFileSync(saved, file.content);
  const texts = [].concat(...fields.map(([name, value]) => ['--form-string', `${name}=${value}`]));
  const upload = `file=@${saved};filename=${file.name}${file.type ? `;type=${file.type}` : ''}`;
  const late = [].concat(...(file.after || []).map(([name, value]) => ['--form-string', `${name}=${value}`]));
  return curl(endpoint, texts.concat('-F', upload, late, `http://${HOST(bucket)}/`));
}

/** fetch sets `Host` by itself, so the bucket stands in the path. */
async function byFetch(endpoint, bucket, fields, file) {
  const form = new FormData();
  for (const [name, value] of fields) form.append(name, value);
  form.append('file', new Blob([file.content], { type: file.type || '' }), file.name);
  for (const [name, value] of file.after || []) form.append(name, value);
  const answer = await fetch(`${endpoint}/${bucket}`, { method: 'POST', body: form, redirect: 'manual' });
  return { status: answer.status, fields: Object.fromEntries(answer.headers), body: Buffer.from(await answer.arrayBuffer()) };
}

function byFormData(FormDataLibrary, endpoint, bucket, fields, file) {
  const form = new FormDataLibrary();
  for (const [name, value] of fields) form.append(name, value);
  form.append('file', Buffer.from(file.content), { filename: file.name, contentType: file.type });
  for (const [name, value] of file.after || []) form.append(name, value);
  const { hostname, port } = new URL(endpoint);
  const target = { host: hostname, port, path: '/', headers: { Host: HOST(bucket) } };
  return new Promise((resolve, reject) => {
    form.submit(target, (error, answer) => {
      if (error) return reject(error);
      const chunks = [];
      answer.on('data', (chunk) => chunks.push(chunk)).on('error', reject);
      answer.on('end', () => resolve({ status: answer.statusCode, fields: answer.headers, body: Buffer.concat(chunks) }));
    });
  });
}

const later = (milliseconds) => new Date(Date.now() + milliseconds).toISOString();

/** The claim of a form in the SDK's scheme: its fields, in the order in which the vendor's pages show them. */
function claim(sdk, conditions, expiration) {
  if (sdk.scheme === 'v1') return Object.entries(sdk.client.calculatePostSignature({ expiration, conditions }));
  const date = new Date();
  const stamp = `${date.toISOString().slice(0, 19).replace(/[-:]/g, '')}Z`;
  const version = {
    'x-oss-signature-version': 'OSS4-HMAC-SHA256',
    'x-oss-credential': `testid/${stamp.slice(0, 8)}/cn-hangzhou/oss/aliyun_v4_request`,
    'x-oss-date': stamp,
  };
  const policy = { expiration, conditions: conditions.concat(Object.entries(version).map(([name, value]) => ({ [name]: value }))) };
  return Object.entries(version).concat([
    ['policy', Buffer.from(JSON.stringify(policy)).toString('base64')],
    ['x-oss-signature', sdk.client.signPostObjectPolicyV4(policy, date)],
  ]);
}

/** Forms by one SDK and one sender; null where the SDK signs none. */
function makers(sdk, { send }) {
  if (!sdk.has(sdk.scheme === 'v1' ? 'calculatePostSignature' : 'signPostObjectPolicyV4')) return null;
  /** Posts a file under `key`. `change` may alter the claim's fields. */
  async function post(folder, { key, more = [], conditions = [], expiration = later(60000), file = {}, change = (fields) => fields }) {
    const own = change(claim(sdk, [{ bucket: sdk.bucket }].concat(conditions), expiration));
    const fields = (key === undefined ? [] : [['key', key]]).concat(own, more);
    return send(sdk.bucket, fields, Object.assign({ name: 'a.txt', content: bytes('hello') }, file), folder);
  }
  return { sdk, post };
}

const succeeded = (answer, status) => same('status', `${answer.status} ${answer.status < 400 ? '' : answer.body}`, `${status} `);
const refused = (answer, status, code) => same('refusal', `${answer.status} ${codeOf(String(answer.body))}`, `${status} ${code}`);
const element = (answer, name) => (new RegExp(`<${name}>(.*)</${name}>`).exec(answer.body) || [])[1];

const FORM_FLOWS = {
  'default-204': async ({ sdk, post }, folder) => {
    const answer = await post(folder, { key: 'form/plain' });
    succeeded(answer, 204);
    same('etag', answer.fields.etag, '"5D41402ABC4B2A76B9719D911017C592"');
    same('bytes', await sdk.get('form/plain'), bytes('hello'));
  },
  'status-200': async ({ post }, folder) => {
    const answer = await post(folder, { key: 'form/200', more: [['success_action_status', '200']] });
    same('status and length', [answer.status, answer.body.length], [200, 0]);
  },
  'status-201': async ({ sdk, post }, folder) => {
    const answer = await post(folder, { key: 'form/201', more: [['success_action_status', '201']] });
    succeeded(answer, 201);
    same('document', [element(answer, 'Bucket'), element(answer, 'Key')], [sdk.bucket, 'form/201']);
  },
  'status-not-known-204': async ({ post }, folder) =>
    succeeded(await post(folder, { key: 'form/204', more: [['success_action_status', '418']] }), 204),
  redirect: async ({ sdk, post }, folder) => {
    const answer = await post(folder, { key: 'form/to', more: [['success_action_redirect', PAGE]] });
    const tag = '%225D41402ABC4B2A76B9719D911017C592%22';
    const target = `${PAGE}&bucket=${sdk.bucket}&etag=${tag}&key=form%2Fto`;
    same('status and target', [answer.status, answer.fields.location], [303, target]);
  },
  'file-name-in-key': async ({ sdk, post }, folder) => {
    succeeded(await post(folder, { key: 'form/${filename}', file: { name: '文件 1+2.txt' } }), 204);
    same('bytes', await sdk.get('form/文件 1+2.txt'), bytes('hello'));
  },
  'fields-become-metadata': async ({ sdk, post }, folder) => {
    const more = [['x-oss-meta-author', 'me'], ['Cache-Control', 'no-cache']];
    succeeded(await post(folder, { key: 'form/meta', more, file: { type: 'text/x-flow' } }), 204);
    const { res } = await sdk.client.head('form/meta');
    const found = ['x-oss-meta-author', 'cache-control', 'content-type'].map((name) => res.headers[name]);
    same('fields', found, ['me', 'no-cache', 'text/x-flow']);
  },
  'field-after-file-ignored': async ({ post }, folder) =>
    succeeded(await post(folder, { key: 'form/late', file: { after: [['success_action_status', '200']] } }), 204),
  'conditions-met': async ({ post }, folder) => {
    const conditions = [
      ['eq', '$key', 'form/all'], ['starts-with', '$x-oss-meta-a', 'on'], ['content-length-range', 5, 5],
      ['in', '$success_action_status', ['200', '201']], ['not-in', '$x-oss-meta-b', ['no']],
    ];
    const more = [['x-oss-meta-a', 'one'], ['x-oss-meta-b', 'yes'], ['success_action_status', '200']];
    succeeded(await post(folder, { key: 'form/all', conditions, more }), 200);
  },
  'key-refused': async ({ sdk, post }, folder) => {
    const answer = await post(folder, { key: 'form/other', conditions: [['starts-with', '$key', 'user/']] });
    refused(answer, 403, 'AccessDenied');
    const message = 'Invalid according to Policy: Policy Condition failed: [&quot;starts-with&quot;,&quot;$key&quot;,&quot;user/&quot;]';
    same('message', element(answer, 'Message').replace(/"/g, '&quot;').replace(/, /g, ','), message);
    same('exists', await sdk.exists('form/other'), false);
  },
  'value-refused': async ({ post }, folder) => {
    const more = [['x-oss-meta-a', 'no']];
    refused(await post(folder, { key: 'form/no', conditions: [['not-in', '$x-oss-meta-a', ['no']]], more }), 403, 'AccessDenied');
  },
  'large-refused': async ({ sdk, post }, folder) => {
    refused(await post(folder, { key: 'form/big', conditions: [['content-length-range', 0, 4]] }), 400, 'EntityTooLarge');
    same('exists', await sdk.exists('form/big'), false);
  },
  'small-refused': async ({ post }, folder) =>
    refused(await post(folder, { key: 'form/small', conditions: [['content-length-range', 6, 9]] }), 400, 'EntityTooSmall'),
  'expired-refused': async ({ post }, folder) => {
    const answer = await post(folder, { key: 'form/over', expiration: later(-1000) });
    refused(answer, 403, 'AccessDenied');
    same('message', element(answer, 'Message'), 'Invalid according to Policy: Policy expired.');
  },
  'signature-refused': async ({ post }, folder) => {
    const change = (fields) => fields.map(([name, value]) => [name, name === 'policy' ? `${Buffer.from('{}').toString('base64')}` : value]);
    refused(await post(folder, { key: 'form/bad', change }), 403, 'SignatureDoesNotMatch');
  },
  'key-id-refused': async ({ post }, folder) => {
    const change = (fields) =>
      fields.map(([name, value]) => [name, /^(OSSAccessKeyId|x-oss-credential)$/.test(name) ? value.replace('testid', 'nobody') : value]);
    refused(await post(folder, { key: 'form/bad', change }), 403, 'InvalidAccessKeyId');
  },
  'no-key-refused': async ({ post }, folder) => {
    const answer = await post(folder, {});
    refused(answer, 400, 'InvalidArgument');
    same('EC', ecOf(answer.body), '0002-00000706');
  },
  'no-claim-refused': async ({ post }, folder) =>
    refused(await post(folder, { key: 'form/nobody', change: () => [] }), 403, 'AccessDenied'),
  'uncovered-credential-refused': async ({ sdk, post }, folder) => {
    if (sdk.scheme === 'v1') throw new Unsupported('a V1 form has no credential');
    const answer = await post(folder, { key: 'form/open', change: () => uncovered(sdk) });
    refused(answer, 403, 'AccessDenied');
    same('EC', ecOf(answer.body), '0006-00000228');
  },
};
for (const name of Object.keys(KEYS)) {
  FORM_FLOWS[`key-${name}`] = async ({ sdk, post }, folder) => {
    await sdk.delete(KEYS[name]);
    succeeded(await post(folder, { key: KEYS[name], conditions: [['eq', '$key', KEYS[name]]] }), 204);
    same('bytes', await sdk.get(KEYS[name]), bytes('hello'));
  };
}

/** The claim of a V4 form whose policy does not name the credential. */
function uncovered(sdk) {
  const fields = claim(sdk, [], later(60000)).filter(([name]) => name !== 'policy' && name !== 'x-oss-signature');
  const [[, version], , [, stamp]] = fields;
  const conditions = [{ 'x-oss-signature-version': version }, { 'x-oss-date': stamp }];
  const policy = { expiration: later(60000), conditions };
  const date = new Date(stamp.replace(/(....)(..)(..)T(..)(..)(..)Z/, '$1-$2-$3T$4:$5:$6Z'));
  return fields.concat([
    ['policy', Buffer.from(JSON.stringify(policy)).toString('base64')],
    ['x-oss-signature', sdk.client.signPostObjectPolicyV4(policy, date)],
  ]);
}

module.exports = { FORM_FLOWS, makers, senders };
