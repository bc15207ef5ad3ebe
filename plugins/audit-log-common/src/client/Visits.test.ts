import { Visits } from './Visits';

it('names a visit as long as somebody reads, and the next one anew', () => {
  let now = 0;
  let made = 0;
  const visits = new Visits({ newId: () => `${++made}`, clock: () => now });
  for (let minute = 0; minute < 600; minute += 4) {
    now = minute * 60_000;
    expect(visits.current()).toBe('1');
  }
  now += 5 * 60_000;
  expect(visits.current()).toBe('2');
  expect(visits.current()).toBe('2');
});
