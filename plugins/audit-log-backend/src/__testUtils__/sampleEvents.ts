import { ExportedEvent } from 'backstage-plugin-audit-log-common';

const pad = (value: number, length: number) =>
  String(value).padStart(length, '0');

const hostile = [
  'plain',
  '=cmd|calc',
  '+1',
  '-1',
  '@sum',
  'comma, and "quotes"',
  'line\nbreak',
  'line\r\nbreak',
  'nul \u0000 and lone surrogate \ud83d',
  'emoji 🦜 and ümlaut',
  '',
  ' leading blank',
  "apostrophe's",
];

/** An event that depends on its sequence alone, with hostile text in places. */
export function sampleEvent(
  sequence: number,
  overrides: Partial<ExportedEvent> = {},
): ExportedEvent {
  const at = new Date(Date.UTC(2026, 10, 1) + sequence * 1_000).toISOString();
  const text = hostile[sequence % hostile.length];
  return {
    sequence: String(sequence),
    id: `01930000-0000-7000-8000-${pad(sequence, 12)}`,
    startedAt: at,
    endedAt: sequence % 5 === 0 ? null : at,
    durationMs: sequence % 5 === 0 ? null : sequence % 977,
    recordedAt: at,
    plugin: ['catalog', 'scaffolder', 'permission'][sequence % 3],
    eventId: ['entity-mutate', 'task', 'role-write'][sequence % 3],
    action: sequence % 2 === 0 ? 'create' : null,
    category: ['CATALOG', 'TEMPLATES', 'PERMISSIONS'][sequence % 3],
    severity: (['low', 'medium', 'high', 'critical'] as const)[sequence % 4],
    outcome: sequence % 7 === 0 ? 'failed' : 'succeeded',
    amends: null,
    actor:
      sequence % 11 === 0
        ? { type: 'service', ref: 'plugin:scaffolder' }
        : { type: 'user', ref: `user:default/person-${sequence % 50}` },
    target:
      sequence % 4 === 0
        ? null
        : { type: 'entity', ref: `component:default/svc-${sequence % 300}` },
    client: sequence % 3 === 0 ? null : { ip: '10.0.0.1', userAgent: text },
    request:
      sequence % 6 === 0
        ? null
        : { method: 'POST', path: `/api/catalog/${sequence}`, status: 200 },
    meta: sequence % 8 === 0 ? null : { text, nested: { list: [1, text] } },
    error: sequence % 7 === 0 ? { name: 'NotFoundError', message: text } : null,
    instance: 'portal-1',
    leafHash: pad(sequence, 64),
    proof: { salt: pad(sequence, 32) },
    ...overrides,
  };
}

/** The sample events of a range of sequences, inclusive. */
export async function* sampleEvents(
  from: number,
  to: number,
): AsyncGenerator<ExportedEvent> {
  for (let sequence = from; sequence <= to; sequence++) {
    yield sampleEvent(sequence);
  }
}

/** All bytes of an export. */
export async function collect(
  source: AsyncIterable<Uint8Array>,
): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of source) {
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
