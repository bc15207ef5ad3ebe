import { Knex } from 'knex';
import { eva, everything, GrantsPortal, team } from './grantsPortal';
import { eventually } from './startPortal';

/**
 * What giving, changing and revoking grants does, refuses and tells.
 *
 * @param current - the portal, once it has started
 */
// eslint-disable-next-line jest/no-export
export function grantChangesSuite(current: () => GrantsPortal): void {
  describe('are changed', () => {
    let knex: Knex;
    let call: GrantsPortal['call'];
    let give: GrantsPortal['give'];
    let sent: string[];

    beforeAll(() => {
      ({ knex, call, give, sent } = current());
    });

    it('tells what may be read after the change, not what was changed', async () => {
      const told = async (): Promise<{ title: string; description: string }> =>
        eventually(async () => {
          expect(sent).toHaveLength(1);
          return JSON.parse(sent.shift()!).payload;
        });
      const first = await give({
        grantee: eva,
        limits: { categories: ['CATALOG'] },
      });
      expect(await told()).toMatchObject({
        title: 'You may read the audit log',
      });
      await give({ grantee: team, limits: { categories: ['PERMISSIONS'] } });
      await told();
      await call('admin', 'delete', `/grants/${first.id}`).expect(200);
      expect(await told()).toEqual(
        expect.objectContaining({
          title: 'Your access to the audit log has changed',
          description: expect.stringMatching(
            /^ada revoked a grant of yours .* You may read now: events of the category PERMISSIONS, without an end\.$/,
          ),
        }),
      );
      expect((await call('engineer', 'get', '/me')).body.mayRead).toBe(true);

      const ada = await give({
        grantee: 'user:default/ada',
        limits: everything,
      });
      await told();
      await call('admin', 'delete', `/grants/${ada.id}`).expect(200);
      expect(await told()).toMatchObject({
        title: 'Your access to the audit log has changed',
        description: expect.stringContaining('You are an Admin'),
      });
    });

    it('is revoked, and tells the grantee', async () => {
      const grant = await give({ grantee: eva, limits: everything });
      sent.length = 0;
      const revoked = await call('admin', 'delete', `/grants/${grant.id}`);
      const { warnings, ...given } = grant;
      expect(warnings).toEqual([]);
      expect(revoked.body).toEqual(given);
      expect((await call('engineer', 'get', '/events')).status).toBe(403);
      await eventually(async () =>
        expect(sent).toEqual([
          expect.stringMatching(/user:default\/eva.*no longer read/),
        ]),
      );
      const again = await call('admin', 'delete', `/grants/${grant.id}`);
      expect(again.status).toBe(404);
    });

    it('refuses to overwrite the change of another Admin', async () => {
      const { id: grantId } = await give({ grantee: eva, limits: everything });
      const path = `/grants/${grantId}`;
      const first = await call('admin', 'patch', path)
        .set('if-match', '"1"')
        .send({ reason: 'Incident 7' });
      expect(first.body).toMatchObject({ reason: 'Incident 7', version: 2 });

      const second = await call('admin', 'patch', path)
        .set('if-match', '"1"')
        .send({ reason: 'Incident 8' });
      expect([second.status, second.body.error.message]).toEqual([
        412,
        "Header 'if-match' is '1', but the present version of the grant is 2: read it again and repeat your change",
      ]);
      const without = await call('admin', 'patch', path).send({});
      expect(without.status).toBe(428);
      const odd = await call('admin', 'patch', path)
        .set('if-match', '*')
        .send({});
      expect(odd.status).toBe(400);
    });

    it.each([
      [{ grantee: 'eva' }, 'grantee'],
      [{ grantee: 'component:default/svc-77' }, 'grantee'],
      [{ grantee: 'user:default/nobody' }, 'the catalog knows'],
      [{ grantee: `user:default/${'x'.repeat(600)}` }, 'grantee'],
      [{ grantee: 'user:default/e\u0000va' }, 'NUL'],
      [{ expiresAt: '2001-01-01T00:00:00Z' }, 'in the future'],
      [{ expiresAt: 'soon' }, 'expiresAt'],
      [{ limits: undefined }, '{"everything": true} for every event'],
      [{ limits: {} }, '{"everything": true} for every event'],
      [{ limits: null }, 'limits'],
      [{ limits: { everything: true, ownEvents: true } }, 'everything'],
      [{ limits: { categories: ['NOPE'] } }, 'ACCESS, CATALOG, TEMPLATES'],
      [{ limits: { categories: ['CATALOG', 'CATALOGS'] } }, "has 'CATALOGS'"],
      [{ limits: { categories: [] } }, 'categories'],
      [{ limits: { ownEvents: false } }, 'ownEvents'],
      [{ limits: { teams: ['a'] } }, 'teams'],
      [{ isActive: true }, 'isActive'],
    ])('refuses %j', async (change, says) => {
      const body = { grantee: eva, limits: everything, ...change };
      for (const path of ['/grants', '/grants/preview']) {
        const response = await call('admin', 'post', path).send(body);
        expect([response.status, response.body.error?.message]).toEqual([
          400,
          expect.stringContaining(says),
        ]);
      }
      expect(await knex('audit_log_grants')).toEqual([]);
    });

    it('refuses changes as it refuses grants, but keeps what is there', async () => {
      const { id: grantId } = await give({ grantee: eva, limits: everything });
      const change = (limits: object, version: number) =>
        call('admin', 'patch', `/grants/${grantId}`)
          .set('if-match', `"${version}"`)
          .send({ limits });
      expect((await change({}, 1)).status).toBe(400);
      const unknown = await change({ categories: ['NOPE'] }, 1);
      expect([unknown.status, unknown.body.error.message]).toEqual([
        400,
        expect.stringContaining("has 'NOPE'"),
      ]);
      // Of a category that the portal had once.
      await knex('audit_log_grants').update({
        limits: JSON.stringify({ categories: ['PAYMENTS'] }),
      });
      const kept = await change(
        { categories: ['PAYMENTS'], ownEvents: true },
        1,
      );
      expect(kept.status).toBe(200);
    });

    it('warns of grants that change nothing, before and after', async () => {
      const limits = { categories: ['CATALOG'] };
      const warningsOf = async (grant: object) => {
        const preview = await call('admin', 'post', '/grants/preview').send(
          grant,
        );
        expect([preview.status, preview.body]).toEqual([
          200,
          expect.anything(),
        ]);
        return preview.body.warnings;
      };
      expect(await warningsOf({ grantee: eva, limits })).toEqual([]);
      expect(await warningsOf({ grantee: 'user:default/ada', limits })).toEqual(
        [expect.stringContaining('is an Admin')],
      );
      expect(
        await warningsOf({ grantee: eva, limits: { plugins: ['catalogue'] } }),
      ).toEqual([expect.stringContaining("no plugin 'catalogue'")]);
      expect(await knex('audit_log_grants')).toEqual([]);

      await give({ grantee: team, limits, expiresAt: '2999-01-01T00:00:00Z' });
      const again = await give({
        grantee: eva,
        limits: { ...limits, ownEvents: true },
        expiresAt: '2998-01-01T00:00:00Z',
      });
      expect(again.warnings).toEqual([
        expect.stringMatching(/group:default\/team-a.*changes nothing/),
      ]);
      expect(await warningsOf({ grantee: eva, limits })).toEqual([
        expect.stringContaining('ends earlier'),
      ]);
      expect(await warningsOf({ grantee: eva, limits: everything })).toEqual(
        [],
      );
    });

    it('records changes with what was before and after', async () => {
      const grant = await give({
        grantee: eva,
        limits: everything,
        reason: 'Incident 7',
      });
      await call('admin', 'delete', `/grants/${grant.id}`);
      const { body } = await call(
        'admin',
        'get',
        '/events?q=event:grant-create,grant-revoke&limit=2',
      );
      expect(body.items).toEqual([
        expect.objectContaining({
          eventId: 'grant-revoke',
          meta: expect.objectContaining({
            before: expect.objectContaining({ reason: 'Incident 7' }),
          }),
        }),
        expect.objectContaining({
          eventId: 'grant-create',
          severity: 'high',
          meta: expect.objectContaining({
            after: expect.objectContaining({ grantee: eva }),
          }),
        }),
      ]);
    });
  });
}
