import { parseQuery, StreamedEvents } from 'backstage-plugin-audit-log-common';
import { Response } from 'express';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { QueryTranslator } from '../query';
import { Handlers, StreamedAnswer } from '../rooms';
import { LiveEvents } from './LiveEvents';

/** Watching events as they are appended. */
export function streamHandlers(options: {
  live: LiveEvents;
  translateQuery: QueryTranslator;
}): Handlers<'streamEvents'> {
  const { live, translateQuery } = options;
  return {
    streamEvents: async ({ query, eventsNow, signal, note }) => {
      const { q = '', after, seconds } = query;
      note({ query: { ...query } });
      // Before the first byte, while it can still be answered with a status.
      const where = translateQuery(parseQuery(q));
      return new StreamedAnswer(
        response =>
          writeMessages(
            response,
            signal,
            live.watch({
              after,
              forMs: seconds * 1000,
              eventsNow,
              where,
              signal,
            }),
          ),
        // Nobody knows when it ends: that somebody watches is told at once.
        { isTold: 'before' },
      );
    },
  };
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
