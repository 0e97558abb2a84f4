'use strict';
// Loads the installed clients, and says which versions they are. Runs on Node 8 as well.

const fs = require('fs');
const path = require('path');
const { pathToFileURL } = require('url');

/** A set of installed packages: a folder that holds node_modules. */
class Modules {
  constructor(folder) {
    this.folder = path.join(folder, 'node_modules');
  }

  /** The CommonJS package of this alias. */
  load(alias) {
    return require(path.join(this.folder, alias));
  }

  /** The ES module of this alias, as a promise. */
  import(alias) {
    const manifest = this.manifest(alias);
    const main = manifest.main || (manifest.exports['.'] || manifest.exports).default || manifest.exports;
    return require('./esm').load(pathToFileURL(path.join(this.folder, alias, main)).href);
  }

  /** Loads the packages of these clients now, so that none is loaded in the middle of an upload. */
  async loadAll(pairs) {
    const aliases = new Set([].concat(...pairs).map((client) => client.package));
    aliases.delete(null);
    for (const alias of aliases) {
      if (this.manifest(alias).type === 'module') await this.import(alias);
      else this.load(alias);
    }
  }

  /** `name@version` of the package behind this alias. */
  version(alias) {
    const manifest = this.manifest(alias);
    return `${manifest.name}@${manifest.version}`;
  }

  /** `name@version` of the package that `alias` gets when it asks for `dependency`. */
  versionSeenBy(alias, dependency) {
    const found = require.resolve(`${dependency}/package.json`, { paths: [path.join(this.folder, alias)] });
    const manifest = JSON.parse(fs.readFileSync(found, 'utf8'));
    return `${manifest.name}@${manifest.version}`;
  }

  manifest(alias) {
    return JSON.parse(fs.readFileSync(path.join(this.folder, alias, 'package.json'), 'utf8'));
  }
}

module.exports = { Modules };
