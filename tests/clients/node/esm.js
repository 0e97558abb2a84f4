'use strict';
// Apart from the rest because Node 8 cannot parse it.

exports.load = (url) => import(url);
