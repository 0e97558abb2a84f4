'use strict';
// The download side: answers /NAME/CASE with the head and body that the file named as the argument (as a rule
// ../origins.json) gives under NAME.
//
// The head is written byte by byte, so that order, case and repeats are those of the file. `{date}` is 90 seconds
// in the past, as that of a cached answer, so that it never happens to be the second at which an upload is signed.
// Prints its URL as the first line, then for each answer a line {"case", "date"}; ends when standard input does.
//
// /hold/NAME/CASE is answered once /release/CASE was asked for: a driver can be sure that its pipe is in place by then,
// however busy the machine is.

const fs = require('fs');
const net = require('net');

const AGE_MS = 90 * 1000;

const { bodies, origins } = JSON.parse(fs.readFileSync(process.argv[2], 'utf8'));

function answer(origin, date) {
  const body = Buffer.from(bodies[origin.body].base64, 'base64');
  const head = origin.head
    .map((line) => line.replace('{length}', body.length).replace('{date}', date))
    .join('\r\n');
  const chunked = origin.head.some((line) => /^transfer-encoding:/i.test(line));
  const framed = chunked
    ? Buffer.concat([Buffer.from(`${body.length.toString(16)}\r\n`), body, Buffer.from('\r\n0\r\n\r\n')])
    : body;
  return Buffer.concat([Buffer.from(`${head}\r\n\r\n`, 'latin1'), framed]);
}

const NO_CONTENT = Buffer.from('HTTP/1.1 204 No Content\r\nConnection: keep-alive\r\n\r\n');
const NOT_FOUND = Buffer.from('HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: keep-alive\r\n\r\n');

/** The length of the first whole request in `bytes`, or 0 when there is none yet. Bodies here have a Content-Length. */
function requestLength(bytes) {
  const end = bytes.indexOf('\r\n\r\n');
  if (end < 0) return 0;
  const length = /^content-length:\s*(\d+)/im.exec(bytes.toString('latin1', 0, end));
  const total = end + 4 + (length ? Number(length[1]) : 0);
  return bytes.length >= total ? total : 0;
}

/** Answers that wait for their release, by case, and the releases that came first. */
const held = new Map();
const released = new Set();

/** Answers one request, now or when it is released. */
function respond(target, socket) {
  const [, hold, name, one] = /^\/(hold\/)?([^/]*)\/(.*)$/.exec(target) || [];
  const send = (bytes) => socket.writable && socket.write(bytes);
  if (name === 'release') {
    send(NO_CONTENT);
    const waiting = held.get(one);
    if (waiting) waiting();
    else released.add(one);
    return;
  }
  if (!Object.hasOwn(origins, name || '')) {
    send(NOT_FOUND);
    return;
  }
  const reply = () => {
    const date = new Date(Date.now() - AGE_MS).toUTCString();
    console.log(JSON.stringify({ case: one, date }));
    send(answer(origins[name], date));
  };
  if (hold && !released.has(one)) held.set(one, reply);
  else reply();
}

const server = net.createServer((socket) => {
  let waiting = Buffer.alloc(0);
  socket.setNoDelay(true);
  socket.on('error', () => socket.destroy());
  socket.on('data', (data) => {
    waiting = Buffer.concat([waiting, data]);
    for (let length = requestLength(waiting); length > 0; length = requestLength(waiting)) {
      const target = waiting.toString('latin1', 0, length).split(' ', 2)[1];
      waiting = waiting.subarray(length);
      respond(target, socket);
    }
  });
});

server.listen(0, '127.0.0.1', () => console.log(`http://127.0.0.1:${server.address().port}`));
process.stdin.on('end', () => process.exit(0)).resume();
