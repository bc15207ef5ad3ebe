import permissionBackend from '@backstage/plugin-permission-backend';
import { transpile, ModuleKind, ScriptTarget } from 'typescript';
import { catalogOf } from '../__testUtils__/catalogOf';
import { createTestDatabases } from '../__testUtils__/databases';
import { docsExample } from '../__testUtils__/docsExample';
import { recordedEvent } from '../__testUtils__/recordedEvent';
import { seesPage } from '../__testUtils__/seesPage';
import { callers, eventually, startPortal } from '../__testUtils__/startPortal';

jest.setTimeout(120_000);

const databases = createTestDatabases();

/** The module as it stands in the docs, for the team of tests. */
function exampleModule() {
  const source = docsExample('access.md', 'ts', 'class PortalPolicy').replace(
    'group:default/platform-team',
    'group:default/platform',
  );
  const module: { exports: { default?: unknown } } = { exports: {} };
  const load = (name: string) =>
    name === 'backstage-plugin-audit-log-backend'
      ? jest.requireActual('..')
      : jest.requireActual(name);
  // eslint-disable-next-line no-new-func
  new Function(
    'require',
    'module',
    'exports',
    transpile(source, {
      module: ModuleKind.CommonJS,
      target: ScriptTarget.ES2022,
      esModuleInterop: true,
    }),
  )(load, module, module.exports);
  return module.exports.default as typeof permissionBackend;
}

describe.each(databases.eachSupportedId())(
  'the policy of the docs on %s',
  id => {
    it('shows the page to whoever may read, and lets them read their part', async () => {
      const portal = await startPortal({
        knex: await databases.init(id),
        auditLog: { access: { mode: 'policy' }, enabled: true },
        features: [permissionBackend, exampleModule(), catalogOf(() => [])],
        config: { permission: { enabled: true } },
      });
      const own = recordedEvent({
        actor: {
          type: 'user',
          ref: callers.engineer.principal.userEntityRef,
        },
      });
      const foreign = recordedEvent({
        actor: { type: 'user', ref: 'user:default/bob' },
      });
      await eventually(() =>
        portal
          .call('delivering backend', 'post', '/events')
          .send({ events: [own, foreign] })
          .expect(({ body }) => expect(body.appended).toBeGreaterThan(0)),
      );
      const read = async (caller: 'engineer' | 'admin') =>
        (
          await portal
            .call(caller, 'get', '/events?q=plugin:catalog')
            .expect(200)
        ).body.items.map((item: { id: string }) => item.id);

      expect(await seesPage(portal, 'engineer')).toBe(true);
      expect(await read('engineer')).toEqual([own.id]);
      await portal.call('engineer', 'get', '/settings').expect(403);

      expect(await seesPage(portal, 'admin')).toBe(true);
      expect((await read('admin')).sort()).toEqual([own.id, foreign.id].sort());
      await portal.call('admin', 'get', '/settings').expect(200);
    });
  },
);
