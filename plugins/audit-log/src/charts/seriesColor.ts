const known: Record<string, { light: string; dark: string }> = {
  succeeded: { light: '#6f9fd8', dark: '#5c8fcc' },
  failed: { light: '#d23f3f', dark: '#f0706a' },
  unknown: { light: '#d98a1f', dark: '#f0a53c' },
  pending: { light: '#9aa0a6', dark: '#8a9097' },
  low: { light: '#a9b4c0', dark: '#6d7883' },
  medium: { light: '#6f9fd8', dark: '#5c8fcc' },
  high: { light: '#d98a1f', dark: '#f0a53c' },
  critical: { light: '#d23f3f', dark: '#f0706a' },
};

const palette = [
  { light: '#4f83c2', dark: '#6fa3e0' },
  { light: '#3a9d8f', dark: '#56c2b2' },
  { light: '#c98a2b', dark: '#e3ab56' },
  { light: '#8b6bb8', dark: '#ad92d8' },
  { light: '#c2577f', dark: '#df7fa3' },
  { light: '#6f8f3a', dark: '#99bd5c' },
  { light: '#5f7d95', dark: '#86a6bf' },
  { light: '#a8683f', dark: '#cf9168' },
];

/** The colour of a series: its own where its value has a meaning, else by place. */
export function seriesColor(
  value: string | null,
  index: number,
  theme: 'light' | 'dark',
): string {
  const color =
    (value === null ? undefined : known[value]) ??
    palette[index % palette.length];
  return color[theme];
}
