'use strict';
// Runs whole flows with the real Node SDK, each against what came back.
//
// Arguments: the server's address, such as http://127.0.0.1:8900, which has the access key testid:testsecret and the
// region cn-hangzhou. Standard output: one JSON line per flow, { client, version, scheme, flow, ok, error }; standard
// error: a closing table. `ok` is null where the client has no such call. The exit code is 1 when a flow failed.

const fs = require('fs');
const http = require('http');
const os = require('os');
const path = require('path');
const { connect } = require('./flows-ali-oss');
const { CURL_FLOWS, prepared } = require('./flows-curl');
const { FORM_FLOWS, makers, senders } = require('./flows-forms');
const { KEYS, Unsupported, bytes, curlVersion, etagOf, needs, same, sorted } = require('./flows-tools');
const { Modules } = require('./modules');

const CLIENTS = [
  { alias: 'ali-oss-6.23.0', scheme: 'v1' },
  { alias: 'ali-oss-6.23.0', scheme: 'v4' },
  { alias: 'ali-oss-6.1.1', scheme: 'v1' },
];
const PART = 100 * 1024; // the least that OSS takes for a part that is not the last
const LARGE = Buffer.concat([Buffer.alloc(PART, 'a'), Buffer.alloc(PART, 'b'), Buffer.from('tail')]);

/** What plain HTTP gets from a presigned URL: the URL's path and host name, the connection led to the server. */
function fetched(sdk, url, method = 'GET', body = null, given = {}) {
  const { host, pathname, search } = new URL(url);
  const { hostname, port } = new URL(sdk.endpoint);
  const headers = Object.assign({ Host: host }, given);
  return new Promise((resolve, reject) => {
    const call = http.request({ hostname, port, path: pathname + search, method, headers, agent: false }, (answer) => {
      const chunks = [];
      answer.on('data', (chunk) => chunks.push(chunk));
      answer.on('end', () => {
        const content = Buffer.concat(chunks);
        if (answer.statusCode === 200) resolve({ content, type: answer.headers['content-type'] });
        else reject(new Error(`${answer.statusCode} ${content}`));
      });
    });
    call.on('error', reject).end(body);
  });
}

const lists = (call) => async (sdk) => {
  needs(sdk, call === 'listV1' ? 'list' : call);
  const names = ['a', 'b c', 'd+e', '中', 'sub/x', 'sub/y'].map((name) => `list-${call}/${name}`);
  for (const name of names) await sdk.put(name, bytes('1'));
  const all = await sdk[call](`list-${call}/`, '', 2);
  same('keys, in pages of two', sorted(all.keys), sorted(names));
  const above = await sdk[call](`list-${call}/`, '/', 100);
  same('keys above a delimiter', sorted(above.keys), sorted(names.slice(0, 4)));
  same('prefixes', above.prefixes, [`list-${call}/sub/`]);
};

const key = (name) => async (sdk) => {
  const body = bytes(name);
  same('etag', await sdk.put(KEYS[name], body), etagOf(body));
  same('bytes', await sdk.get(KEYS[name]), body);
  same('length by head', (await sdk.head(KEYS[name])).length, body.length);
  same('listed', (await sdk.listV1(KEYS[name], '', 100)).keys, [KEYS[name]]);
  await sdk.delete(KEYS[name]);
  same('exists', await sdk.exists(KEYS[name]), false);
};

