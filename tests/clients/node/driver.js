'use strict';
// Plays cases with real Node clients. Standard input: one JSON job; standard output: one JSON line per case, in order.
//
// job: { modules, endpoint, origin, asks, bucket, id, secret, folder, timeoutMs, cases: [case] }
// case: { id, destination, source, via, origin, key, options?, file?, content?, port? }. `options` go to putStream;
// `file` and `content` (base64) are the local file's name and bytes; with `port` the case stands for one whose
// endpoint is a real name, and its connections are led to that port of this machine.
// Runs on Node 8 as well, so the syntax is that of 2017.

const fs = require('fs');
const http = require('http');
const path = require('path');
const { URL } = require('url');
const { Modules } = require('./modules');
const { SignedText, signedHeaders } = require('./sign');
const { Redirect } = require('./redirect');
const destinations = require('./destinations');
const sources = require('./sources');
const vias = require('./vias');

// More turns of the event loop than any client takes from being given a stream to piping it.
const TURNS = 50;

const signed = new SignedText();
const redirect = new Redirect();
// What a library throws outside any promise belongs to the case that is running.
let failRunning = () => {};
process.on('uncaughtException', (error) => failRunning(error));
process.on('unhandledRejection', (error) => failRunning(error));

/** The case's upload; a promise of { status, text }. */
async function upload(job, modules, one) {
  const destination = destinations[one.destination];
  const place = one.endpoint ? { endpoint: one.endpoint, cname: one.cname } : {};
  const sdk = () => destination.sdk(modules, Object.assign({}, job, place));
  // The libraries that leak do so when the response arrives, so their pipe has to be in place by then, as it is
  // when a network lies between. The download is held until it is.
  const holds = sources[one.source].early && (one.via === 'direct' || one.via === 'headers-deleted');
  const body = await opened(job, modules, one, { sdk, holds });
  const context = {
    modules,
    url: `${job.endpoint}/${job.bucket}/${one.key}`,
    key: one.key,
    headers: destination.sdk ? {} : signedHeaders(Object.assign({ key: one.key, date: new Date().toUTCString() }, job)),
    options: one.options,
    sdk,
  };
  const sent = destination.send(context, body);
  if (holds) await release(`${job.origin}/release/${one.id}`);
  return sent;
}

/** Opens the case's source and leads it through its via. */
async function opened(job, modules, one, { sdk, holds }) {
  const ask = Object.assign({ method: 'GET', json: null }, job.asks[one.origin], {
    url: `${job.origin}/${holds ? 'hold/' : ''}${one.origin}/${one.id}`,
    file: path.join(job.folder, one.file || 'local'),
    sdk,
  });
  fs.writeFileSync(ask.file, one.content ? Buffer.from(one.content, 'base64') : 'hello');
  const saved = path.join(job.folder, one.file ? `saved-${one.file}` : 'download');
  // Kept inside an object from here on: some libraries' streams are thenable, and awaiting them would start them.
  return vias[one.via](await sources[one.source].open(modules, ask), saved);
}

/** Lets the held download go, some turns of the event loop from now. */
async function release(url) {
  for (let turn = 0; turn < TURNS; turn += 1) await new Promise((resolve) => setImmediate(resolve));
  const { hostname, port, pathname } = new URL(url);
  await new Promise((resolve, reject) => {
    http
      .get({ hostname, port, path: pathname, agent: false }, (response) => response.resume().on('end', resolve))
      .on('error', reject);
  });
}

/** What the client reports: { ok, error }, from what it returned or threw. */
function outcome(result) {
  if (result.thrown) {
    const error = result.thrown;
    return { ok: false, error: { code: String(error.code || error.name), status: error.status || null, message: String(error.message) } };
  }
  if (result.status >= 200 && result.status < 300) return { ok: true, error: null };
  const element = (name) => (new RegExp(`<${name}>([^<]*)</${name}>`).exec(result.text) || [])[1] || '';
  return { ok: false, error: { code: element('Code'), status: result.status, message: element('Message') } };
}

function versions(modules, one) {
  const destination = destinations[one.destination];
  const source = sources[one.source];
  return {
    node: process.versions.node,
    destination: destination.package && modules.version(destination.package),
    destination_http: destination.dependency ? modules.versionSeenBy(destination.package, destination.dependency) : null,
    source: source.package && modules.version(source.package),
  };
}

/** Plays one case, within the time it may take. */
function play(job, modules, one) {
  signed.take();
  redirect.to(one.port);
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve({ thrown: new Error(`no end within ${job.timeoutMs} ms`) }), job.timeoutMs);
    const done = (result) => {
      clearTimeout(timer);
      resolve(result);
    };
    failRunning = (error) => done({ thrown: error });
    upload(job, modules, one).then(done, (error) => done({ thrown: error }));
  });
}

async function main() {
  const job = JSON.parse(fs.readFileSync(0, 'utf8'));
  const modules = new Modules(job.modules);
  await modules.loadAll(job.cases.map((one) => [destinations[one.destination], sources[one.source]]));
  for (const one of job.cases) {
    const result = await play(job, modules, one);
    const line = Object.assign(
      { case: one.id, versions: versions(modules, one) },
      outcome(result),
      { signed: signed.take() }
    );
    console.log(JSON.stringify(line));
  }
  process.exit(0);
}

main().catch((error) => {
  console.error(error);
  process.exit(1);
});
