import { screen, waitFor } from '@testing-library/react';
import { grid, openExplorer, person } from '../__testUtils__/openExplorer';
import { FakeAuditLog, anEvent } from '../fixtures';

const log = () =>
  new FakeAuditLog({
    events: [
      anEvent({ sequence: '2', plugin: 'scaffolder' }),
      anEvent({ sequence: '1', plugin: 'search' }),
    ],
  });

const field = () => screen.getByRole('combobox', { name: 'Filter events' });
const offered = () =>
  screen.queryAllByRole('option').map(option => option.textContent);

describe('QueryField', () => {
  it('offers values that occur, and no others', async () => {
    openExplorer(log());
    await grid();
    await person.type(field(), 'plugin:');
    await waitFor(() =>
      expect(offered()).toEqual([
        expect.stringContaining('scaffolder'),
        expect.stringContaining('search'),
      ]),
    );
    await person.type(field(), 'sea');
    await waitFor(() => expect(offered()).toHaveLength(1));
  });

  it('offers nothing where nothing like it occurs', async () => {
    const known = log();
    const lookedUp = jest.spyOn(known, 'getFacets');
    openExplorer(known);
    await grid();
    await person.type(field(), 'plugin:cat');
    await waitFor(() =>
      expect(lookedUp.mock.calls.map(([query]) => query.containing)).toContain(
        'cat',
      ),
    );
    expect(offered()).toEqual([]);
  });
});
