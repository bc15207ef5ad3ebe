import { screen, waitFor } from '@testing-library/react';
import {
  PointerEventsCheckLevel,
  userEvent,
} from '@testing-library/user-event';
import { ToastApi, toastApiRef } from '@backstage/frontend-plugin-api';
import { mockApis } from '@backstage/frontend-test-utils';
import { Me } from 'backstage-plugin-audit-log-common';
import { useLocation } from 'react-router-dom';
import { renderPage } from './renderPage';
import { ExplorerPage } from '../explorer';
import { FakeAuditLog, admin } from '../fixtures';
import { MeContext, auditLogApiRef } from '../shared';

/**
 * Somebody at the keyboard who doesn't wait between keys, and doesn't compute
 * all styles before each click: that is most of what such a test costs.
 */
export const person = userEvent.setup({
  delay: null,
  pointerEventsCheck: PointerEventsCheckLevel.Never,
});

function Address() {
  const { search } = useLocation();
  return <output data-testid="address">{decodeURIComponent(search)}</output>;
}

/** Shows the explorer of a log. */
export function openExplorer(
  log: FakeAuditLog,
  options: { search?: string; me?: Partial<Me>; toasts?: ToastApi } = {},
) {
  const { search = '?range=all', me, toasts = mockApis.toast() } = options;
  renderPage(
    <MeContext.Provider value={{ ...admin, ...me }}>
      <ExplorerPage />
      <Address />
    </MeContext.Provider>,
    {
      path: `/audit-log${search}`,
      apis: [
        [auditLogApiRef, log],
        [toastApiRef, toasts],
      ],
    },
  );
}

/** The query string of the page, decoded. */
export function address(): string {
  return screen.getByTestId('address').textContent ?? '';
}

/** The rows of the table. Looking for roles in the whole page takes longer. */
export function rows(): HTMLElement[] {
  return Array.from(
    document.querySelectorAll<HTMLElement>('[role="rowgroup"] [role="row"]'),
  );
}

/** Waits for the table with at least one row. */
export async function grid(): Promise<HTMLElement> {
  const table = await screen.findByRole('grid', { name: 'Audit events' });
  await waitFor(() => expect(rows()).not.toHaveLength(0));
  return table;
}
