import { useCallback, useRef, useState } from 'react';
import { toError } from '@backstage/errors';
import { useApi } from '@backstage/frontend-plugin-api';
import { DownloadQuery } from 'backstage-plugin-audit-log-common';
import { auditLogApiRef } from '../shared';
import { FileTarget, openFileTarget } from './fileTarget';

/** The formats that the screen offers. */
export type DownloadFormat = 'csv' | 'jsonl' | 'parquet';

/** What became of the last download; undefined before the first. */
export interface DownloadState {
  name: string;
  status: 'running' | 'done' | 'failed' | 'cancelled';
  /** Bytes that arrived so far. */
  bytes: number;
  error?: Error;
}

/** A download with its progress, and the ways to begin and to end it. */
export interface Download {
  state: DownloadState | undefined;
  start: (
    format: DownloadFormat,
    scope: Pick<DownloadQuery, 'q' | 'from' | 'to'>,
  ) => Promise<void>;
  cancel: () => void;
  /** Forgets a download that has ended. */
  dismiss: () => void;
}

/** Progress is shown at most so often. */
const SHOWN_EVERY_MS = 200;

/**
 * Downloads events as a stream: to the file that the reader chooses where the
 * browser can write one, else through memory.
 */
export function useDownload(now: () => number = Date.now): Download {
  const api = useApi(auditLogApiRef);
  const [state, setState] = useState<DownloadState>();
  const running = useRef<AbortController>();

  const start: Download['start'] = useCallback(
    async (format, scope) => {
      const name = fileName(format, now());
      const target = await openFileTarget(name);
      if (!target) {
        return;
      }
      const controller = new AbortController();
      running.current = controller;
      let bytes = 0;
      const show = (status: DownloadState['status'], error?: Error) =>
        setState({ name, status, bytes, error });
      show('running');
      try {
        const { q, from, to } = scope;
        const response = await api.downloadEvents(
          { q, from, to, format, formulaGuard: 'true' },
          controller.signal,
        );
        let shownAt = now();
        await receive(response, target, chunk => {
          bytes += chunk;
          if (now() - shownAt >= SHOWN_EVERY_MS) {
            shownAt = now();
            show('running');
          }
        });
        show('done');
      } catch (error) {
        await target.abandon();
        if (controller.signal.aborted) {
          show('cancelled');
        } else {
          show('failed', toError(error));
        }
      }
    },
    [api, now],
  );

  const cancel = useCallback(() => running.current?.abort(), []);
  const dismiss = useCallback(() => setState(undefined), []);
  return { state, start, cancel, dismiss };
}

async function receive(
  response: Response,
  target: FileTarget,
  onBytes: (count: number) => void,
): Promise<void> {
  const reader = response.body!.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) {
      break;
    }
    await target.write(value);
    onBytes(value.byteLength);
  }
  await target.finish(response.headers.get('content-type') ?? '');
}

function fileName(format: DownloadFormat, now: number): string {
  const time = new Date(now).toISOString().slice(0, 19).replace(/:/g, '-');
  return `audit-log-${time}.${format}`;
}
