import { missing as missingS3 } from '../../tests/servers/s3.mjs';
import { missing as missingAzure } from '../../tests/servers/azure.mjs';

/** Why tests against storage servers can't run here, one sentence each. */
export function findMissingServers() {
  return [
    ['S3', missingS3()],
    ['Azure', missingAzure()],
  ].flatMap(([name, reason]) =>
    reason ? [`tests against ${name} storage, since ${reason}`] : [],
  );
}
