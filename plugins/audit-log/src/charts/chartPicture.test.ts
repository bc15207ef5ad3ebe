import { ChartPicture, drawChartPicture } from './chartPicture';

const picture: ChartPicture = {
  title: 'Events by Outcome',
  subtitle: 'event:sign-in',
  legend: [
    { name: 'Succeeded', color: '#00f', total: 12 },
    { name: 'Failed', color: '#f00', total: 3 },
  ],
  chart: { markup: '<svg id="chart"/>', width: 400, height: 300 },
  colors: { background: '#123456', text: '#fff', quiet: '#ccc' },
};

function draw(change: Partial<ChartPicture> = {}) {
  const drawn = drawChartPicture({ ...picture, ...change });
  const parsed = new DOMParser().parseFromString(drawn.markup, 'image/svg+xml');
  expect(parsed.querySelector('parsererror')).toBeNull();
  const texts = Array.from(parsed.querySelectorAll('text'));
  return { ...drawn, parsed, texts: texts.map(text => text.textContent) };
}

describe('drawChartPicture', () => {
  it('stands alone: background, title, chart and names of the colours', () => {
    const { parsed, texts } = draw();
    expect(parsed.querySelector('rect')?.getAttribute('fill')).toBe('#123456');
    expect(parsed.querySelector('#chart')).not.toBeNull();
    expect(texts).toEqual([
      'Events by Outcome',
      'event:sign-in',
      'Succeeded  12',
      'Failed  3',
    ]);
  });

  it.each(['<script>alert(1)</script>', '&amp; "x"', 'a]]>b'])(
    'takes %j as text',
    name => {
      const { texts, parsed } = draw({
        title: name,
        legend: [{ name, color: '#00f', total: 1 }],
      });
      expect(parsed.querySelector('script')).toBeNull();
      expect(texts[0]).toBe(name);
      expect(texts[2]).toBe(`${name}  1`);
    },
  );

  it.each(['\u0000\u0001\u001f', '\ud800x', 'x'.repeat(5000)])(
    'is a picture whatever is searched for: %#',
    subtitle => {
      expect(draw({ subtitle }).texts).toHaveLength(4);
    },
  );

  it('grows with the names below the chart', () => {
    const many = Array.from({ length: 13 }, (_, index) => ({
      name: `component:default/service-${index}`,
      color: '#00f',
      total: index,
    }));
    const { height, parsed } = draw({ legend: many });
    expect(height).toBeGreaterThan(draw().height);
    const places = Array.from(parsed.querySelectorAll('text')).map(text =>
      Number(text.getAttribute('y')),
    );
    expect(Math.max(...places)).toBeLessThan(height);
  });
});
