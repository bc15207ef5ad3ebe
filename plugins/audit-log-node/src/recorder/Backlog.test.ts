import { eventOf } from '../tests/recordedEvents';
import { Backlog, BacklogEntry } from './Backlog';

function entryOf(person: string, size: number = 1): BacklogEntry {
  const actor = { type: 'user' as const, ref: `user:default/${person}` };
  return { event: eventOf({ actor }), size, takenAt: 0, attempts: 0 };
}

describe('Backlog', () => {
  it('removes of a batch what is still there, and nothing in between', () => {
    const backlog = new Backlog({ maxEvents: 100, maxSize: 1e6 });
    const [a, y, b, c] = ['a', 'y', 'b', 'c'].map(name => entryOf(name));
    [a, y, b, c].forEach(entry => backlog.push(entry));
    // While they were under way, one of them left by another way.
    backlog.removeWhere(entry => entry === b);
    backlog.remove([a, b, c]);
    expect([...backlog]).toEqual([y]);
  });

  it('makes room at the cost of whoever fills it, by size as by number', () => {
    const backlog = new Backlog({ maxEvents: 1_000, maxSize: 1_000 });
    const many = Array.from({ length: 50 }, () => entryOf('many'));
    const large = Array.from({ length: 9 }, () => entryOf('large', 100));
    [...many, ...large].forEach(entry => backlog.push(entry));
    expect(backlog.removeLeast()).toEqual([large[0]]);
  });

  it('lets nobody wait for those who come back each time', () => {
    const backlog = new Backlog({ maxEvents: 100, maxSize: 1e6 });
    const names = Array.from({ length: 10 }, (_, n) => `p${n}`);
    const [first, second] = [entryOf('waits'), entryOf('waits')];
    [first, second].forEach(entry => backlog.push(entry));
    names.forEach(name => backlog.push(entryOf(name)));
    let batches = 0;
    for (let isThere = true; isThere && batches < 100; batches += 1) {
      const batch = backlog.takeTurns(5, 1e6);
      backlog.remove(batch);
      for (const { event } of batch) {
        if (event.actor.ref !== 'user:default/waits') {
          const name = event.actor.ref!.replace('user:default/', '');
          backlog.push(entryOf(name));
        }
      }
      isThere = [...backlog].includes(second);
    }
    // Two rounds of eleven authors, in batches of five.
    expect(batches).toBeLessThanOrEqual(5);
  });
});
