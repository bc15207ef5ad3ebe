import { mockServices } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { TemplateCleaner } from './TemplateCleaner';
import { secretParameterNames } from './secretParameters';

const template = {
  apiVersion: 'scaffolder.backstage.io/v1beta3',
  kind: 'Template',
  metadata: { name: 'database' },
  spec: {
    parameters: [
      {
        properties: {
          name: { type: 'string' },
          dbRoot: { type: 'string', 'ui:field': 'Secret' },
          pin: { type: 'string', 'ui:widget': 'password' },
          note: {
            type: 'string',
            'ui:backstage': { review: { show: false } },
          },
          owner: {
            type: 'string',
            'ui:backstage': { review: { name: 'Owner' } },
          },
        },
        dependencies: {
          name: {
            oneOf: [
              {
                properties: {
                  nested: {
                    type: 'object',
                    properties: {
                      masked: {
                        type: 'string',
                        'ui:backstage': { review: { mask: '***' } },
                      },
                    },
                  },
                },
              },
            ],
          },
        },
      },
      { properties: { later: { type: 'string', writeOnly: true } } },
    ],
  },
};
const taskParameters = {
  name: 'orders',
  dbRoot: 's-1',
  pin: 's-2',
  note: 's-3',
  owner: 'team-a',
  nested: { masked: 's-4', list: [{ masked: 's-5', kept: 1 }] },
  later: 's-6',
};

const cleaner = (entities: (typeof template)[] = [template]) =>
  new TemplateCleaner({
    auth: mockServices.auth(),
    catalog: catalogServiceMock({ entities }),
  });

describe('TemplateCleaner', () => {
  it('takes out what the template marks, wherever it marks it', async () => {
    const meta = { templateRef: 'template:default/database', taskParameters };
    const cleaned = await cleaner().clean(meta);
    expect(JSON.stringify(cleaned)).not.toMatch(/s-\d/);
    expect(cleaned.taskParameters).toMatchObject({
      name: 'orders',
      owner: 'team-a',
      nested: { list: [{ kept: 1 }] },
    });
    expect(meta.taskParameters.dbRoot).toBe('s-1');
  });

  it('takes out everything where the template is gone, or not named', async () => {
    for (const templateRef of ['template:default/gone', undefined, 7]) {
      await expect(
        cleaner().clean({
          actionType: 'execution',
          templateRef,
          taskParameters,
        }),
      ).resolves.toEqual({
        actionType: 'execution',
        templateRef,
        taskParameters: '[redacted]',
      });
    }
  });

  it('takes them out of requests to run or to try a template', async () => {
    for (const asked of [
      { templateRef: 'template:default/database' },
      { template: template as never },
      {},
    ]) {
      const cleaned = await cleaner().clean({
        headers: { accept: '*/*' },
        body: { ...asked, values: taskParameters },
      });
      expect(JSON.stringify(cleaned)).not.toMatch(/s-\d/);
    }
  });

  it('leaves events without parameters alone', async () => {
    const meta = { templateRef: 'template:default/database' };
    expect(await cleaner([]).clean(meta)).toEqual(meta);
  });

  it('survives schemas of any shape', () => {
    const cyclic: Record<string, unknown> = {};
    cyclic.properties = { a: cyclic };
    for (const schema of [null, 'x', [null], { properties: 1 }, cyclic]) {
      expect([...secretParameterNames(schema)]).toEqual([]);
    }
  });
});
