import { fireEvent, screen } from '@testing-library/react';
import { renderInTestApp } from '@backstage/frontend-test-utils';
import { person } from '../__testUtils__/openExplorer';
import { TimeRangePicker } from './TimeRangePicker';
import { TimeRange } from './timeRange';

async function open(range: TimeRange) {
  const onChange = jest.fn();
  renderInTestApp(<TimeRangePicker range={range} onChange={onChange} />);
  await person.click(
    await screen.findByRole('button', { name: /^Time range: / }),
  );
  return onChange;
}
const from = () => screen.getByLabelText<HTMLInputElement>('From');
const to = () => screen.getByLabelText<HTMLInputElement>('To');

describe('TimeRangePicker', () => {
  beforeEach(() => {
    const { resolvedOptions } = Intl.DateTimeFormat.prototype;
    jest
      .spyOn(Intl.DateTimeFormat.prototype, 'resolvedOptions')
      .mockImplementation(function inRome(this: Intl.DateTimeFormat) {
        return { ...resolvedOptions.call(this), timeZone: 'Europe/Rome' };
      });
  });
  afterEach(() => jest.restoreAllMocks());

  it('offers lengths of time up to now', async () => {
    const onChange = await open({ kind: 'all' });
    await person.click(screen.getByRole('menuitem', { name: 'Last 24 hours' }));
    expect(onChange).toHaveBeenCalledWith({ kind: 'relative', last: '24h' });
  });

  it('takes two times in the reader’s zone, or in UTC', async () => {
    const onChange = await open({
      kind: 'absolute',
      from: '2026-11-22T10:00:00.000Z',
    });
    expect(from().value).toMatch(/^2026-11-22T11:00/);
    await person.click(screen.getByLabelText('Time zone'));
    await person.click(screen.getByRole('option', { name: 'UTC' }));
    expect(from().value).toMatch(/^2026-11-22T10:00/);
    fireEvent.change(to(), { target: { value: '2026-11-22T12:30:00' } });
    await person.click(screen.getByRole('button', { name: 'Apply' }));
    expect(onChange).toHaveBeenCalledWith({
      kind: 'absolute',
      from: '2026-11-22T10:00:00.000Z',
      to: '2026-11-22T12:30:00.000Z',
    });
  });

  it('takes no end before its beginning', async () => {
    const onChange = await open({
      kind: 'absolute',
      from: '2026-11-22T10:00:00.000Z',
    });
    fireEvent.change(to(), { target: { value: '2026-11-22T01:00:00' } });
    expect(screen.getByText('“From” must be before “To”.')).toBeVisible();
    expect(screen.getByRole('button', { name: 'Apply' })).toBeDisabled();
    expect(onChange).not.toHaveBeenCalled();
  });
});
