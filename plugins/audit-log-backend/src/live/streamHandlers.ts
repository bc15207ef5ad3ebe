import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import {
  parseQuery,
  routes,
  StreamedEvents,
} from 'backstage-plugin-audit-log-common';
import { Response } from 'express';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { AccessPolicy } from '../access';
import { QueryTranslator } from '../query';
import { Handlers, StreamedAnswer } from '../rooms';
import { EventPredicate } from '../store';
import { Gate } from '../whileDisabled';
import { LiveEvents, WatchOptions } from './LiveEvents';

/** How long a decision about access counts while somebody watches. */
const DECISION_COUNTS_MS = 10_000;

/** Watching events as they are appended. */
export function streamHandlers(options: {
  live: LiveEvents;
  access: AccessPolicy;
  gate: Gate;
  translateQuery: QueryTranslator;
}): Handlers<'streamEvents'> {
  const { live, access, gate, translateQuery } = options;
  return {
    streamEvents: async ({ query, credentials, where, signal, note }) => {
      const { q = '', after, seconds } = query;
      note({ query: { ...query } });
      // Before the first byte, while it can still be answered with a status.
      const wanted = translateQuery(parseQuery(q));
      const narrow = whileAllowed({
        access,
        gate,
        credentials,
        where,
        wanted,
      });
      return new StreamedAnswer(
        response =>
          writeMessages(
            response,
            signal,
            live.watch({ after, forMs: seconds * 1000, narrow, signal }),
          ),
        // Nobody knows when it ends: that somebody watches is told at once.
        { isTold: 'before' },
      );
    },
  };
}

/**
 * Asks again and again: a grant ends while its holder watches, and audit
 * logging is disabled.
 */
function whileAllowed(options: {
  access: AccessPolicy;
  gate: Gate;
  credentials: BackstageCredentials;
  where: EventPredicate[];
  wanted: EventPredicate[];
}): WatchOptions['narrow'] {
  const { access, gate, credentials, wanted } = options;
  let { where } = options;
  let decidedAt = Date.now();
  return async () => {
    if (!(await isOpen(gate, credentials))) {
      return undefined;
    }
    if (Date.now() - decidedAt >= DECISION_COUNTS_MS) {
      const decision = await access.decide('event.read', credentials);
      if (!decision.allowed) {
        return undefined;
      }
      where = decision.where;
      decidedAt = Date.now();
    }
    return [...where, ...wanted];
  };
}

async function isOpen(
  gate: Gate,
  credentials: BackstageCredentials,
): Promise<boolean> {
  try {
    await gate.pass(routes.streamEvents.whileDisabled, credentials);
    return true;
  } catch (error) {
    if (error instanceof NotAllowedError) {
      return false;
    }
    throw error;
  }
}

async function writeMessages(
  response: Response,
  signal: AbortSignal,
  watched: AsyncGenerator<StreamedEvents, string | undefined>,
): Promise<void> {
  response.status(200).set({
    'content-type': 'text/event-stream',
    // Compression would hold messages back.
    'cache-control': 'no-store, no-transform',
    'x-accel-buffering': 'no',
  });
  response.flushHeaders();
  try {
    await pipeline(Readable.from(messages(watched)), response);
  } catch (error) {
    // Going away is how people stop watching.
    if (!signal.aborted) {
      throw error;
    }
  }
}

async function* messages(
  watched: AsyncGenerator<StreamedEvents, string | undefined>,
): AsyncGenerator<string> {
  for (;;) {
    const { done, value } = await watched.next();
    if (done) {
      yield message('end', { reason: value });
      return;
    }
    yield message('events', value);
  }
}

function message(event: string, data: unknown): string {
  return `event: ${event}\ndata: ${JSON.stringify(data)}\n\n`;
}
