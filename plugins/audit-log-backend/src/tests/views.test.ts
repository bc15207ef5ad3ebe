import { CreateView, View } from 'backstage-plugin-audit-log-common';
import { Knex } from 'knex';
import { catalogOf } from '../__testUtils__/catalogOf';
import { createTestDatabases } from '../__testUtils__/databases';
import { CallerName, startPortal } from '../__testUtils__/startPortal';

jest.setTimeout(120_000);

const databases = createTestDatabases();

const eva = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'User',
  metadata: { name: 'eva' },
};

describe.each(databases.eachSupportedId())('views on %s', id => {
  let knex: Knex;
  let call: Awaited<ReturnType<typeof startPortal>>['call'];

  beforeAll(async () => {
    knex = await databases.init(id);
    ({ call } = await startPortal({
      knex,
      features: [catalogOf(() => [eva])],
    }));
    await call('admin', 'post', '/grants')
      .send({ grantee: 'user:default/eva', limits: { everything: true } })
      .expect(201);
  });

  beforeEach(async () => {
    await knex('audit_log_views').delete();
  });

  async function save(caller: CallerName, view: CreateView): Promise<View> {
    const response = await call(caller, 'post', '/views')
      .send(view)
      .expect(201);
    return response.body;
  }

  const patch = (caller: CallerName, view: View, change: object) =>
    call(caller, 'patch', `/views/${view.id}`)
      .set('if-match', `${view.version}`)
      .send(change);

  const names = async (caller: CallerName) =>
    (await call(caller, 'get', '/views')).body.items.map(
      (view: View) => view.name,
    );

  it('are for their owner until they are shared', async () => {
    const mine = await save('engineer', {
      name: 'Failed sign-ins',
      query: 'category:ACCESS outcome:failed',
      timeRange: { kind: 'relative', last: '24h' },
      columns: ['startedAt', 'actor'],
    });
    expect(mine).toMatchObject({
      owner: 'user:default/eva',
      shared: false,
      isDefault: false,
      version: 1,
    });
    const theirs = await save('admin', { name: 'Secret' });
    const shared = await save('admin', { name: 'Open', shared: true });

    expect(await names('engineer')).toEqual(['Failed sign-ins', 'Open']);
    expect(await names('admin')).toEqual(['Failed sign-ins', 'Open', 'Secret']);
    const get = (view: View) => call('engineer', 'get', `/views/${view.id}`);
    expect((await get(theirs)).status).toBe(404);
    expect((await get(shared)).body).toEqual({ ...shared, usedBy: [] });
  });

  it('are changed by their owner and by Admins only', async () => {
    const shared = await save('admin', { name: 'Open', shared: true });
    const refused = await patch('engineer', shared, { name: 'Mine' });
    expect([refused.status, refused.body.error.message]).toEqual([
      403,
      expect.stringContaining('belongs to user:default/ada'),
    ]);
    const gone = await call('engineer', 'delete', `/views/${shared.id}`);
    expect(gone.status).toBe(403);

    const mine = await save('engineer', { name: 'Mine' });
    const renamed = await patch('admin', mine, { name: 'Theirs' });
    expect(renamed.body).toMatchObject({ name: 'Theirs', version: 2 });
    const late = await patch('engineer', mine, { name: 'Other' });
    expect(late.status).toBe(412);
    const deleted = await call('engineer', 'delete', `/views/${mine.id}`);
    expect(deleted.body).toMatchObject({ name: 'Theirs' });
  });

  it('have names that are unique per owner', async () => {
    const first = await save('engineer', { name: 'Sign-ins' });
    await save('admin', { name: 'sign-ins' });
    const again = await call('engineer', 'post', '/views').send({
      name: ' SIGN-INS ',
    });
    expect([again.status, again.body.error.message]).toEqual([
      409,
      expect.stringContaining("'name' is 'SIGN-INS'"),
    ]);
    const other = await save('engineer', { name: 'Other' });
    expect((await patch('engineer', other, { name: 'sign-ins' })).status).toBe(
      409,
    );
    expect((await patch('engineer', first, { name: 'SIGN-INS' })).status).toBe(
      200,
    );
  });

  it('have one default, which is shared', async () => {
    const [one, two] = [
      await save('admin', { name: 'One', shared: true }),
      await save('admin', { name: 'Two', shared: true }),
    ];
    expect((await patch('engineer', one, { isDefault: true })).status).toBe(
      403,
    );
    const answers = await Promise.all(
      [one, two].map(view => patch('admin', view, { isDefault: true })),
    );
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    const list = async (): Promise<View[]> =>
      (await call('admin', 'get', '/views')).body.items;
    const [defaultView, ...others] = (await list()).filter(
      view => view.isDefault,
    );
    expect(others).toEqual([]);

    await patch('admin', defaultView, { shared: false });
    expect((await list()).some(view => view.isDefault)).toBe(false);
    const [unshared] = (await list()).filter(view => !view.shared);
    expect((await patch('admin', unshared, { isDefault: true })).status).toBe(
      400,
    );
  });

  it.each([
    [{}, "'name' is missing"],
    [{ name: '  ' }, "'name' is"],
    [{ name: 'x'.repeat(101) }, "'name' is"],
    [{ name: 'a', query: 'colour:red' }, "'query' is wrong at character 1"],
    [{ name: 'a', query: 'x'.repeat(5000) }, "'query' is"],
    [{ name: 'a', timeRange: { kind: 'relative', last: 'day' } }, 'last'],
    [{ name: 'a', timeRange: { kind: 'ever' } }, 'timeRange'],
    [{ name: 'a', owner: 'user:default/ada' }, "'owner' is unknown"],
    [{ name: 'a', isDefault: true }, "'isDefault' is unknown"],
    [{ name: 'a\u0000' }, 'NUL'],
  ])('refuse %j', async (body, says) => {
    const response = await call('engineer', 'post', '/views').send(body);
    expect([response.status, response.body.error.message]).toEqual([
      400,
      expect.stringContaining(says),
    ]);
    expect(await knex('audit_log_views')).toEqual([]);
  });
});
