import { exportColumns } from './columns';
import { exportColumnsOfView } from './viewColumns';

describe('columns of a view', () => {
  it('become columns of an export, in their order, each once', () => {
    expect(
      exportColumnsOfView([
        ...['time', 'outcome', 'actor', 'what', 'event', 'target'],
        ...['meta.taskId', 'meta.kind', 'no such column', 'severity'],
      ]),
    ).toEqual([
      ...['started_at', 'outcome', 'actor', 'event_id', 'target'],
      ...['meta', 'severity'],
    ]);
  });

  it('are all where the view has none, or none that is exported', () => {
    expect(exportColumnsOfView(null)).toBeNull();
    expect(exportColumnsOfView([])).toBeNull();
    expect(exportColumnsOfView(['no such column'])).toBeNull();
  });

  it('may be columns of an export already', () => {
    const names = exportColumns.map(({ name }) => name);
    expect(exportColumnsOfView(names)).toEqual(names);
  });
});