const FLOWS = {
  'put-get': async (sdk) => {
    const body = Buffer.from(Array.from({ length: 1280 }, (_, index) => index % 256));
    same('etag', await sdk.put('flow/plain', body), etagOf(body));
    same('bytes', await sdk.get('flow/plain'), body);
  },
  range: async (sdk) => {
    await sdk.put('flow/range', bytes('0123456789'));
    same('2 to 5', await sdk.get('flow/range', '2-5'), bytes('2345'));
    same('7 to the end', await sdk.get('flow/range', '7-'), bytes('789'));
    same('the last 3', await sdk.get('flow/range', '-3'), bytes('789'));
  },
  head: async (sdk) => {
    await sdk.put('flow/head.txt', bytes('hello'), { author: 'me', 'two-words': 'a b' });
    const found = await sdk.head('flow/head.txt');
    same('head', found, { length: 5, etag: etagOf('hello'), meta: { author: 'me', 'two-words': 'a b' } });
    same('a missing key', await sdk.missing('flow/none', 'head'), '404 NoSuchKey');
  },
  'error-code': async (sdk) => same('a missing key', await sdk.missing('flow/none', 'get'), '404 NoSuchKey'),
  'list-v1': lists('listV1'),
  'list-v2': lists('listV2'),
  multipart: async (sdk, folder) => {
    const file = path.join(folder, 'large');
    fs.writeFileSync(file, LARGE);
    const etag = await sdk.multipart('flow/multipart', file, PART);
    same('suffix of the etag', etag.slice(-2), '-3');
    same('bytes', etagOf(await sdk.get('flow/multipart')), etagOf(LARGE));
    same('etag by head', (await sdk.head('flow/multipart')).etag, etag);
  },
  abort: async (sdk, folder) => {
    const file = path.join(folder, 'large');
    fs.writeFileSync(file, LARGE);
    same('parts before, left after', await sdk.abort('flow/aborted', file, PART), { numbers: [1], left: false });
  },
  'part-copy': async (sdk) => {
    await sdk.put('flow/part-source', LARGE.slice(0, 2 * PART));
    await sdk.partCopy('flow/part-source', 'flow/part-copied', [`0-${PART - 1}`, `${PART}-${2 * PART - 1}`]);
    same('bytes', etagOf(await sdk.get('flow/part-copied')), etagOf(LARGE.slice(0, 2 * PART)));
  },
  append: async (sdk) => {
    await sdk.delete('flow/append');
    same('next position', await sdk.append('flow/append', ['one', 'two', 'three'].map((text) => bytes(text))), 11);
    same('bytes', await sdk.get('flow/append'), bytes('onetwothree'));
  },
  copy: async (sdk) => {
    await sdk.put('flow/copy 源+1', bytes('copied'), { author: 'me' });
    same('etag', await sdk.copy('flow/copy 源+1', 'flow/copy 目标+2'), etagOf('copied'));
    same('bytes', await sdk.get('flow/copy 目标+2'), bytes('copied'));
    same('meta', (await sdk.head('flow/copy 目标+2')).meta, { author: 'me' });
  },
  delete: async (sdk) => {
    await sdk.put('flow/gone', bytes('1'));
    await sdk.delete('flow/gone');
    same('exists', await sdk.exists('flow/gone'), false);
    await sdk.delete('flow/gone');
  },
  'delete-many': async (sdk) => {
    const names = ['many/a', 'many/b c', 'many/d+e&<f>', 'many/中'];
    for (const name of names) await sdk.put(name, bytes('1'));
    same('deleted', sorted(await sdk.deleteMany(names)), sorted(names));
    for (const name of names) same('exists', await sdk.exists(name), false);
  },
  'presign-get': async (sdk) => {
    for (const name of ['flow/presigned', 'flow/pre signed+中']) {
      await sdk.put(name, bytes('presigned'));
      same(name, (await fetched(sdk, await sdk.presign('GET', name))).content, bytes('presigned'));
    }
  },
  'presign-put': async (sdk) => {
    const headers = { 'Content-Type': 'text/plain' };
    await fetched(sdk, await sdk.presign('PUT', 'flow/presigned put+中', headers), 'PUT', bytes('by hand'), headers);
    same('bytes', await sdk.get('flow/presigned put+中'), bytes('by hand'));
  },
  'presign-override': async (sdk) => {
    await sdk.put('flow/presigned', bytes('presigned'));
    const url = await sdk.presign('GET', 'flow/presigned', {}, { 'response-content-type': 'text/x-flow' });
    same('type', (await fetched(sdk, url)).type, 'text/x-flow');
  },
  acl: async (sdk) => {
    await sdk.put('flow/acl', bytes('1'));
    same('before', await sdk.getAcl('flow/acl'), 'default');
    await sdk.putAcl('flow/acl', 'public-read');
    same('after', await sdk.getAcl('flow/acl'), 'public-read');
  },
  tagging: async (sdk) => {
    needs(sdk, 'putObjectTagging', 'getObjectTagging', 'deleteObjectTagging');
    await sdk.put('flow/tags', bytes('1'));
    const tags = { k1: 'v1', 'key two': 'a+b=c' };
    await sdk.putTags('flow/tags', tags);
    same('tags', await sdk.getTags('flow/tags'), tags);
    await sdk.deleteTags('flow/tags');
    same('after deleting them', await sdk.getTags('flow/tags'), {});
  },
  symlink: async (sdk) => {
    needs(sdk, 'putSymlink', 'getSymlink');
    await sdk.put('flow/target 中', bytes('target'));
    await sdk.symlink('flow/link', 'flow/target 中');
    same('target', await sdk.linkTarget('flow/link'), 'flow/target 中');
    same('bytes', await sdk.get('flow/link'), bytes('target'));
  },
  'meta-not-ascii': async (sdk) => {
    await sdk.put('flow/meta', bytes('1'), { author: encodeURIComponent('作者 é') });
    same('meta', decodeURIComponent((await sdk.head('flow/meta')).meta.author), '作者 é');
  },
  'meta-raw': async (sdk) => {
    if (!sdk.client.options.headerEncoding) throw new Unsupported('the client has no setting headerEncoding');
    await sdk.putRawMeta('flow/meta', '作者 é');
    // Node reads header octets as Latin-1.
    same('meta', Buffer.from((await sdk.head('flow/meta')).meta.author, 'latin1').toString(), '作者 é');
  },
  // The client signs this as UTF-8 and sends it as Latin-1, so a server that signs what arrived must refuse it.
  'meta-latin1-refused': async (sdk) => {
    const put = () => sdk.put('flow/meta', bytes('1'), { author: 'é' });
    same('code', await sdk.codeOf(put), '403 SignatureDoesNotMatch');
  },
};
for (const name of Object.keys(KEYS)) FLOWS[`key-${name}`] = key(name);

