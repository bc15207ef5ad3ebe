import {
  RouteDefinition,
  RouteName,
  routes,
} from 'backstage-plugin-audit-log-common';
import { catalogOf } from '../__testUtils__/catalogOf';
import { createTestDatabases } from '../__testUtils__/databases';
import { draft } from '../__testUtils__/exportsHarness';
import { eventually, startPortal } from '../__testUtils__/startPortal';

jest.setTimeout(180_000);

const databases = createTestDatabases();

/** Routes that take the version that the caller has read. */
type VersionedRoute = {
  [Name in RouteName]: (typeof routes)[Name] extends { ifMatch: true }
    ? Name
    : never;
}[RouteName];

type Call = Awaited<ReturnType<typeof startPortal>>['call'];

/** One thing that two people change at once. */
interface Case {
  /** Makes it, where it isn't there, and resolves to its path. */
  create(call: Call): Promise<string>;
  /** Reads it from what `GET` of that path answers. */
  pick?(body: Record<string, unknown>): Record<string, unknown>;
  /** A change to this text or number. */
  change(value: number): object;
  /** What is read of it afterwards. */
  value(found: Record<string, unknown>): unknown;
  expected(value: number): unknown;
}

async function create(call: Call, path: string, body: object) {
  const answer = await call('admin', 'post', path).send(body);
  expect([answer.status, answer.body]).toEqual([201, expect.anything()]);
  return answer.body;
}

async function createIntegration(call: Call, name: string): Promise<string> {
  await create(call, '/storage-integrations', {
    name,
    destination: 'local://demo/audit',
    identity: { type: 'ambient' },
  });
  const path = `/storage-integrations/${name}`;
  // Being ready is a change of its own.
  await eventually(async () => {
    const { body } = await call('admin', 'get', path);
    expect(body.integration.status).toBe('ready');
  });
  return path;
}

/** A route that is new doesn't compile before it is here. */
const cases: Record<VersionedRoute, Case> = {
  updateSettings: {
    create: async () => '/settings',
    change: value => ({ retentionDays: value }),
    value: ({ retentionDays }) => retentionDays,
    expected: value => value,
  },
  updateGrant: {
    create: async call => {
      const { id } = await create(call, '/grants', {
        grantee: 'user:default/eva',
        limits: { everything: true },
      });
      return `/grants/${id}`;
    },
    change: value => ({ reason: `Incident ${value}` }),
    value: ({ reason }) => reason,
    expected: value => `Incident ${value}`,
  },
  updateView: {
    create: async call => {
      const { id } = await create(call, '/views', { name: 'Failures' });
      return `/views/${id}`;
    },
    change: value => ({ query: `svc-${value}` }),
    value: ({ query }) => query,
    expected: value => `svc-${value}`,
  },
  updateIntegration: {
    create: call => createIntegration(call, 'archive'),
    pick: ({ integration }) => integration as Record<string, unknown>,
    change: value => ({
      destination: `local://demo/folder-${value}`,
      identity: { type: 'ambient' },
    }),
    value: ({ destination }) => destination,
    expected: value => `local://demo/folder-${value}`,
  },
  updateSchedule: {
    create: async call => {
      await createIntegration(call, 'main');
      const { id } = await create(call, '/export-schedules', draft());
      return `/export-schedules/${id}`;
    },
    change: value => draft({ name: `Nightly ${value}` }),
    value: ({ name }) => name,
    expected: value => `Nightly ${value}`,
  },
};

const eva = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'User',
  metadata: { name: 'eva', namespace: 'default' },
};

describe.each(databases.eachSupportedId())('two Admins at once on %s', id => {
  let call: Call;

  beforeAll(async () => {
    ({ call } = await startPortal({
      knex: await databases.init(id),
      features: [catalogOf(() => [eva])],
    }));
    await call('admin', 'post', '/settings/enable').expect(202);
    await eventually(async () => {
      const { body } = await call('admin', 'get', '/settings');
      if (body.state !== 'enabled') {
        throw new Error(`Logging is ${body.state}`);
      }
    });
  });

  it.each(Object.entries(cases) as [VersionedRoute, Case][])(
    '%s: one wins, the other is told and changes nothing',
    async (name, one) => {
      const { method } = routes[name] as RouteDefinition;
      const path = await one.create(call);
      const read = async () => {
        const { body } = await call('admin', 'get', path).expect(200);
        return one.pick ? one.pick(body) : body;
      };
      const change = (value: number, version?: number) => {
        const request = call('admin', method, path);
        return (
          version === undefined
            ? request
            : request.set('if-match', `"${version}"`)
        ).send(one.change(value));
      };
      const { version } = await read();

      const blind = await change(40);
      expect([blind.status, blind.body.error.message]).toEqual([
        428,
        "Header 'if-match' is missing: expected the version that you read",
      ]);
      const answers = await Promise.all([
        change(50, version),
        change(60, version),
      ]);
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 412]);
      const won = answers[0].status === 200 ? 50 : 60;
      const after = await read();
      expect(one.value(after)).toEqual(one.expected(won));

      // Read again, it can be changed.
      const late = answers.find(({ status }) => status === 412)!;
      expect(late.body.error.message).toMatch(
        new RegExp(
          `^Header 'if-match' is '${version}', but the present version of .* is \\d+: read it again and repeat your change$`,
        ),
      );
      const again = await change(70, (await read()).version as number);
      expect(again.status).toBe(200);
      expect(one.value(await read())).toEqual(one.expected(70));
    },
  );

  it.each([
    ['grants', () => cases.updateGrant],
    ['views', () => cases.updateView],
  ])('%s that are gone are said to be, to both', async (_, of) => {
    // A name is free again once its view is deleted.
    const items = (await call('admin', 'get', '/views')).body.items as {
      id: string;
    }[];
    for (const view of items) {
      await call('admin', 'delete', `/views/${view.id}`).expect(200);
    }
    const path = await of().create(call);
    const answers = await Promise.all([
      call('admin', 'delete', path),
      call('admin', 'delete', path),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 404]);
    const late = await call('admin', 'patch', path)
      .set('if-match', '1')
      .send(of().change(1));
    expect(late.status).toBe(404);
  });

  it('switches once where both ask', async () => {
    const disabled = await Promise.all([
      call('admin', 'post', '/settings/disable').send({ reason: 'One' }),
      call('admin', 'post', '/settings/disable').send({ reason: 'Two' }),
    ]);
    expect(disabled.map(({ status }) => status).sort()).toEqual([202, 409]);
    const won = disabled.find(({ status }) => status === 202)!;
    const { body } = await call('admin', 'get', '/settings');
    expect(body.reason).toBe(won.body.reason);
  });
});
