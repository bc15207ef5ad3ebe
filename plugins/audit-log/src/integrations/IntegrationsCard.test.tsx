import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { renderInTestApp } from '@backstage/frontend-test-utils';
import { Me } from 'backstage-plugin-audit-log-common';
import { FakeIntegrations, aTest, admin, anIntegration } from '../fixtures';
import { MeContext, integrationsApiRef } from '../shared';
import { IntegrationsCard } from './IntegrationsCard';

function open(storage: FakeIntegrations, me: Partial<Me> = {}) {
  renderInTestApp(
    <MeContext.Provider value={{ ...admin, ...me }}>
      <IntegrationsCard />
    </MeContext.Provider>,
    { apis: [[integrationsApiRef, storage]] },
  );
  return storage;
}

const button = (name: string) => screen.findByRole('button', { name });
const item = (name: string) => screen.findByRole('listitem', { name });
const click = async (name: string) => userEvent.click(await button(name));
const type = async (label: string, text: string) => {
  const field = screen.getByLabelText(label);
  await userEvent.clear(field);
  await userEvent.type(field, text);
};

describe('storage integrations', () => {
  it('says what they are for where there is none', async () => {
    open(new FakeIntegrations());
    expect(
      await screen.findByText(/lets the audit log leave this portal/),
    ).toBeInTheDocument();
    expect(await button('Create integration')).toBeEnabled();
  });

  it('shows where each leads, its state, and who uses it', async () => {
    open(
      new FakeIntegrations([
        anIntegration({ schedules: 2 }),
        anIntegration({
          id: '2',
          name: 'minio',
          endpoint: 'https://minio.example.com',
          status: 'failed',
          lastTest: aTest({
            code: 'AccessDenied',
            message: 'AccessDenied: No, said the bucket',
          }),
        }),
      ]),
    );
    const main = await item('main');
    expect(main).toHaveTextContent('Amazon S3');
    expect(main).toHaveTextContent('s3://acme-audit/backstage');
    expect(
      within(main).getByRole('link', { name: '2 export schedules' }),
    ).toHaveAttribute(
      'href',
      expect.stringMatching(/exports\?integration=main$/),
    );
    expect(within(main).getByRole('status')).toHaveTextContent('Ready');
    const minio = await item('minio');
    expect(minio).toHaveTextContent('S3-compatible');
    expect(minio).toHaveTextContent(
      'Failed at “Write a probe”: AccessDenied: No, said the bucket',
    );
    expect(minio).toHaveTextContent('No export schedule');
  });

  it('updates by itself while one is being set up', async () => {
    const storage = open(
      new FakeIntegrations([
        anIntegration({ status: 'pending', lastTest: null }),
      ]),
    );
    expect(await screen.findByText('Pending')).toBeInTheDocument();
    storage.finishSetUp('main');
    expect(await screen.findByText('Ready')).toBeInTheDocument();
  });

  it('offers a retired one only to be deleted', async () => {
    open(new FakeIntegrations([anIntegration({ status: 'retired' })]));
    expect(
      within(await item('main'))
        .getAllByRole('button')
        .map(each => each.textContent),
    ).toEqual(['Delete']);
  });

  it('is not shown to those who may not manage storage', async () => {
    const storage = new FakeIntegrations();
    const read = jest.spyOn(storage, 'listIntegrations');
    open(storage, { mayManageStorage: false });
    await waitFor(() => expect(document.body).not.toBeEmptyDOMElement());
    expect(screen.queryByText('Storage integrations')).not.toBeInTheDocument();
    expect(read).not.toHaveBeenCalled();
  });

  it('offers another try where they can not be read', async () => {
    const storage = new FakeIntegrations([anIntegration()]);
    jest
      .spyOn(storage, 'listIntegrations')
      .mockRejectedValueOnce(new Error('down'));
    open(storage);
    expect(await screen.findByText(/down/)).toBeInTheDocument();
    await click('Retry');
    expect(await item('main')).toBeInTheDocument();
  });

  it('is created for a role, and hands out the external id and the policies', async () => {
    const storage = open(new FakeIntegrations());
    await click('Create integration');
    await click('Create');
    expect(await screen.findAllByText('Fill this in.')).toHaveLength(3);
    expect(screen.getByLabelText('Name')).toHaveFocus();
    await type('Name', 'main');
    await type('Destination URI', 's3://acme/audit');
    await type('Role ARN', 'arn:aws:iam::123456789012:role/audit');
    await click('Create');
    expect(await screen.findByText('Credentials of main')).toBeInTheDocument();
    expect(screen.getByText('generated-id')).toBeInTheDocument();
    expect(screen.getByText(/"s3:PutObject"/)).toBeInTheDocument();
    expect(screen.getByText(/"sts:ExternalId": "generated-id"/)).toBeVisible();
    const writeText = jest.fn();
    Object.assign(navigator, { clipboard: { writeText } });
    await click('Copy External ID');
    expect(writeText).toHaveBeenCalledWith('generated-id');
    expect(storage.items[0]).toMatchObject({
      identity: {
        type: 'role',
        roleArn: 'arn:aws:iam::123456789012:role/audit',
      },
    });
    storage.finishSetUp('main');
    expect(
      await within(screen.getByRole('dialog')).findByText('Ready'),
    ).toBeInTheDocument();
  });

  it('is created for a compatible storage from what the operator allows', async () => {
    const storage = open(new FakeIntegrations());
    await click('Create integration');
    await userEvent.click(screen.getByRole('radio', { name: 'S3-compatible' }));
    await type('Name', 'minio');
    await type('Destination URI', 's3://audit');
    await userEvent.click(screen.getByLabelText('Endpoint'));
    await userEvent.click(
      await screen.findByRole('option', { name: 'https://minio.example.com' }),
    );
    await userEvent.click(screen.getByLabelText('Profile'));
    const options = await screen.findAllByRole('option');
    // Those of other clouds are of no use here.
    expect(options.map(each => each.textContent)).toEqual(['archive', 'minio']);
    await userEvent.click(options[1]);
    await click('Create');
    expect(await screen.findByText('Credentials of minio')).toBeInTheDocument();
    expect(storage.items[0]).toMatchObject({
      endpoint: 'https://minio.example.com',
      forcePathStyle: true,
      identity: { type: 'profile', profile: 'minio' },
    });
  });

  it('offers a folder only where the backend does', async () => {
    const storage = new FakeIntegrations();
    storage.offer = { ...storage.offer, kinds: ['s3', 'azure', 'gcs'] };
    open(storage);
    await click('Create integration');
    expect(
      screen
        .getAllByRole('radio')
        .map(each => (each as HTMLInputElement).value),
    ).toEqual(['s3', 'compatible', 'azure', 'gcs']);
  });

  it('puts what the backend says to its field', async () => {
    open(new FakeIntegrations([anIntegration()]));
    await click('Create integration');
    await type('Name', 'main');
    await type('Destination URI', 's3://acme/audit');
    await type('Role ARN', 'arn:aws:iam::123456789012:role/audit');
    await click('Create');
    expect(
      await screen.findByText(
        'Expected a name that no other storage integration has',
      ),
    ).toBeInTheDocument();
    expect(screen.getByLabelText('Name')).toBeInvalid();
    expect(screen.getByLabelText('Name')).toHaveFocus();
  });

  it('tests step by step, and names the one that failed', async () => {
    const storage = open(new FakeIntegrations([anIntegration()]));
    storage.nextTest = aTest({
      code: 'NoSuchBucket',
      message: 'NoSuchBucket: The specified bucket does not exist',
    });
    await click('Test: main');
    const dialog = await screen.findByRole('dialog');
    expect(
      await within(dialog).findByText(/It does not work/),
    ).toBeInTheDocument();
    expect(
      within(dialog)
        .getAllByRole('listitem')
        .map(each => each.textContent),
    ).toEqual([
      'Sign in: done',
      'Write a probe: failedNoSuchBucket: The specified bucket does not existThe bucket or container does not exist: check its name, or create it.',
      'Refuse to replace it (not reached)',
      'Read it (not reached)',
      'List it (not reached)',
      'Delete it (not reached)',
    ]);
    storage.nextTest = aTest();
    await userEvent.click(
      within(dialog).getByRole('button', { name: 'Test again' }),
    );
    expect(await within(dialog).findByText(/It works/)).toBeInTheDocument();
  });
});
