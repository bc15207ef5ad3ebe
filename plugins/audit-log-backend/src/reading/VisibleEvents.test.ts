import { EventPredicate } from '../store';
import { ReadableEvents, VisibleEvents } from './VisibleEvents';

const may: EventPredicate = () => {};
const asked: EventPredicate = () => {};

describe('VisibleEvents', () => {
  it('narrows whatever is asked for by what may be seen', async () => {
    const where: Record<string, EventPredicate[]> = {};
    const options =
      (method: string) => (given: { where: EventPredicate[] }) => {
        where[method] = given.where;
      };
    const byId = (method: string) => (_: string, given: EventPredicate[]) => {
      where[method] = given;
    };
    const visible = new VisibleEvents({
      events: {
        list: options('list'),
        scan: options('scan'),
        count: options('count'),
        get: byId('get'),
        operation: byId('operation'),
      } as unknown as ReadableEvents,
      where: [may],
    });
    await visible.list({ where: [asked], order: 'asc', limit: 1 });
    visible.scan({ where: [asked], fromSequence: '1', toSequence: '2' });
    await visible.count({ where: [asked], limit: 1 });
    await visible.get('1', [asked]);
    await visible.operation('1', [asked]);
    const both = [may, asked];
    expect(where).toEqual({
      list: both,
      scan: both,
      count: both,
      get: both,
      operation: both,
    });
    expect(visible.narrow([asked])).toEqual(both);
    await visible.get('1');
    expect(where.get).toEqual([may]);
  });
});
