'use strict';
// Where a body comes from: each source opens a download and gives what its library calls the stream.
//
// open(modules, ask) -> { stream } or a promise of it. `ask` is { url, method, json } (json: the text of the
// request body, or null). Libraries that hand out their stream before the response is there do so here too, because
// that is when the leak happens; they are marked `early`. `package` is the alias under node_modules, null for what
// Node brings itself.

const fs = require('fs');
const http = require('http');
const { PassThrough, Readable } = require('stream');
const { URL } = require('url');

const JSON_TYPE = { 'content-type': 'application/json' };

function bodyHeaders(ask) {
  return ask.json === null ? {} : { 'content-type': 'application/json', 'content-length': String(Buffer.byteLength(ask.json)) };
}

/** `request` and its forks share one interface. */
function requestLike(alias, options) {
  return {
    package: alias,
    early: true,
    open: (modules, ask) => ({
      stream: modules.load(alias)(
        Object.assign({ url: ask.url, method: ask.method, body: ask.json === null ? undefined : ask.json }, options)
      ),
    }),
  };
}

function gotOptions(ask) {
  return ask.json === null ? { method: ask.method } : { method: ask.method, body: ask.json, headers: JSON_TYPE };
}

function httpGet(modules, ask) {
  return new Promise((resolve, reject) => {
    const { hostname, port, pathname } = new URL(ask.url);
    http
      .request({ hostname, port, path: pathname, method: ask.method, headers: bodyHeaders(ask) }, (response) =>
        resolve({ stream: response })
      )
      .on('error', reject)
      .end(ask.json === null ? undefined : ask.json);
  });
}

async function urllib2(modules, ask) {
  const options = { method: ask.method, streaming: true };
  if (ask.json !== null) Object.assign(options, { content: ask.json, headers: JSON_TYPE });
  return { stream: (await modules.load('urllib-2').request(ask.url, options)).res };
}

async function axios(modules, ask) {
  const options = { url: ask.url, method: ask.method, responseType: 'stream' };
  if (ask.json !== null) Object.assign(options, { data: ask.json, headers: JSON_TYPE });
  return { stream: (await modules.load('axios').request(options)).data };
}

function fetchOptions(ask) {
  return ask.json === null ? { method: ask.method } : { method: ask.method, body: ask.json, headers: JSON_TYPE };
}

async function nodeFetch3(modules, ask) {
  const { default: fetch } = await modules.import('node-fetch-3');
  return { stream: (await fetch(ask.url, fetchOptions(ask))).body };
}

/** superagent's own `pipe` waits for a destination, so it is given one. */
function superagent(modules, ask) {
  const call = modules.load('superagent')(ask.method, ask.url);
  if (ask.json !== null) call.type('application/json').send(ask.json);
  return { stream: call.pipe(new PassThrough()) };
}

function needle(modules, ask) {
  const options = { parse_response: false };
  if (ask.json !== null) options.headers = JSON_TYPE;
  return { stream: modules.load('needle').request(ask.method.toLowerCase(), ask.url, ask.json, options) };
}

function undici(alias) {
  return {
    package: alias,
    open: async (modules, ask) => ({ stream: (await modules.load(alias).request(ask.url, fetchOptions(ask))).body }),
  };
}

function hyperquest(modules, ask) {
  const call = modules.load('hyperquest')(ask.url, { method: ask.method, headers: bodyHeaders(ask) });
  if (ask.json !== null) call.end(ask.json);
  return { stream: call };
}

function gotStream(alias) {
  return {
    package: alias,
    early: true,
    open: (modules, ask) => ({ stream: modules.load(alias).stream(ask.url, gotOptions(ask)) }),
  };
}

function gotModule(alias) {
  return {
    package: alias,
    early: true,
    open: async (modules, ask) => ({
      stream: (await modules.import(alias)).default.stream(ask.url, gotOptions(ask)),
    }),
  };
}

/** The SDK's own download, of an object that it uploaded just before. `ask.sdk` makes the destination's client. */
async function sdkGetStream(modules, ask) {
  const key = 'seed/qr.jpg';
  await ask.sdk().put(key, ask.file);
  return { stream: (await ask.sdk().getStream(key)).stream };
}

module.exports = {
  fs: { package: null, open: (modules, ask) => ({ stream: fs.createReadStream(ask.file) }) },
  'http-get': { package: null, open: httpGet },
  fetch: {
    package: null,
    open: async (modules, ask) => ({ stream: Readable.fromWeb((await fetch(ask.url, fetchOptions(ask))).body) }),
  },
  'get-stream': { package: null, open: sdkGetStream },
  'urllib-2': { package: 'urllib-2', open: urllib2 },
  request: requestLike('request', {}),
  'request-gzip': requestLike('request', { gzip: true }),
  'postman-request': requestLike('postman-request', {}),
  'cypress-request': requestLike('cypress-request', {}),
  'got-8': gotStream('got-8'),
  'got-9': gotStream('got-9'),
  'got-11': gotStream('got-11'),
  'got-14': gotModule('got-14'),
  'got-16': gotModule('got-16'),
  axios: { package: 'axios', open: axios },
  'node-fetch-2': {
    package: 'node-fetch-2',
    open: async (modules, ask) => ({ stream: (await modules.load('node-fetch-2')(ask.url, fetchOptions(ask))).body }),
  },
  'node-fetch-3': { package: 'node-fetch-3', open: nodeFetch3 },
  superagent: { package: 'superagent', early: true, open: superagent },
  needle: { package: 'needle', early: true, open: needle },
  'undici-7': undici('undici-7'),
  'undici-8': undici('undici-8'),
  hyperquest: { package: 'hyperquest', early: true, open: hyperquest },
};
