import {
  ExportList,
  parseDestination,
  pathInside,
  StorageIntegration,
} from 'backstage-plugin-audit-log-common';
import { DatabaseRunStore } from '../DatabaseRunStore';
import { DatabaseScheduleStore } from '../DatabaseScheduleStore';
import { sha256OfText } from '../digest';

/** The newest manifest that each schedule has in a storage. */
export async function newestExports(
  { name, destination }: Pick<StorageIntegration, 'name' | 'destination'>,
  stores: { schedules: DatabaseScheduleStore; runs: DatabaseRunStore },
): Promise<ExportList['schedules']> {
  const parent = parseDestination(destination);
  const newest: ExportList['schedules'] = [];
  for (const { id, lastManifest } of await stores.schedules.list()) {
    // A schedule that was moved has its newest manifest where it was before.
    const run = lastManifest && (await stores.runs.latestSuccess(id));
    const isHere =
      run?.manifest &&
      run.spec.integration === name &&
      pathInside(parent, parseDestination(run.manifestDestination));
    if (isHere) {
      newest.push({
        id,
        name: run.spec.scheduleName,
        run: run.number,
        toSequence: run.toSequence,
        manifest: {
          destination: run.manifestDestination,
          sha256: sha256OfText(run.manifest!),
        },
      });
    }
  }
  return newest.sort((a, b) => (a.id < b.id ? -1 : 1));
}
