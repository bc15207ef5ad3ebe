import { act, screen } from '@testing-library/react';
import { renderInTestApp } from '@backstage/frontend-test-utils';
import { HistogramResponse } from 'backstage-plugin-audit-log-common';
import { HistogramBars } from './HistogramBars';

const LEFT = 100;
const BAR = 50;
const times = ['09:00', '09:15', '09:30', '09:45', '10:00'].map(
  time => `2026-11-22T${time}:00.000Z`,
);
const counted: HistogramResponse = {
  from: times[0],
  to: times[4],
  interval: '15m',
  buckets: times.slice(0, 4),
  end: times[4],
  series: [{ value: 'succeeded', total: 10, counts: [1, 2, 3, 4] }],
  completeTo: { sequence: '10', time: null },
};

async function open() {
  const onZoom = jest.fn();
  renderInTestApp(
    <HistogramBars
      counted={counted}
      field="outcome"
      height={84}
      onZoom={onZoom}
    />,
  );
  const bars = await screen.findByRole('img', { name: /^Events over time/ });
  jest
    .spyOn(bars, 'getBoundingClientRect')
    .mockReturnValue({ left: LEFT, width: 4 * BAR } as DOMRect);
  /** What a pointer does over the middle of bars, before anything is drawn. */
  const point = (...steps: [type: string, bar: number, button?: number][]) =>
    act(() => {
      for (const [type, bar, button = 0] of steps) {
        const clientX = LEFT + (bar + 0.5) * BAR;
        bars.dispatchEvent(
          new PointerEvent(type, { bubbles: true, clientX, button }),
        );
      }
    });
  return { onZoom, point };
}

describe('HistogramBars', () => {
  it.each([
    ['to the right', 1, 2],
    ['to the left', 2, 1],
  ])('chooses what is dragged over at once, %s', async (_, from, to) => {
    const { onZoom, point } = await open();
    point(['pointerdown', from], ['pointermove', to], ['pointerup', to]);
    expect(onZoom.mock.calls).toEqual([[{ from: times[1], to: times[3] }]]);
  });

  it('counts where the pointer is let go, whether it was seen there or not', async () => {
    const { onZoom, point } = await open();
    point(['pointerdown', 0], ['pointerup', 3]);
    expect(onZoom.mock.calls).toEqual([[{ from: times[0], to: times[4] }]]);
  });

  it('chooses a bar that is clicked', async () => {
    const { onZoom, point } = await open();
    point(['pointerdown', 3]);
    point(['pointerup', 3]);
    expect(onZoom.mock.calls).toEqual([[{ from: times[3], to: times[4] }]]);
  });

  it('chooses the outermost bar at the very edge', async () => {
    const { onZoom, point } = await open();
    point(['pointerdown', 2], ['pointerup', 3.5]);
    expect(onZoom.mock.calls).toEqual([[{ from: times[2], to: times[4] }]]);
  });

  it.each([
    [
      'the pointer leaves',
      [
        ['pointerdown', 0],
        ['pointerout', 3],
      ] as const,
    ],
    ['it is not dragged', [['pointermove', 2]] as const],
    ['another button is down', [['pointerdown', 0, 2]] as const],
    [
      'it becomes scrolling',
      [
        ['pointerdown', 0],
        ['pointercancel', 1],
      ] as const,
    ],
  ])('chooses nothing where %s', async (_, steps) => {
    const { onZoom, point } = await open();
    for (const step of steps) {
      point(step as unknown as [string, number, number?]);
    }
    point(['pointerup', 2]);
    expect(onZoom).not.toHaveBeenCalled();
  });
});
