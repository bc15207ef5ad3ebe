import { columnWidth } from './columns';

/** CSS `grid-template-columns` for the table, and the width it needs in pixels. */
export function columnTemplate(
  columns: string[],
  widths: Record<string, number>,
): { template: string; minWidth: number } {
  const tracks = columns.map(column => {
    const { min, grow } = columnWidth(column);
    const chosen = widths[column];
    return chosen
      ? { css: `${chosen}px`, width: chosen, grows: false }
      : {
          css: grow > 0 ? `minmax(${min}px, ${grow}fr)` : `${min}px`,
          width: min,
          grows: grow > 0,
        };
  });
  const filler = tracks.some(track => track.grows) ? [] : ['minmax(0, 1fr)'];
  return {
    template: [...tracks.map(track => track.css), ...filler].join(' '),
    minWidth: tracks.reduce((sum, track) => sum + track.width, 0),
  };
}
