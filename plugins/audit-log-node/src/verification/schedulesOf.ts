import { FoundManifest } from './readManifests';
import { VerifiedSchedule } from './types';

/** What the manifests of each schedule claim. */
export function schedulesOf(
  bySchedule: Map<string, FoundManifest[]>,
  seen: { vouched: Set<string>; listedAt: Map<string, string> },
): VerifiedSchedule[] {
  return [...bySchedule]
    .map(([id, found]): VerifiedSchedule => {
      const manifests = found.map(({ manifest }) => manifest);
      const sequences = (pick: 'fromSequence' | 'toSequence') =>
        manifests
          .map(each => BigInt(each[pick]))
          .sort((a, b) => (a < b ? -1 : 1));
      return {
        id,
        name: manifests.at(-1)!.schedule.name,
        queries: [...new Set(manifests.map(({ query }) => query))],
        manifests: manifests.length,
        signedManifests: found.filter(({ sha256 }) => seen.vouched.has(sha256))
          .length,
        fromSequence: String(sequences('fromSequence')[0]),
        toSequence: String(sequences('toSequence').at(-1)),
        listedAt: seen.listedAt.get(id) ?? null,
      };
    })
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}
