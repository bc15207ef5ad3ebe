import { onManifests } from './onManifests';
import { onAdded, onObjects, onRuns } from './onObjects';
import { onPublications } from './onPublications';
import { onJson, onRows } from './onRows';
import { Tampering } from './tools';

export type { Tampering };

export const tamperings: Tampering[] = [
  ...onRows,
  ...onJson,
  ...onObjects,
  ...onRuns,
  ...onAdded,
  ...onManifests,
  ...onPublications,
];
