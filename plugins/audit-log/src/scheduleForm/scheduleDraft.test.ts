import {
  exportFormatIds,
  exportScheduleDraftSchema,
} from 'backstage-plugin-audit-log-common';
import { aView, anIntegration } from '../fixtures';
import {
  movedTo,
  newDraft,
  suggestDestination,
  withCadenceType,
  withExtension,
  withFormat,
} from './scheduleDraft';

const draft = newDraft({
  view: aView({ name: 'Failures, für svc-77' }),
  integration: anIntegration({ destination: 's3://bucket/audit' }),
  timeZone: 'Europe/Berlin',
});

describe('a new draft', () => {
  it('is complete where a view and an integration exist', () => {
    expect(exportScheduleDraftSchema.safeParse(draft).error).toBeUndefined();
    expect(draft.destination).toBe(
      's3://bucket/audit/failures-fu-r-svc-77/dt={date}/events-{from}-{to}.jsonl.gz',
    );
  });

  it('has no destination without an integration', () => {
    expect(newDraft({ timeZone: 'UTC' }).destination).toBe('');
  });

  it('has a folder even where the name has no letter', () => {
    const { output } = draft;
    expect(
      suggestDestination({ name: '日本', output }, anIntegration()),
    ).toContain('/events/dt={date}/');
  });
});

describe('withFormat', () => {
  it('fits the schema and the destination for every format', () => {
    for (const from of exportFormatIds) {
      for (const to of exportFormatIds) {
        const before = withFormat(draft.output, from);
        const output = withFormat(before, to);
        const destination = withExtension(
          withExtension(draft.destination, draft.output, before),
          before,
          output,
        );
        const next = { ...draft, output, destination };
        expect([
          from,
          to,
          exportScheduleDraftSchema.safeParse(next).error,
        ]).toEqual([from, to, undefined]);
      }
    }
  });

  it('leaves an extension of the reader’s own alone', () => {
    const csv = withFormat(draft.output, 'csv');
    expect(withExtension('s3://a/b/{run}.txt', draft.output, csv)).toBe(
      's3://a/b/{run}.txt',
    );
  });

  it('makes CSV safe for spreadsheets until told otherwise', () => {
    expect(withFormat(draft.output, 'csv').formulaGuard).toBe(true);
    expect(withFormat(draft.output, 'jsonl').formulaGuard).toBe(false);
  });
});

describe('movedTo', () => {
  it.each([
    ['s3://a/x/y.csv', 's3://a/x', 's3://b', 's3://b/y.csv'],
    ['s3://a/x2/y.csv', 's3://a/x', 's3://b', 's3://a/x2/y.csv'],
    ['s3://a/x/y.csv', undefined, 's3://b', 's3://a/x/y.csv'],
  ])('%s from %s to %s is %s', (destination, from, to, expected) => {
    expect(movedTo(destination, from, to)).toBe(expected);
  });
});

describe('withCadenceType', () => {
  it('is sound for every kind, from every kind', () => {
    const types = [
      'hourly',
      'daily',
      'weekly',
      'monthly',
      'window',
      'cron',
    ] as const;
    for (const from of types) {
      for (const to of types) {
        const cadence = withCadenceType(
          withCadenceType(draft.cadence, from),
          to,
        );
        const next = { ...draft, cadence };
        expect([
          from,
          to,
          exportScheduleDraftSchema.safeParse(next).error,
        ]).toEqual([from, to, undefined]);
      }
    }
  });

  it('keeps the time that was chosen', () => {
    expect(
      withCadenceType({ type: 'daily', time: '17:45' }, 'monthly'),
    ).toMatchObject({ time: '17:45' });
  });
});
