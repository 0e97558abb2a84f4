'use strict';
// Leads connections to real endpoint names to this machine, so that a client can be given the endpoint that people
// give it and its head is the one that they would send. Only connections to port 80 of a name are touched.

const net = require('net');

class Redirect {
  constructor() {
    this.port = null;
    this.sockets = new Set();
    const connect = net.Socket.prototype.connect;
    const redirect = this;
    net.Socket.prototype.connect = function connectElsewhere(...args) {
      // Node calls it with [options, callback], already normal; libraries call it in any way that net allows.
      const options = Array.isArray(args[0]) ? args[0][0] : args[0];
      if (redirect.port !== null && options && Number(options.port) === 80) {
        Object.assign(options, { host: '127.0.0.1', port: redirect.port });
        delete options.lookup;
        redirect.sockets.add(this);
      }
      return connect.apply(this, args);
    };
  }

  /**
   * Where connections go from now on; nothing leaves them alone. Those that were led elsewhere are closed, or a pool
   * of connections would keep them for the name.
   */
  to(port) {
    for (const socket of this.sockets) socket.destroy();
    this.sockets.clear();
    this.port = port === undefined ? null : port;
  }
}

module.exports = { Redirect };
