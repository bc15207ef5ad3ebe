import { anEvent } from '../fixtures';
import { changesOf } from './changes';

const of = (meta: object) => changesOf(anEvent({ meta: meta as never }));

describe('changesOf', () => {
  it('reads a list of changes', () => {
    expect(
      of({
        changes: [
          { path: 'spec.owner', before: 'a', after: 'b' },
          { path: 'metadata.tags', after: ['x'] },
        ],
      }),
    ).toEqual([
      { path: 'spec.owner', before: 'a', after: 'b' },
      { path: 'metadata.tags', before: undefined, after: ['x'] },
    ]);
  });

  it('compares two objects, value by value', () => {
    expect(
      of({
        before: { days: 30, same: 1, limits: { own: true }, list: [1] },
        after: { days: 90, same: 1, limits: { own: true, all: 1 }, list: [2] },
      }),
    ).toEqual([
      { path: 'days', before: 30, after: 90 },
      { path: 'limits.all', before: undefined, after: 1 },
      { path: 'list', before: [1], after: [2] },
    ]);
  });

  it('tells of something new and of something deleted', () => {
    expect(of({ after: { name: 'x' } })).toEqual([
      { path: 'name', before: undefined, after: 'x' },
    ]);
    expect(of({ before: { name: 'x' }, after: null })).toEqual([
      { path: '', before: { name: 'x' }, after: null },
    ]);
  });

  it.each([
    {},
    { changes: 'many' },
    { changes: [1, null, { before: 2 }] },
    { before: 'yesterday', after: 'today' },
    { before: { a: 1 }, after: { a: 1 } },
  ])('finds none in %p', meta => {
    expect(of(meta)).toEqual([]);
  });
});
