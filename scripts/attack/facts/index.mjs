import { nobodyElsesName } from './actors.mjs';
import { everyRequestEnds, noFaultOfOurOwn } from './answers.mjs';
import { healthy, memoryIsBounded, rowsAreBounded, soundLog } from './log.mjs';
import { noSecretInLog, noSecretInLines } from './secrets.mjs';
import { ownOperationsAreThere, workIsThereOnce, workWentOn } from './work.mjs';

/**
 * What holds after any attack. `check` takes the evidence and returns a
 * sentence for each violation; attacks have more of their own.
 */
export const facts = [
  ['a colleague goes on working', workWentOn],
  ["a colleague's events are all there, once", workIsThereOnce],
  [
    'nobody keeps operations of their own out of the log',
    ownOperationsAreThere,
  ],
  ["nobody else's name stands on anything", nobodyElsesName],
  ['no secret is in the log', noSecretInLog],
  ['no secret is in the lines about audit events', noSecretInLines],
  ['no request stays without an answer', everyRequestEnds],
  ['nothing fails that works without the audit log', noFaultOfOurOwn],
  ['the log has no gap and verifies', soundLog],
  ['recording is healthy, quarantine empty', healthy],
  ['rows are bounded', rowsAreBounded],
  ['memory is bounded', memoryIsBounded],
].map(([name, check]) => ({ name, check }));
