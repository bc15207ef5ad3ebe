import { constants } from 'node:fs';
import { diskError } from './Disk.mjs';

/**
 * `node:fs` and `node:fs/promises` for one process.
 *
 * @param effect - called before each thing that the disk sees; may kill the
 * process, and throws where it is dead. Of bytes that are written it says how
 * many still go.
 * @param later - does something on the disk a little later
 */
export function filesFor({ disk, host, effect, later }) {
  const open = new Map();
  let nextFd = 3;
  const fileOf = fd => {
    const file = open.get(fd);
    if (!file) {
      throw diskError('EBADF', String(fd));
    }
    return file;
  };
  const write = (node, bytes) => {
    const kept = effect(bytes.length);
    if (kept < bytes.length) {
      disk.appendPart(node, bytes.subarray(0, kept));
      throw diskError('EKILLED', 'write');
    }
    return disk.append(node, bytes);
  };
  const read = (path, encoding) => {
    effect();
    const pid = /^\/proc\/(\d+)\/stat$/.exec(path)?.[1];
    if (pid) {
      return host.statOf(Number(pid));
    }
    const content = disk.content(disk.fileAt(path));
    return encoding ? content.toString('utf8') : content;
  };
  const openSync = (path, flags) => {
    effect();
    const node =
      flags === 'ax' || flags === 'wx'
        ? disk.makeFile(path, { exclusive: true })
        : flags === 'w'
        ? disk.makeFile(path, { empty: true })
        : disk.at(path);
    open.set(nextFd, node);
    return nextFd++;
  };
  const writeFileSync = (path, data, options = {}) => {
    effect();
    const node = disk.makeFile(path, {
      exclusive: options.flag === 'wx',
      empty: true,
    });
    const bytes = Buffer.from(data);
    if (bytes.length > 0 && write(node, bytes) < bytes.length) {
      throw diskError('ENOSPC', path);
    }
  };
  const stat = path => {
    effect();
    const node = disk.at(path);
    const { mtimeMs } = node;
    return {
      size: node.size ?? 0,
      mode: node.names ? 0o40700 : 0o100600,
      mtimeMs,
      mtime: new Date(mtimeMs),
      isFile: () => !node.names,
      isDirectory: () => !!node.names,
    };
  };
  const sync = {
    constants,
    openSync,
    writeFileSync,
    readFileSync: (path, encoding) => read(path, encoding),
    writeSync: (fd, buffer, offset = 0, length = buffer.length) =>
      write(fileOf(fd), buffer.subarray(offset, offset + length)),
    closeSync: fd => {
      effect();
      fileOf(fd);
      open.delete(fd);
    },
    ftruncateSync: (fd, size = 0) => {
      effect();
      disk.cut(fileOf(fd), size);
    },
    truncateSync: (path, size = 0) => {
      effect();
      disk.cut(disk.fileAt(path), size);
    },
    mkdirSync: (path, { recursive = false } = {}) => {
      effect();
      disk.makeFolder(path, recursive);
    },
    readdirSync: (path, { withFileTypes = false } = {}) => {
      effect();
      const names = disk.namesIn(path);
      return withFileTypes
        ? names.map(name => ({
            name,
            isDirectory: () => !!disk.at(`${path}/${name}`).names,
            isFile: () => !disk.at(`${path}/${name}`).names,
          }))
        : names;
    },
    renameSync: (from, to) => {
      effect();
      disk.move(from, to);
    },
    rmSync: (path, { force = false } = {}) => {
      effect();
      disk.remove(path, force);
    },
    copyFileSync: (from, to) => writeFileSync(to, read(from)),
    existsSync: path => {
      effect();
      return disk.find(path) !== undefined;
    },
    statSync: stat,
    lstatSync: stat,
    chmodSync: () => effect(),
    utimesSync: (path, _atime, mtime) => {
      effect();
      disk.at(path).mtimeMs = Number(mtime) * 1000;
    },
  };
  const handle = fd => ({
    writeFile: text =>
      later(() => {
        const bytes = Buffer.from(text);
        if (sync.writeSync(fd, bytes) < bytes.length) {
          throw diskError('ENOSPC', 'write');
        }
      }),
    sync: () =>
      later(() => {
        effect();
        const node = fileOf(fd);
        node.synced = node.size;
      }),
    close: () => later(() => sync.closeSync(fd)),
  });
  const promises = {
    readFile: (path, encoding) => later(() => read(path, encoding)),
    mkdir: (path, options) => later(() => sync.mkdirSync(path, options)),
    rename: (from, to) => later(() => sync.renameSync(from, to)),
    rm: (path, options) => later(() => sync.rmSync(path, options)),
    open: (path, flags) => later(() => handle(openSync(path, flags))),
  };
  return { sync, promises };
}
