import { attack as addresses } from './addresses.mjs';
import { attack as amendments } from './amendments.mjs';
import { attack as anonymousFlood } from './anonymousFlood.mjs';
import { attack as badJson } from './badJson.mjs';
import { attack as claimedIds } from './claimedIds.mjs';
import { attack as forgedLines } from './forgedLines.mjs';
import { attack as hangUps } from './hangUps.mjs';
import { attack as headers } from './headers.mjs';
import { attack as hugeMeta } from './hugeMeta.mjs';
import { attack as longTexts } from './longTexts.mjs';
import { attack as lookAlikes } from './lookAlikes.mjs';
import { attack as paths } from './paths.mjs';
import { attack as polluting } from './polluting.mjs';
import { attack as searches } from './searches.mjs';
import { attack as secrets } from './secrets.mjs';
import { attack as signedInFlood } from './signedInFlood.mjs';
import { attack as spelledSecrets } from './spelledSecrets.mjs';
import { attack as tokens } from './tokens.mjs';
import { attack as twice } from './twice.mjs';
import { attack as upgrades } from './upgrades.mjs';

/**
 * The attacks, each in a file of its own.
 *
 * @typedef {object} Attack
 * @property {string} name
 * @property {number} share - how many of all requests are its own, compared
 * with the shares of the others
 * @property {Function} make - one request, from a `Random` and
 * `{ sentinel, mark, nth }`: what is in every secret, what is in the request's
 * user agent, and the how-manieth of this attack it is. The request is
 * `{ caller, method, path, headers, lateHeaders, body, ending, mustBeRecorded }`;
 * `lateHeaders` come after the caller's own; what is left out is a GET of nobody that waits for its answer.
 * @property {Function} [check] - what else must hold afterwards: takes the
 * evidence, returns a sentence for each violation
 */
export const attacks = [
  longTexts,
  paths,
  headers,
  tokens,
  badJson,
  secrets,
  forgedLines,
  hangUps,
  upgrades,
  anonymousFlood,
  signedInFlood,
  amendments,
  lookAlikes,
  hugeMeta,
  searches,
  addresses,
  twice,
  spelledSecrets,
  claimedIds,
  polluting,
];
