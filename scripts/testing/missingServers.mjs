import { spawnSync } from 'node:child_process';
import { missing as missingS3 } from '../../tests/servers/s3.mjs';
import { missing as missingAzure } from '../../tests/servers/azure.mjs';

/** Why tests against other software can't run here, one sentence each. */
export function findMissingServers() {
  return [
    ['S3 storage', missingS3()],
    ['Azure storage', missingAzure()],
    ['the second verifier of exports', missingPython()],
  ].flatMap(([name, reason]) =>
    reason ? [`tests against ${name}, since ${reason}`] : [],
  );
}

function missingPython() {
  return spawnSync('python3', ['--version']).status === 0
    ? undefined
    : 'Python 3 is not installed';
}
