import { begunOf, eventOf } from '../tests/recordedEvents';
import { beginLine, eventLine, parseSegment } from './lines';

const event = eventOf({ meta: { text: 'ä€😀\n"' } });

describe('lines of the journal', () => {
  it('come back as they were written', () => {
    const begun = begunOf();
    const content = Buffer.from(
      beginLine(begun) +
        beginLine(begun, 'next') +
        eventLine(event, { operationId: event.id }) +
        eventLine(event, {
          operationId: begun.id,
          period: 'now',
          isUndecided: true,
        }),
    );
    const { lines, damaged } = parseSegment(content);
    expect(lines.map(({ line }) => line)).toEqual([
      { b: begun },
      { b: begun, n: 'next' },
      { e: event },
      { e: event, o: begun.id, p: 'now', u: 1 },
    ]);
    expect(lines.reduce((sum, { size }) => sum + size, 0)).toBe(content.length);
    expect(damaged).toBe(0);
  });

  it('survive every cut of the last one', () => {
    const first = Buffer.from(eventLine(event, { operationId: event.id }));
    const both = Buffer.concat([first, first]);
    for (let end = first.length; end < both.length; end += 1) {
      const { lines, damaged } = parseSegment(both.subarray(0, end));
      expect(lines.map(({ line }) => line)).toEqual([{ e: event }]);
      expect(damaged).toBe(0);
    }
  });

  it.each(['', '{}', 'null', '[]', '{"e":1}', '{"e":{"id":1}}', '\0\0'])(
    'count %j in the middle as damaged',
    text => {
      const content = `${text}\n${eventLine(event, { operationId: event.id })}`;
      const { lines, damaged } = parseSegment(Buffer.from(content));
      expect(lines).toHaveLength(1);
      expect(damaged).toBe(1);
    },
  );
});
