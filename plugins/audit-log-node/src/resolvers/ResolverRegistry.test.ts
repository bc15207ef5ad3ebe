import { ConfigReader } from '@backstage/config';
import { eventTypes } from 'backstage-plugin-audit-log-common';
import { readCategoryRules } from './categoryRules';
import { ResolverRegistry } from './ResolverRegistry';

describe('ResolverRegistry', () => {
  it('gives events of every known type the category that is described', () => {
    const registry = ResolverRegistry.create();
    const wrong = eventTypes
      .map(({ plugin, eventId, category }) => [
        `${plugin}.${eventId}`,
        category,
        registry.resolve({ plugin, eventId, meta: {}, request: null }).category,
      ])
      .filter(([, described, resolved]) => described !== resolved);
    expect(wrong).toEqual([]);
  });

  it('takes resolvers of other plugins, and survives those that throw', () => {
    const own = ResolverRegistry.create();
    own.register('bank', ({ meta }) => ({
      category: 'MONEY',
      target: { type: 'account', ref: String(meta.account) },
    }));
    own.register('broken', () => {
      throw new Error('no');
    });
    const input = { eventId: 'x', meta: { account: 1 }, request: null };
    expect(own.resolve({ plugin: 'bank', ...input })).toMatchObject({
      category: 'MONEY',
      target: { ref: '1' },
    });
    expect(own.resolve({ plugin: 'broken', ...input }).category).toBe('OTHER');
  });

  it('lets nobody take or leave the category of the audit log', () => {
    const own = ResolverRegistry.create();
    own.register('audit-log', () => ({ category: 'OTHER' }));
    own.register('bank', () => ({ category: 'AUDIT_LOG' }));
    const input = { eventId: 'x', meta: {}, request: null };
    expect(own.resolve({ plugin: 'audit-log', ...input }).category).toBe(
      'AUDIT_LOG',
    );
    expect(own.resolve({ plugin: 'bank', ...input }).category).toBe('OTHER');
  });

  it('puts events into the categories of the configuration first', () => {
    const rules = readCategoryRules(
      new ConfigReader({
        auditLog: {
          categories: [
            { category: 'MONEY', plugin: 'catalog', eventId: 'entity-facets' },
            { category: 'STOCK', plugin: 'shop' },
          ],
        },
      }),
    );
    const own = ResolverRegistry.create({ categories: rules });
    const of = (plugin: string, eventId: string) =>
      own.resolve({ plugin, eventId, meta: {}, request: null }).category;
    expect(of('catalog', 'entity-facets')).toBe('MONEY');
    expect(of('catalog', 'entity-fetch')).toBe('CATALOG');
    expect(of('shop', 'x')).toBe('STOCK');
  });

  it.each(['money', 'AUDIT_LOG', 'A B', '9A'])(
    'refuses the category %s in the configuration, naming it',
    category => {
      const config = new ConfigReader({
        auditLog: { categories: [{ category, plugin: 'x' }] },
      });
      expect(() => readCategoryRules(config)).toThrow(
        `'auditLog.categories[0].category' is '${category}'`,
      );
    },
  );
});
