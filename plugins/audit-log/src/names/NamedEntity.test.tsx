import { fireEvent, render, screen, waitFor } from '@testing-library/react';
import { renderInTestApp } from '@backstage/frontend-test-utils';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { ActorMark, NamedEntity } from '.';

const picture = 'https://example.com/grace.png';
const catalog = () => ({
  getEntitiesByRefs: jest.fn(async () => ({
    items: [
      {
        apiVersion: 'v1',
        kind: 'User',
        metadata: { name: 'grace' },
        spec: { profile: { displayName: 'Grace Hopper', picture } },
        relations: [{ type: 'memberOf', targetRef: 'group:default/payments' }],
      },
    ],
  })),
});

function open(content: JSX.Element, api: object = catalog()) {
  return renderInTestApp(content, { apis: [[catalogApiRef, api as never]] });
}

describe('NamedEntity', () => {
  it('shows the team and the picture of a person', async () => {
    const { container } = open(<NamedEntity entityRef="user:default/grace" />);
    expect(await screen.findByText(/Member of/)).toHaveTextContent('payments');
    const image = container.querySelector('img')!;
    expect(image).toHaveAttribute('src', picture);
    // One that can't be shown gives way to the initials.
    fireEvent.error(image);
    expect(await screen.findByText('GH')).toBeInTheDocument();
  });

  it('is whole without the catalog', async () => {
    const getEntitiesByRefs = jest.fn(async () => {
      throw new Error('503');
    });
    open(<NamedEntity entityRef="user:default/grace" />, { getEntitiesByRefs });
    await waitFor(() => expect(getEntitiesByRefs).toHaveBeenCalled());
    expect(screen.getByText('G')).toBeInTheDocument();
    expect(screen.getByText('grace')).toBeInTheDocument();
    expect(screen.queryByText(/Member of/)).not.toBeInTheDocument();
  });
});

describe('ActorMark', () => {
  it('says nothing to screen readers that the name beside it says', () => {
    open(<ActorMark actorRef="plugin:scaffolder" />);
    const { container } = render(<div />);
    expect(container.querySelector('[aria-label], [alt]:not([alt=""])')).toBe(
      null,
    );
  });
});