/** { ok, error } of one flow; ok is null where the client has no such call. */
async function run(flow, subject, folder) {
  try {
    await flow(subject, folder);
    return { ok: true, error: null };
  } catch (error) {
    const text = `${error.name}: ${error.message}`.slice(0, 600);
    return error instanceof Unsupported ? { ok: null, error: error.message } : { ok: false, error: text };
  }
}

/** Runs these flows with a client, prints a line for each, and tells how they went. */
async function play({ client, version, scheme }, flows, subject, folder) {
  const row = { name: `${client.padEnd(22)} ${version.padEnd(8)} ${scheme.padEnd(4)}`, passed: 0, failed: [], absent: [] };
  for (const [flow, steps] of Object.entries(flows)) {
    const result = await run(steps, subject, folder);
    console.log(JSON.stringify(Object.assign({ client, version, scheme, flow }, result)));
    if (result.ok) row.passed += 1;
    else (result.ok === null ? row.absent : row.failed).push(flow);
  }
  return row;
}

async function main(endpoint) {
  const modules = new Modules(path.join(__dirname, '..', 'installed', 'node'));
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'flows-'));
  const curl = { client: 'curl', version: curlVersion() };
  const table = [];
  for (const { alias, scheme } of CLIENTS) {
    const [client, version] = modules.version(alias).split('@');
    const sdk = await connect(modules.load(alias), endpoint, version, scheme);
    const maker = `${client} ${version}`;
    table.push(await play({ client, version, scheme }, FLOWS, sdk, folder));
    const urls = Object.assign({ scheme: `${maker} url-${scheme}` }, curl);
    table.push(await play(urls, CURL_FLOWS, await prepared(sdk), folder));
    for (const [sender, sending] of Object.entries(senders(modules, endpoint, curl.version))) {
      const who = { client: sender, version: sending.version, scheme: `${maker} post-${scheme}` };
      const form = makers(sdk, sending);
      if (form) table.push(await play(who, FORM_FLOWS, form, folder));
    }
  }
  fs.rmSync(folder, { recursive: true });
  for (const { name, passed, failed, absent } of table) {
    const without = absent.length ? ` (no such call: ${absent.join(' ')})` : '';
    console.error(`${name} ${String(passed).padStart(3)} of ${passed + failed.length}  ${failed.join(' ')}${without}`);
  }
  process.exit(table.some(({ failed }) => failed.length) ? 1 : 0);
}

main(process.argv[2].replace(/\/$/, '')).catch((error) => {
  console.error(error);
  process.exit(2);
});
