'use strict';
// Where a body goes: the OSS SDK, or an HTTP client doing a PUT that was signed by hand.
//
// send(context, body) -> a promise of { status, text }. `context` is { modules, url, key, headers, sdk }, where
// `headers` are the signed ones; `body` is { stream } or { buffer } (or { path }, for the SDK alone). A refusal by the server may be thrown or
// returned; `outcome` in driver.js reads both.

const http = require('http');

/** ali-oss: generators behind a Wrapper up to 5.x, async functions from 6.0. */
function aliOss(alias) {
  return {
    package: alias,
    dependency: 'urllib',
    sdk: (modules, { id, secret, endpoint, bucket, cname }) => {
      const Client = modules.load(alias);
      return new (Client.Wrapper || Client)({ accessKeyId: id, accessKeySecret: secret, endpoint, bucket, cname: cname === true });
    },
    send: async (context, body) => {
      const result = body.stream
        ? await context.sdk().putStream(context.key, body.stream, context.options)
        : await context.sdk().put(context.key, body.buffer || body.path, context.options);
      return { status: result.res.status, text: '' };
    },
  };
}

/** Ends a ClientRequest-like destination with the body and collects the answer. */
function intoRequest(request, body) {
  return new Promise((resolve, reject) => {
    request.on('error', reject).on('response', (response) => {
      const chunks = [];
      response.on('data', (chunk) => chunks.push(chunk));
      response.on('end', () => resolve({ status: response.statusCode, text: Buffer.concat(chunks).toString() }));
    });
    if (body.buffer) request.end(body.buffer);
    else body.stream.on('error', reject).pipe(request);
  });
}

const payload = (body) => body.buffer || body.stream;

const httpRequest = {
  package: null,
  send: ({ url, headers }, body) => intoRequest(http.request(url, { method: 'PUT', headers }), body),
};

const urllib2 = {
  package: 'urllib-2',
  send: async ({ modules, url, headers }, body) => {
    const content = body.buffer ? { content: body.buffer } : { stream: body.stream };
    const result = await modules.load('urllib-2').request(url, Object.assign({ method: 'PUT', headers }, content));
    return { status: result.status, text: String(result.data) };
  },
};

const urllib4 = {
  package: 'urllib-4',
  send: async ({ modules, url, headers }, body) => {
    const result = await modules.load('urllib-4').request(url, { method: 'PUT', headers, content: payload(body) });
    return { status: result.status, text: String(result.data) };
  },
};

const axios = {
  package: 'axios',
  send: async ({ modules, url, headers }, body) => {
    const result = await modules
      .load('axios')
      .put(url, payload(body), { headers, responseType: 'text', validateStatus: () => true });
    return { status: result.status, text: result.data };
  },
};

function fetchLike(alias, load) {
  return {
    package: alias,
    send: async ({ modules, url, headers }, body) => {
      const fetch = await load(modules);
      const result = await fetch(url, { method: 'PUT', headers, body: payload(body) });
      return { status: result.status, text: await result.text() };
    },
  };
}

const needle = {
  package: 'needle',
  send: async ({ modules, url, headers }, body) => {
    const result = await modules.load('needle')('put', url, payload(body), { headers, parse_response: false });
    return { status: result.statusCode, text: String(result.body) };
  },
};

const request = {
  package: 'request',
  send: ({ modules, url, headers }, body) => {
    const call = modules.load('request').put(body.buffer ? { url, headers, body: body.buffer } : { url, headers });
    if (!body.buffer) body.stream.pipe(call);
    return new Promise((resolve, reject) => {
      let status = 0;
      const chunks = [];
      call.on('error', reject);
      call.on('response', (response) => {
        status = response.statusCode;
      });
      call.on('data', (chunk) => chunks.push(chunk));
      call.on('end', () => resolve({ status, text: Buffer.concat(chunks).toString() }));
    });
  },
};

/** got: its upload stream, piped into. */
function got(alias, load) {
  return {
    package: alias,
    send: async ({ modules, url, headers }, body) => {
      const client = await load(modules);
      const call = client.stream.put(url, { headers, throwHttpErrors: false, retry: alias === 'got-11' ? 0 : { limit: 0 } });
      return intoStream(call, body);
    },
  };
}

function intoStream(call, body) {
  return new Promise((resolve, reject) => {
    let status = 0;
    const chunks = [];
    call.on('error', reject);
    call.on('response', (response) => {
      status = response.statusCode;
    });
    call.on('data', (chunk) => chunks.push(chunk));
    call.on('end', () => resolve({ status, text: Buffer.concat(chunks).toString() }));
    if (body.buffer) call.end(body.buffer);
    else body.stream.pipe(call);
  });
}

/** superagent: a stream is piped into it, a buffer is sent. */
const superagent = {
  package: 'superagent',
  send: ({ modules, url, headers }, body) => {
    const call = modules.load('superagent').put(url).set(headers).ok(() => true).buffer(true);
    if (body.buffer) return call.send(body.buffer).then((result) => ({ status: result.status, text: result.text || '' }));
    return new Promise((resolve, reject) => {
      call.on('error', reject);
      call.on('response', (result) => resolve({ status: result.status, text: result.text || '' }));
      body.stream.on('error', reject).pipe(call);
    });
  },
};

function undici(alias) {
  return {
    package: alias,
    send: async ({ modules, url, headers }, body) => {
      const result = await modules.load(alias).request(url, { method: 'PUT', headers, body: payload(body) });
      return { status: result.statusCode, text: await result.body.text() };
    },
  };
}

module.exports = {
  'ali-oss-4.11.4': aliOss('ali-oss-4.11.4'),
  'ali-oss-4.12.2': aliOss('ali-oss-4.12.2'),
  'ali-oss-5.3.2': aliOss('ali-oss-5.3.2'),
  'ali-oss-6.0.0': aliOss('ali-oss-6.0.0'),
  'ali-oss-6.1.1': aliOss('ali-oss-6.1.1'),
  'ali-oss-6.2.0': aliOss('ali-oss-6.2.0'),
  'ali-oss-6.23.0': aliOss('ali-oss-6.23.0'),
  'http-request': httpRequest,
  'urllib-2': urllib2,
  'urllib-4': urllib4,
  axios,
  'node-fetch-2': fetchLike('node-fetch-2', (modules) => modules.load('node-fetch-2')),
  'node-fetch-3': fetchLike('node-fetch-3', async (modules) => (await modules.import('node-fetch-3')).default),
  needle,
  request,
  'got-11': got('got-11', (modules) => modules.load('got-11')),
  'got-14': got('got-14', async (modules) => (await modules.import('got-14')).default),
  'got-16': got('got-16', async (modules) => (await modules.import('got-16')).default),
  superagent,
  'undici-7': undici('undici-7'),
  'undici-8': undici('undici-8'),
};
