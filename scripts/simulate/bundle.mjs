import { compileFunction } from 'node:vm';
import { readFile } from 'node:fs/promises';
import { build } from 'esbuild';
import { inRepository } from '../toolchain/index.mjs';

const OURS = /^backstage-plugin-audit-log-(common|node)$/;

/**
 * The product as it is, with the programs that run it, as one function: each
 * call is the memory of another process.
 *
 * @param mutations - `{ path, from, to }`: faults that are put into the source,
 * to see whether the simulation finds them
 */
export async function bundleProduct({ mutations = [] } = {}) {
  const applied = new Set();
  const result = await build({
    entryPoints: [inRepository('scripts/simulate/program/index.ts')],
    bundle: true,
    write: false,
    platform: 'node',
    format: 'cjs',
    target: 'node22',
    external: ['knex', 'zod', 'zod/*', '@backstage/*', 'luxon', 'express'],
    plugins: [ownPackages(), withoutSql(), mutating(mutations, applied)],
    logLevel: 'error',
  });
  for (const { path, from } of mutations) {
    if (!applied.has(`${path} ${from}`)) {
      throw new Error(`'${from}' is not in ${path}, so it can't be changed`);
    }
  }
  const code = result.outputFiles[0].text;
  const compiled = new Map();
  return {
    evaluate(names, values) {
      const key = names.join();
      if (!compiled.has(key)) {
        compiled.set(
          key,
          compileFunction(code, ['module', 'exports', ...names], {
            filename: 'simulated.cjs',
          }),
        );
      }
      const module = { exports: {} };
      compiled.get(key)(module, module.exports, ...values);
      return module.exports;
    },
  };
}

/** Our packages from their sources; of uuid what has no state to share. */
function ownPackages() {
  return {
    name: 'own packages',
    setup({ onResolve }) {
      onResolve({ filter: OURS }, ({ path }) => {
        const [, name] = OURS.exec(path);
        return {
          path: inRepository(`plugins/audit-log-${name}/src/index.ts`),
          sideEffects: false,
        };
      });
    },
  };
}

/** Ingest reads the log by SQL; here it asks tables in memory. */
function withoutSql() {
  const standIns = {
    './readSwitches': 'switchesInMemory',
    './readOperations': 'operationsInMemory',
  };
  return {
    name: 'without SQL',
    setup({ onResolve }) {
      onResolve({ filter: /^\.\/read(Switches|Operations)$/ }, ({ path }) => ({
        path: inRepository(`scripts/simulate/program/${standIns[path]}.ts`),
      }));
    },
  };
}

function mutating(mutations, applied) {
  return {
    name: 'mutations',
    setup({ onLoad }) {
      if (mutations.length === 0) {
        return;
      }
      onLoad({ filter: /plugins\/audit-log.*\.ts$/ }, async ({ path }) => {
        const concerned = mutations.filter(each => path.endsWith(each.path));
        if (concerned.length === 0) {
          return undefined;
        }
        let contents = await readFile(path, 'utf8');
        for (const each of concerned) {
          if (contents.split(each.from).length === 2) {
            contents = contents.replace(each.from, () => each.to);
            applied.add(`${each.path} ${each.from}`);
          }
        }
        return { contents, loader: 'ts' };
      });
    },
  };
}
