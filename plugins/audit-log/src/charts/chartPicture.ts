/** What goes onto a picture of a chart. Sizes are CSS pixels. */
export interface ChartPicture {
  title: string;
  /** A second line in a quieter colour. */
  subtitle: string;
  legend: { name: string; color: string; total: number }[];
  /** The chart itself, an `svg` element with these measures. */
  chart: { markup: string; width: number; height: number };
  colors: { background: string; text: string; quiet: string };
}

const MARGIN = 24;
const TITLE_HEIGHT = 52;
const LINE_HEIGHT = 22;
/** About what a letter of the legend takes, and what is around a name. */
const LETTER = 7;
const AROUND_NAME = 40;
const LONGEST_TEXT = 120;

/**
 * A picture that can stand alone: on a background of its own, with a title
 * and with names for the colours. SVG markup and its size in CSS pixels.
 */
export function drawChartPicture(picture: ChartPicture): {
  markup: string;
  width: number;
  height: number;
} {
  const { title, subtitle, chart, colors } = picture;
  const width = chart.width + 2 * MARGIN;
  const legend = placeLegend(picture.legend, chart.width);
  const legendTop = MARGIN + TITLE_HEIGHT + chart.height + 12;
  const lines = legend.length > 0 ? legend[legend.length - 1].line + 1 : 0;
  const height = legendTop + lines * LINE_HEIGHT + MARGIN;
  const entries = legend.map(({ text, color, x, line }) => {
    const top = legendTop + line * LINE_HEIGHT;
    return [
      `<rect x="${MARGIN + x}" y="${
        top + 1
      }" width="10" height="10" rx="2" fill="${color}"/>`,
      `<text x="${MARGIN + x + 16}" y="${top + 10}" font-size="12" fill="${
        colors.text
      }">${escapeText(text)}</text>`,
    ].join('');
  });
  const markup = [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="Helvetica, Arial, sans-serif">`,
    `<rect width="100%" height="100%" fill="${colors.background}"/>`,
    `<text x="${MARGIN}" y="${
      MARGIN + 14
    }" font-size="16" font-weight="bold" fill="${colors.text}">${escapeText(
      title,
    )}</text>`,
    `<text x="${MARGIN}" y="${MARGIN + 34}" font-size="12" fill="${
      colors.quiet
    }">${escapeText(subtitle)}</text>`,
    `<g transform="translate(${MARGIN} ${MARGIN + TITLE_HEIGHT})">${
      chart.markup
    }</g>`,
    ...entries,
    '</svg>',
  ].join('');
  return { markup, width, height };
}

/** Names from left to right, on as many lines as they need. */
function placeLegend(legend: ChartPicture['legend'], width: number) {
  let x = 0;
  let line = 0;
  return legend.map(({ name, color, total }) => {
    const text = `${cut(name)}  ${total.toLocaleString()}`;
    const length = text.length * LETTER + AROUND_NAME;
    if (x > 0 && x + length > width) {
      x = 0;
      line += 1;
    }
    const place = { text, color, x, line };
    x += length;
    return place;
  });
}

function cut(text: string): string {
  return text.length > LONGEST_TEXT ? `${text.slice(0, LONGEST_TEXT)}…` : text;
}

/** Text for XML, which knows no control characters at all. */
function escapeText(text: string): string {
  return (
    cut(text)
      // eslint-disable-next-line no-control-regex
      .replace(/[\u0000-\u001f\ufffe\uffff]|\p{Surrogate}/gu, ' ')
      .replace(/&/g, '&amp;')
      .replace(/</g, '&lt;')
      .replace(/>/g, '&gt;')
  );
}

/** Twice as many pixels as on the screen, for slides and sharp screens. */
const SCALE = 2;

/**
 * Draws SVG markup as PNG.
 *
 * @throws Error where the browser can't
 */
export async function drawPng(picture: {
  markup: string;
  width: number;
  height: number;
}): Promise<Blob> {
  const image = new Image();
  // Not a blob: the usual content security policy takes images from data only.
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(
    picture.markup,
  )}`;
  await image.decode();
  const canvas = document.createElement('canvas');
  canvas.width = picture.width * SCALE;
  canvas.height = picture.height * SCALE;
  canvas.getContext('2d')!.drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve, reject) =>
    canvas.toBlob(
      blob => (blob ? resolve(blob) : reject(new Error('No picture'))),
      'image/png',
    ),
  );
}
