import fc from 'fast-check';
import { applyCompletion, completeQuery } from './completeQuery';
import { queryFields } from './fields';
import { parseQuery } from './parseQuery';

jest.setTimeout(180_000);

const values = {
  plugin: ['catalog', 'scaffolder', 'permission'],
  actor: ['user:default/ada', 'plugin:catalog'],
  'meta.taskId': ['42'],
};

/** What is offered at the `|` of a text. */
function offer(marked: string) {
  const caret = marked.indexOf('|');
  return completeQuery(marked.replace('|', ''), caret, values);
}

function inserts(marked: string): string[] {
  return offer(marked).items.map(({ insert }) => insert);
}

/** The text and caret after the completion with this label was chosen. */
function choose(marked: string, label: string): string {
  const item = offer(marked).items.find(found => found.label === label);
  const text = marked.replace('|', '');
  const result = applyCompletion(text, item!);
  return `${result.text.slice(0, result.caret)}|${result.text.slice(
    result.caret,
  )}`;
}

describe('completeQuery', () => {
  it('offers every field where nothing is written', () => {
    expect(inserts('|')).toEqual(
      expect.arrayContaining([
        'actor:',
        'plugin:',
        'duration>=',
        'meta.taskId:',
      ]),
    );
    expect(inserts('plugin:catalog |')).toContain('severity:');
  });

  it('offers fields that begin with the word, then those that contain it', () => {
    const fields = offer('ta|').items.filter(({ kind }) => kind === 'field');
    expect(fields.map(({ label }) => label)).toEqual([
      'target',
      'targetType',
      'status',
      'time',
      'instance',
      'meta.taskId',
    ]);
  });

  it('offers the operators of a field that is written out', () => {
    expect(inserts('severity|').slice(0, 7)).toEqual([
      'severity:',
      'severity=',
      'severity!=',
      'severity>',
      'severity>=',
      'severity<',
      'severity<=',
    ]);
  });

  it('offers a term for a word that occurs as a value', () => {
    expect(inserts('ada|')).toContain('actor:user:default/ada');
  });

  it('offers the values of a field, without those already named', () => {
    expect(inserts('outcome:|')).toEqual([
      'succeeded',
      'failed',
      'unknown',
      'pending',
    ]);
    expect(inserts('outcome:failed,un|')).toEqual(['unknown']);
    expect(inserts('-plugin:catalog,|')).toEqual(['scaffolder', 'permission']);
    expect(inserts('meta.taskId:|')).toEqual(['42']);
  });

  it('names the field whose values would help', () => {
    expect(offer('eventId:loc|').valuesOf).toEqual({
      field: 'event',
      prefix: 'loc',
    });
  });

  it('offers examples where values are open', () => {
    expect(inserts('duration>=|')).toContain('2s');
  });

  it.each([
    ['sev| plugin:catalog', 'severity', 'severity:| plugin:catalog'],
    ['plu|gin:catalog', 'plugin', 'plugin|:catalog'],
    ['outcome:f|oo x', 'failed', 'outcome:failed| x'],
    ['-outcome:|', 'failed', '-outcome:failed|'],
  ])('completes %s with %s', (before, label, after) => {
    expect(choose(before, label)).toBe(after);
  });

  it('offers nothing inside a phrase', () => {
    expect(offer('"out|come"').items).toEqual([]);
  });

  it('offers nothing before a minus', () => {
    expect(completeQuery('-plugin:', 0, values).items).toEqual([]);
    expect(completeQuery('-plu', 0, values).items).toEqual([]);
  });

  it('answers any text and caret, and touches only the word at the caret', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary', maxLength: 60 }),
          fc
            .array(fc.constantFrom('plugin', ':', 'a', '"', ',', ' ', '-', '.'))
            .map(parts => parts.join('')),
        ),
        fc.nat(60),
        (text, at) => {
          const caret = Math.min(at, text.length);
          for (const item of completeQuery(text, caret, values).items) {
            expect(item.start).toBeLessThanOrEqual(caret);
            expect(item.end).toBeGreaterThanOrEqual(caret);
          }
        },
      ),
      { numRuns: 1000 },
    );
  });

  it.each(queryFields.map(({ name }) => name))(
    'offers each value of %s once',
    name => {
      const text = `${name}:`;
      const labels = completeQuery(text, text.length).items.map(
        ({ label }) => label,
      );
      expect(new Set(labels).size).toBe(labels.length);
    },
  );

  it('offers values that make a valid query', () => {
    for (const item of offer('outcome:|').items) {
      const { text } = applyCompletion('outcome:', item);
      expect(parseQuery(text).errors).toEqual([]);
    }
  });
});
