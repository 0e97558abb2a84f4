'use strict';
// What stands between the download and the upload.
//
// A via takes what a source gave and gives { stream }, { buffer } or { path }, or a promise of it. `file` is a
// path that the case may write to.

const fs = require('fs');
const { PassThrough } = require('stream');

function toFile(opened, file) {
  return new Promise((resolve, reject) => {
    opened.stream.on('error', reject);
    opened.stream
      .pipe(fs.createWriteStream(file))
      .on('error', reject)
      .on('finish', () => resolve({ stream: fs.createReadStream(file) }));
  });
}

function toBuffer(opened) {
  return new Promise((resolve, reject) => {
    const chunks = [];
    opened.stream
      .on('error', reject)
      .on('data', (chunk) => chunks.push(chunk))
      .on('end', () => resolve({ buffer: Buffer.concat(chunks) }));
  });
}

/** The IncomingMessage that the library shows in its `response` event; paused, or it would flow past. */
function fromResponseEvent(opened) {
  return new Promise((resolve, reject) => {
    opened.stream.on('error', reject).once('response', (response) => {
      response.pause();
      resolve({ stream: response });
    });
  });
}

/** The library's stream itself, its response's headers deleted in the `response` event, before any pipe reads them. */
function withoutHeaders(opened) {
  opened.stream.once('response', (response) => {
    for (const name of Object.keys(response.headers)) delete response.headers[name];
  });
  return opened;
}

module.exports = {
  direct: (opened) => opened,
  passthrough: (opened) => ({ stream: opened.stream.pipe(new PassThrough()) }),
  file: toFile,
  buffer: toBuffer,
  // Not the stream but the name of its file.
  path: (opened) => ({ path: opened.stream.path }),
  'saved-path': (opened, file) => toFile(opened, file).then(({ stream }) => ({ path: stream.path })),
  'response-event': fromResponseEvent,
  'headers-deleted': withoutHeaders,
};
