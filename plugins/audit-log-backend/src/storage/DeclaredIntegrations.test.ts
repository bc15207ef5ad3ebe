import { ConflictError, InputError } from '@backstage/errors';
import { mockServices } from '@backstage/backend-test-utils';
import { CreateIntegration } from 'backstage-plugin-audit-log-common';
import { DeclaredIntegrations, LifecycleMoment } from './DeclaredIntegrations';

const wanted = (name: string): CreateIntegration => ({
  name,
  destination: `local://${name}`,
  identity: { type: 'ambient' },
});

const enabledAt = (changedAt: string): LifecycleMoment => ({
  state: 'enabled',
  changedAt,
  changedBy: { ref: 'user:default/ada' },
});

function create(present: { name: string; status: string }[] = []) {
  const integrations = {
    create: jest.fn(),
    list: async () => present as never,
  };
  const declared = new DeclaredIntegrations({
    declared: [wanted('first'), wanted('second')],
    integrations,
    registry: { check: () => {} },
    auditor: mockServices.auditor.mock({
      createEvent: async () => ({
        success: async () => {},
        fail: async () => {},
      }),
    }),
  });
  const made = () => integrations.create.mock.calls.map(([{ name }]) => name);
  return { declared, integrations, made };
}

describe('integrations that the configuration declares', () => {
  it.each(['disabled', 'enabling', 'disabling'] as const)(
    'are not made while audit logging is %s',
    async state => {
      const { declared, made } = create();
      await declared.tick(async () => ({
        ...enabledAt('2026-11-22T10:00:00.000Z'),
        state,
      }));
      expect(made()).toEqual([]);
    },
  );

  it('are made once each time it is enabled', async () => {
    const { declared, integrations, made } = create();
    const first = enabledAt('2026-11-22T10:00:00.000Z');
    await declared.tick(async () => first);
    await declared.tick(async () => first);
    expect(made()).toEqual(['first', 'second']);
    expect(integrations.create).toHaveBeenCalledWith(wanted('first'), {
      by: 'user:default/ada',
    });
    await declared.tick(async () => enabledAt('2026-11-22T11:00:00.000Z'));
    expect(made()).toEqual(['first', 'second', 'first', 'second']);
  });

  it('leave alone what has their name, unless it is retired', async () => {
    const { declared, made } = create([
      { name: 'first', status: 'failed' },
      { name: 'second', status: 'retired' },
    ]);
    await declared.tick(async () => enabledAt('2026-11-22T10:00:00.000Z'));
    expect(made()).toEqual(['second']);
  });

  it('may be made by another replica at the same time', async () => {
    const { declared, integrations, made } = create();
    integrations.create.mockRejectedValueOnce(new ConflictError('taken'));
    await declared.tick(async () => enabledAt('2026-11-22T10:00:00.000Z'));
    expect(made()).toEqual(['first', 'second']);
  });

  it('are tried again where one could not be made, after all others', async () => {
    const present: { name: string; status: string }[] = [];
    const { declared, integrations, made } = create(present);
    integrations.create.mockRejectedValueOnce(new Error('away'));
    integrations.create.mockImplementation(async ({ name }) => {
      present.push({ name, status: 'pending' });
    });
    const moment = async () => enabledAt('2026-11-22T10:00:00.000Z');
    await expect(declared.tick(moment)).rejects.toThrow('away');
    await declared.tick(moment);
    await declared.tick(moment);
    expect(made()).toEqual(['first', 'second', 'first']);
  });

  it('must be possible here, or the backend does not start', () => {
    expect(
      () =>
        new DeclaredIntegrations({
          declared: [wanted('first')],
          integrations: { create: jest.fn(), list: jest.fn() },
          registry: {
            check: () => {
              throw new InputError('Local storage is not offered here');
            },
          },
          auditor: mockServices.auditor.mock(),
        }),
    ).toThrow(
      "Configuration key 'auditLog.storage.integrations[0]' is wrong: Local storage is not offered here",
    );
  });
});
