import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * What a stranger needs of a package and doesn't get with it.
 *
 * @param folder - of a portal that the packages are installed in
 * @param names - of the packages
 * @returns a line for each
 */
export function findMissingContents(folder, names) {
  return names.flatMap(name => {
    const place = join(folder, 'node_modules', name);
    if (!existsSync(place)) {
      return [`${name} is not installed`];
    }
    const text = readFileSync(join(place, 'package.json'), 'utf8');
    const { main, types, bin = {} } = JSON.parse(text);
    const files = ['README.md', 'LICENSE', main, types, ...Object.values(bin)];
    return [
      ...files
        .filter(file => !file || !existsSync(join(place, file)))
        .map(file => `${name} has no ${file}`),
      ...(text.includes('workspace:')
        ? [`${name} names a version that only a workspace has`]
        : []),
    ];
  });
}
