import { screen } from '@testing-library/react';
import { renderInTestApp } from '@backstage/frontend-test-utils';
import { FakeExports, aRun } from '../fixtures';
import { exportsApiRef } from '../shared';
import { RunHistory } from './RunHistory';

describe('a run that failed', () => {
  it.each([
    ['SignatureDoesNotMatch', 'check the key and its secret'],
    ['NoSuchBucket: It does not exist', 'check its name, or create it'],
    ['AccessDenied: Writing is not allowed.', 'check the policies'],
    ['RequestTimeTooSkewed: Too large', 'synchronize them'],
    ['QuotaExceeded: The bucket is full.', 'raise its quota'],
    ['ExpiredToken: It has expired.', 'renew them'],
  ])(
    'says in whose words it failed, and what to do: %s',
    async (error, advice) => {
      const failed = aRun({ status: 'failed', error, errorKind: 'denied' });
      renderInTestApp(
        <RunHistory
          labelledBy="heading"
          runs={{
            items: [failed],
            error: undefined,
            hasMore: false,
            loadMore: () => {},
            reload: () => {},
          }}
        />,
        { apis: [[exportsApiRef, new FakeExports()]] },
      );
      const row = (await screen.findByText(new RegExp(error))).closest('td');
      expect(row).toHaveTextContent('The storage refused it');
      expect(row).toHaveTextContent(advice);
    },
  );
});
