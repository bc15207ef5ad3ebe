import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { renderInTestApp } from '@backstage/frontend-test-utils';
import { FakeIntegrations, admin, anIntegration, refusal } from '../fixtures';
import { MeContext, integrationsApiRef } from '../shared';
import { IntegrationsCard } from './IntegrationsCard';

function open() {
  const storage = new FakeIntegrations([anIntegration({ schedules: 1 })]);
  storage.linked.main = [
    {
      id: '1',
      name: 'Nightly to S3',
      owner: 'user:default/grace',
      status: 'active',
    },
  ];
  renderInTestApp(
    <MeContext.Provider value={admin}>
      <IntegrationsCard />
    </MeContext.Provider>,
    { apis: [[integrationsApiRef, storage]] },
  );
  return storage;
}

const click = async (name: string) =>
  userEvent.click(await screen.findByRole('button', { name }));
const dialog = () => within(screen.getByRole('dialog'));

async function moveTo(destination: string) {
  await click('Edit: main');
  const field = screen.getByLabelText('Destination URI');
  await userEvent.clear(field);
  await userEvent.type(field, destination);
}

describe('changing a storage integration', () => {
  it('lists the schedules, which pause by default', async () => {
    const storage = open();
    const update = jest.spyOn(storage, 'updateIntegration');
    await moveTo('s3://elsewhere/audit');
    expect(await dialog().findByText(/Nightly to S3/)).toBeInTheDocument();
    expect(dialog().getByText('grace')).toBeInTheDocument();
    expect(screen.getByLabelText('Name')).toBeDisabled();
    expect(screen.queryByRole('radio')).not.toBeInTheDocument();
    await click('Save');
    expect(await screen.findByText('s3://elsewhere/audit')).toBeInTheDocument();
    expect(update).toHaveBeenCalledWith(
      'main',
      expect.objectContaining({
        destination: 's3://elsewhere/audit',
        region: 'eu-central-1',
        schedules: 'pause',
      }),
      2,
    );
  });

  it('moves the schedules instead', async () => {
    const storage = open();
    const update = jest.spyOn(storage, 'updateIntegration');
    await moveTo('s3://elsewhere/audit');
    await userEvent.click(
      await screen.findByLabelText(/Move them to the new destination/),
    );
    await click('Save');
    await screen.findByText('s3://elsewhere/audit');
    expect(update.mock.calls[0][1]).toMatchObject({ schedules: 'rewrite' });
  });

  it('stays within the cloud', async () => {
    open();
    await moveTo('gcs://elsewhere');
    await click('Save');
    expect(
      await screen.findByText('Must begin with s3://'),
    ).toBeInTheDocument();
  });

  it('takes a test in between for no change', async () => {
    const storage = open();
    await moveTo('s3://elsewhere/audit');
    storage.finishSetUp('main');
    await click('Save');
    expect(await screen.findByText('s3://elsewhere/audit')).toBeInTheDocument();
  });

  it('overwrites nobody, and goes on from what they saved', async () => {
    const storage = open();
    await moveTo('s3://elsewhere/audit');
    storage.change('main', { destination: 's3://theirs/audit' });
    await click('Save');
    expect(
      await screen.findByText(/destination is s3:\/\/theirs\/audit now/),
    ).toBeInTheDocument();
    expect(storage.items[0].destination).toBe('s3://theirs/audit');
    expect(screen.getByRole('button', { name: 'Save' })).toBeDisabled();
    await click('Start again from what is there now');
    expect(screen.getByLabelText('Destination URI')).toHaveValue(
      's3://theirs/audit',
    );
    await click('Save');
    expect(await screen.findByText('s3://theirs/audit')).toBeInTheDocument();
    expect(screen.queryByRole('dialog')).not.toBeInTheDocument();
  });

  it('is deleted after showing what hangs on it, which pauses', async () => {
    const storage = open();
    const remove = jest.spyOn(storage, 'deleteIntegration');
    await click('Delete: main');
    expect(await dialog().findByText(/Nightly to S3/)).toBeInTheDocument();
    await click('Delete integration');
    expect(
      await screen.findByText('No storage integration yet'),
    ).toBeInTheDocument();
    expect(remove).toHaveBeenCalledWith('main', { schedules: 'pause' });
  });

  it('deletes the schedules, too, where that is asked for', async () => {
    const storage = open();
    const remove = jest.spyOn(storage, 'deleteIntegration');
    await click('Delete: main');
    await userEvent.click(
      await screen.findByLabelText(/Delete these export schedules/),
    );
    await click('Delete integration');
    await screen.findByText('No storage integration yet');
    expect(remove).toHaveBeenCalledWith('main', { schedules: 'delete' });
  });

  it('says why it could not be deleted', async () => {
    const storage = open();
    jest
      .spyOn(storage, 'deleteIntegration')
      .mockRejectedValueOnce(refusal(500, 'The database is locked'));
    await click('Delete: main');
    await click('Delete integration');
    expect(await screen.findByText(/database is locked/)).toBeInTheDocument();
    expect(
      screen.getByRole('button', { name: 'Delete integration' }),
    ).toBeEnabled();
  });
});
