import { aView, anIntegration, refusal } from '../fixtures';
import { checkFields, errorAt, errorOfAnswer } from './fieldErrors';
import { newDraft } from './scheduleDraft';

const draft = newDraft({
  view: aView(),
  integration: anIntegration(),
  timeZone: 'UTC',
});

describe('checkFields', () => {
  it('finds nothing wrong with a complete draft', () => {
    expect(checkFields(draft)).toEqual({});
  });

  it('has a sentence for each field', () => {
    const errors = checkFields({
      ...draft,
      timeZone: 'Mars/X',
      cadence: { type: 'cron', expression: '* * *' },
      destination: 's3://acme-audit/backstage/{nope}.jsonl.gz',
      coverage: { mode: 'window', hours: 0 },
    });
    expect(errorAt(errors, 'timeZone')).toContain('IANA');
    expect(errorAt(errors, 'cadence')).toContain('five fields');
    expect(errorAt(errors, 'coverage')).toBeDefined();
    expect(errorAt(errors, 'name')).toBeUndefined();
  });

  it('says what a destination lacks', () => {
    const errors = checkFields({
      ...draft,
      destination: 's3://acme-audit/backstage/x.jsonl.gz',
    });
    expect(errorAt(errors, 'destination')).toContain('{to} or {run}');
  });
});

describe('errorOfAnswer', () => {
  it.each([
    [
      409,
      "Body field 'destination' is 's3://a/{run}.csv': export schedule 'Twin' could write the same objects",
      { destination: "Export schedule 'Twin' could write the same objects" },
    ],
    [
      400,
      "Body field 'condition.query' is 'colour:red': There is no field",
      { 'condition.query': 'There is no field' },
    ],
    [
      404,
      "There is no storage integration 'gone'",
      { integration: "There is no storage integration 'gone'" },
    ],
    [
      404,
      "The view '1' of this export does not exist any more",
      { viewId: "The view '1' of this export does not exist any more" },
    ],
    [500, 'The database is away', undefined],
    [400, "Body field 'elsewhere' is '1': expected none", undefined],
  ])('%i %s', (status, message, expected) => {
    expect(errorOfAnswer(refusal(status, message), draft)).toEqual(expected);
  });
});
