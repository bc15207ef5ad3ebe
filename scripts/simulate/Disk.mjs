import { basename, dirname } from 'node:path';

/** An error as Node's file system has it. */
export function diskError(code, path) {
  return Object.assign(new Error(`${code}: ${path}`), { code });
}

/**
 * The files of a host, in memory. They survive the death of processes as a
 * kernel keeps what was written; `loseUnsynced` is what a power failure does.
 */
export class Disk {
  isFull = false;
  #nodes = new Map([['/', folder(0)]]);
  #random;
  #now;

  constructor({ random, now }) {
    this.#random = random;
    this.#now = now;
  }

  find(path) {
    return this.#nodes.get(path);
  }

  at(path) {
    const node = this.#nodes.get(path);
    if (!node) {
      throw diskError('ENOENT', path);
    }
    return node;
  }

  fileAt(path) {
    const node = this.at(path);
    if (node.names) {
      throw diskError('EISDIR', path);
    }
    return node;
  }

  namesIn(path) {
    const node = this.at(path);
    if (!node.names) {
      throw diskError('ENOTDIR', path);
    }
    return [...node.names].sort();
  }

  makeFolder(path, recursive) {
    if (this.#nodes.has(path)) {
      if (recursive) {
        return;
      }
      throw diskError('EEXIST', path);
    }
    if (recursive) {
      this.makeFolder(dirname(path), true);
    }
    this.#needsRoom(path);
    this.#put(path, folder(this.#now()));
  }

  makeFile(path, { exclusive = false, empty = false } = {}) {
    const known = this.#nodes.get(path);
    if (known) {
      if (exclusive) {
        throw diskError('EEXIST', path);
      }
      if (known.names) {
        throw diskError('EISDIR', path);
      }
      if (empty) {
        this.cut(known, 0);
      }
      return known;
    }
    this.#needsRoom(path);
    const node = { bytes: Buffer.alloc(0), size: 0, synced: 0, mtimeMs: 0 };
    node.mtimeMs = this.#now();
    this.#put(path, node);
    return node;
  }

  /** Adds bytes; where the disk is full some of them or none. */
  append(node, bytes) {
    const taken = this.isFull
      ? bytes.subarray(0, this.#random.whole(0, bytes.length - 1))
      : bytes;
    this.appendPart(node, taken);
    if (taken.length < bytes.length && this.#random.chance(0.5)) {
      throw diskError('ENOSPC', 'write');
    }
    return taken.length;
  }

  appendPart(node, bytes) {
    const size = node.size + bytes.length;
    if (size > node.bytes.length) {
      const grown = Buffer.alloc(Math.max(size, node.bytes.length * 2, 256));
      node.bytes.copy(grown, 0, 0, node.size);
      node.bytes = grown;
    }
    bytes.copy(node.bytes, node.size);
    node.size = size;
    node.mtimeMs = this.#now();
  }

  content(node) {
    return Buffer.from(node.bytes.subarray(0, node.size));
  }

  cut(node, size) {
    if (size < node.size) {
      node.size = size;
      node.synced = Math.min(node.synced, size);
    }
    node.mtimeMs = this.#now();
  }

  move(from, to) {
    const node = this.at(from);
    this.remove(to, true);
    this.#nodes.delete(from);
    this.#forget(from);
    this.#put(to, node);
  }

  remove(path, force) {
    const node = this.#nodes.get(path);
    if (!node) {
      if (force) {
        return;
      }
      throw diskError('ENOENT', path);
    }
    for (const name of node.names ?? []) {
      this.remove(`${path}/${name}`, true);
    }
    this.#nodes.delete(path);
    this.#forget(path);
  }

  /** What was not synced is cut off at any byte. */
  loseUnsynced() {
    for (const node of this.#nodes.values()) {
      if (!node.names && node.size > node.synced) {
        this.cut(node, this.#random.whole(node.synced, node.size));
      }
    }
  }

  /** Every file, by its path. */
  files() {
    return [...this.#nodes].filter(([, node]) => !node.names);
  }

  #forget(path) {
    this.at(dirname(path)).names.delete(basename(path));
  }

  #needsRoom(path) {
    if (this.isFull && this.#random.chance(0.7)) {
      throw diskError('ENOSPC', path);
    }
  }

  #put(path, node) {
    const parent = dirname(path);
    const names = this.at(parent).names;
    if (!names) {
      throw diskError('ENOTDIR', parent);
    }
    this.#nodes.set(path, node);
    names.add(basename(path));
  }
}

function folder(mtimeMs) {
  return { names: new Set(), mtimeMs };
}
