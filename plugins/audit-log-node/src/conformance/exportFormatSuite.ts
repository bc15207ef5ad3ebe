/* eslint-disable jest/no-export -- a suite is there to be imported by tests */
import { ExportedEvent, ExportOutput } from 'backstage-plugin-audit-log-common';
import { createHash } from 'node:crypto';
import { ExportFormat } from '../exports';

/** @public */
export interface ExportFormatSuiteOptions {
  format: ExportFormat;
  output: ExportOutput;
  /** An event that depends on its sequence alone. */
  eventOf(sequence: number): ExportedEvent;
}

/**
 * The promises that every export format keeps. Call it inside a `describe`
 * block.
 *
 * @public
 */
export function exportFormatSuite(options: ExportFormatSuiteOptions) {
  const { format, output, eventOf } = options;

  async function* events(from: number, to: number) {
    for (let sequence = from; sequence <= to; sequence++) {
      yield eventOf(sequence);
    }
  }
  const digest = async (source: AsyncIterable<ExportedEvent>) => {
    const hash = createHash('sha256');
    for await (const chunk of format.encode(source, output)) {
      hash.update(chunk);
    }
    return hash.digest('hex');
  };

  it('gives the same bytes each time', async () => {
    await expect(digest(events(1, 6_001))).resolves.toBe(
      await digest(events(1, 6_001)),
    );
  });

  it('gives other bytes for other events', async () => {
    await expect(digest(events(1, 10))).resolves.not.toBe(
      await digest(events(2, 11)),
    );
  });

  it('can be empty', async () => {
    await expect(digest(events(1, 0))).resolves.toEqual(expect.any(String));
  });

  it('passes on what breaks the source', async () => {
    async function* broken() {
      yield eventOf(1);
      throw new Error('the database went away');
    }
    await expect(digest(broken())).rejects.toThrow('the database went away');
  });

  it('reads no more than it has to, and stops when its reader stops', async () => {
    let read = 0;
    let stopped = false;
    async function* endless() {
      try {
        for (;;) {
          yield eventOf(++read);
        }
      } finally {
        stopped = true;
      }
    }
    for await (const chunk of format.encode(endless(), output)) {
      if (chunk.length > 0) {
        break;
      }
    }
    for (const end = Date.now() + 60_000; !stopped && Date.now() < end; ) {
      await new Promise(setImmediate);
    }
    expect(stopped).toBe(true);
    expect(read).toBeLessThan(50_000);
  });
}
