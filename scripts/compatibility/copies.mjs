import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join, relative } from 'node:path';

/**
 * What has to be there once: a second copy is another React context, another
 * ref of the same id, or another router than the portal's.
 */
const SINGLETONS = [
  '@backstage/backend-defaults',
  '@backstage/backend-plugin-api',
  '@backstage/core-plugin-api',
  '@backstage/frontend-plugin-api',
  '@backstage/plugin-catalog-node',
  '@backstage/plugin-catalog-react',
  '@backstage/plugin-home-react',
  '@backstage/ui',
  '@material-ui/core',
  '@opentelemetry/api',
  'react',
  'react-dom',
  'react-router',
  'react-router-dom',
];

/** Parts of Backstage's command line, which neither app nor backend loads. */
const TOOLS = /(^|\/)node_modules\/@yarnpkg\//;

/**
 * Copies of packages that a portal has to have once, in everything that is
 * installed. A package that is not there at all is told, too.
 *
 * @param folder - of the portal
 * @param options.mayLack - whether a package may be missing, such as React where
 * only the backend is installed
 * @param options.names - of the packages
 * @returns a line for each package of which there is not exactly one copy
 */
export function findSecondCopies(
  folder,
  { mayLack = false, names = SINGLETONS } = {},
) {
  const copies = new Map(names.map(name => [name, []]));
  for (const path of packagesBelow(folder)) {
    const place = relative(folder, path);
    const name = place.slice(place.lastIndexOf('node_modules/') + 13);
    if (!TOOLS.test(place)) {
      copies.get(name)?.push(`${place} (${versionAt(path)})`);
    }
  }
  return [...copies]
    .filter(([, { length }]) => length > 1 || (length === 0 && !mayLack))
    .map(([name, places]) => `${name}: ${places.join(', ') || 'none'}`);
}

function versionAt(path) {
  return JSON.parse(readFileSync(join(path, 'package.json'), 'utf8')).version;
}

/** Folders of packages in every `node_modules` of a portal. */
function* packagesBelow(folder) {
  for (const workspace of ['.', ...workspacesOf(folder)]) {
    yield* packagesIn(join(folder, workspace, 'node_modules'));
  }
}

function workspacesOf(folder) {
  return namesIn(join(folder, 'packages')).map(name => `packages/${name}`);
}

function* packagesIn(modules) {
  for (const name of namesIn(modules)) {
    const names = name.startsWith('@')
      ? namesIn(join(modules, name)).map(part => `${name}/${part}`)
      : [name];
    for (const path of names.map(each => join(modules, each))) {
      if (existsSync(join(path, 'package.json'))) {
        yield path;
      }
      yield* packagesIn(join(path, 'node_modules'));
    }
  }
}

/** Symbolic links lead to workspaces, which are looked into by themselves. */
function namesIn(folder) {
  return existsSync(folder)
    ? readdirSync(folder, { withFileTypes: true })
        .filter(entry => entry.isDirectory() && !entry.name.startsWith('.'))
        .map(entry => entry.name)
    : [];
}
