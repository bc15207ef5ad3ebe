import { bundleProduct } from './bundle.mjs';
import { mutations } from './mutations.mjs';
import { simulate } from './simulate.mjs';

/** Several, since not every one meets each fault. */
const SEEDS = [1, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12];

/**
 * Puts each fault back that the product once had, and looks for it.
 *
 * @returns `{ name, seed, problem }` of each; without a seed where it was not
 * found
 */
export async function findMutations() {
  const unchanged = await bundleProduct();
  const found = [];
  for (const [name, changes] of Object.entries(mutations)) {
    const bundle = await bundleProduct({ mutations: changes });
    found.push({ name, ...(await firstSeed(bundle, unchanged)) });
  }
  return found;
}

/** What the product does wrong anyway doesn't count. */
async function firstSeed(bundle, unchanged) {
  for (const seed of SEEDS) {
    const { problems } = await simulate({ seed, hours: 1, bundle });
    if (problems.length > 0) {
      const anyway = await simulate({ seed, hours: 1, bundle: unchanged });
      if (anyway.problemCount === 0) {
        return { seed, problem: problems[0] };
      }
    }
  }
  return {};
}
