import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { renderInTestApp } from '@backstage/frontend-test-utils';
import { GroupsResponse } from 'backstage-plugin-audit-log-common';
import { GroupTimes } from './GroupTimes';

function open(counts: number[][]) {
  // The reader's noon: rows are named by the reader's days.
  const noon = new Date(2026, 10, 1, 12).getTime();
  const time = (index: number) =>
    new Date(noon + index * 86_400_000).toISOString();
  const onZoom = jest.fn();
  const names = ['Succeeded', 'Failed'];
  const groups: GroupsResponse = {
    from: time(0),
    to: time(counts.length),
    by: 'outcome',
    interval: '1d',
    buckets: counts.map((_, index) => time(index)),
    end: time(counts.length),
    series: [],
    other: null,
    completeTo: { sequence: '1', time: null },
  };
  renderInTestApp(
    <GroupTimes
      groups={groups}
      series={names.map((name, index) => ({
        key: name,
        name,
        color: '#000',
        total: 0,
        counts: counts.map(count => count[index]),
      }))}
      field="outcome"
      onZoom={onZoom}
    />,
  );
  return { onZoom, time };
}

const label = 'Outcome over time';

describe('GroupTimes', () => {
  it('has a row for each stretch of time, and keeps one', async () => {
    const { onZoom, time } = open([
      [3, 1],
      [0, 0],
      [5, 0],
    ]);
    const table = await screen.findByRole('table', { name: label });
    expect(
      within(table).getByRole('row', { name: 'Nov 03 5 0 5' }),
    ).toBeVisible();
    expect(
      within(table).getByRole('row', { name: 'Nov 01 3 1 4' }),
    ).toBeVisible();
    await userEvent.click(
      within(table).getByRole('button', { name: 'Nov 01' }),
    );
    expect(onZoom).toHaveBeenCalledWith({ from: time(0), to: time(1) });
  });

  it('shows a long table when it is asked for', async () => {
    open(Array.from({ length: 300 }, () => [1, 0]));
    const more = await screen.findByRole('button', {
      name: 'Show the counts over time, 300 rows',
    });
    expect(screen.queryByRole('table')).not.toBeInTheDocument();
    await userEvent.click(more);
    const table = screen.getByRole('table', { name: label });
    expect(within(table).getAllByRole('row')).toHaveLength(301);
  });
});
