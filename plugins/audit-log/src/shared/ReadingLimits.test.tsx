import { screen } from '@testing-library/react';
import { renderInTestApp } from '@backstage/frontend-test-utils';
import { Me } from 'backstage-plugin-audit-log-common';
import { ReadingLimits } from './ReadingLimits';

const open = (readingLimits: Me['readingLimits']) =>
  renderInTestApp(
    <div data-testid="limits">
      <ReadingLimits me={{ readingLimits }} />
    </div>,
  );

const shown = () => screen.findByTestId('limits');

describe('ReadingLimits', () => {
  it.each([null, undefined])('says nothing to who sees all (%s)', async all => {
    open(all);
    expect(await shown()).toBeEmptyDOMElement();
  });

  it('says which events a reader sees, by all of their grants', async () => {
    open({
      byPolicy: false,
      grants: [
        {
          limits: { categories: ['CATALOG'], ownEvents: true },
          expiresAt: null,
        },
        {
          limits: { plugins: ['scaffolder'], ownedEntities: true },
          expiresAt: '2999-01-31T12:00:00.000Z',
        },
      ],
    });
    expect(await shown()).toHaveTextContent(
      /^You see a part of the log: events of the category CATALOG, that you caused yourself; events of the plugin scaffolder, about entities that you own until .*2999/,
    );
  });

  it('says until when somebody sees everything', async () => {
    open({
      byPolicy: false,
      grants: [
        { limits: { everything: true }, expiresAt: '2999-01-31T12:00:00.000Z' },
      ],
    });
    expect(await shown()).toHaveTextContent(
      /^You may read: every event until .*2999/,
    );
  });

  it('says that the policy leaves something out', async () => {
    open({ byPolicy: true, grants: [] });
    expect(await shown()).toHaveTextContent(
      'You see a part of the log: what the permission policy of this portal lets you read.',
    );
  });
});
