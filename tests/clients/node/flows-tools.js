'use strict';
// What the flows of every kind need: checks, keys that need escaping, and curl.

const assert = require('assert');
const crypto = require('crypto');
const { spawnSync } = require('child_process');

const KEYS = {
  space: 'flow/a b c',
  plus: 'flow/a+b',
  percent: 'flow/100%25 %zz',
  chinese: 'flow/中文/文件',
  quotes: 'flow/"double" \'single\'',
  'double-slash': 'flow//a//b',
  reserved: 'flow/a&b=c;d:e@f,g$h!i*j(k)~',
};

const same = (what, got, want) => assert.deepStrictEqual(got, want, `${what}: ${shown(got)} in the place of ${shown(want)}`);
const shown = (value) => (Buffer.isBuffer(value) ? `"${String(value.slice(0, 60))}"` : JSON.stringify(value));
/** The ETag of an object that was put whole: its MD5, in capitals. */
const etagOf = (body) => crypto.createHash('md5').update(body).digest('hex').toUpperCase();
const bytes = Buffer.from;
const sorted = (names) => names.slice().sort();

class Unsupported extends Error {}

function needs(sdk, ...calls) {
  if (!sdk.has(...calls)) throw new Unsupported(`the client has no ${calls.join(', ')}`);
}
/** The `<Code>` of OSS's error document, or null. */
const codeOf = (text) => (/<Code>([^<]*)<\/Code>/.exec(text) || [null, null])[1];
/** The `<EC>` of OSS's error document, or null. */
const ecOf = (text) => (/<EC>([^<]*)<\/EC>/.exec(text) || [null, null])[1];

/** Which curl this is. */
function curlVersion() {
  const { stdout, error } = spawnSync('curl', ['--version'], { encoding: 'utf8' });
  if (error) throw new Error(`curl cannot be run: ${error.message}`);
  return stdout.split(' ')[1];
}

/** What curl gets: { status, fields, body }. All connections lead to the server at `endpoint`, whatever the URL's host. */
function curl(endpoint, args, input) {
  const { hostname, port } = new URL(endpoint);
  const always = ['-sS', '-i', '--globoff', '--max-time', '20', '--noproxy', '*', '--connect-to', `::${hostname}:${port}`];
  const { stdout, stderr, status } = spawnSync('curl', always.concat(args), { input: input || '', maxBuffer: 1 << 26 });
  if (status !== 0) throw new Error(`curl ended with ${status}: ${stderr}`);
  return answerOf(stdout);
}

/** The last answer that `curl -i` printed; interim ones stand before it. */
function answerOf(printed) {
  const end = printed.indexOf('\r\n\r\n');
  const [first, ...lines] = printed.slice(0, end).toString('latin1').split('\r\n');
  const body = printed.slice(end + 4);
  const status = Number(first.split(' ')[1]);
  if (status < 200) return answerOf(body);
  const fields = {};
  for (const line of lines) {
    const [name, value] = [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1)];
    fields[name.toLowerCase()] = value.trim();
  }
  return { status, fields, body };
}

module.exports = { KEYS, Unsupported, bytes, codeOf, curl, curlVersion, ecOf, etagOf, needs, same, shown, sorted };
