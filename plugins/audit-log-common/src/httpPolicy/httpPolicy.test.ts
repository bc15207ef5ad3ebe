import {
  HttpLevel,
  HttpPolicyRule,
  HttpSubject,
  compileHttpPolicy,
  defaultHttpPolicy,
  httpPolicySchema,
} from '.';

const request = (fields: Partial<HttpSubject>): HttpSubject => ({
  method: 'GET',
  path: '/api/techdocs/metadata',
  plugin: 'techdocs',
  status: 200,
  audited: false,
  ...fields,
});

describe('the policy of HTTP capture', () => {
  it.each<[string, Omit<HttpPolicyRule, 'level'>, boolean]>([
    ['anything', {}, true],
    ['a method', { methods: ['PUT', 'GET'] }, true],
    ['another method', { methods: 'PUT' }, false],
    ['a path', { paths: '/api/techdocs/*' }, true],
    ['all but a path', { paths: '!/api/techdocs/*' }, false],
    ['a plugin', { plugins: ['catalog', 'tech*'] }, true],
    ['a path in another case', { paths: '/API/TechDocs/*' }, true],
    ['a plugin in another case', { plugins: 'TechDocs' }, true],
    ['a method in another case', { methods: 'get' }, true],
    ['a status', { statuses: 200 }, true],
    ['a class of statuses', { statuses: ['4xx', '2xx'] }, true],
    ['another status', { statuses: [404, 'aborted'] }, false],
    ['not audited', { audited: false }, true],
    ['audited', { audited: true }, false],
  ])('matches %s', (_, match, expected) => {
    const decide = compileHttpPolicy([{ level: 'request', ...match }]);
    expect(decide(request({}))).toBe(expected ? 'request' : 'none');
  });

  it('goes by the first rule that matches', () => {
    const decide = compileHttpPolicy([
      { level: 'none', plugins: 'catalog' },
      { level: 'request', methods: 'POST' },
      { level: 'metadata' },
    ]);
    expect(decide(request({ plugin: 'catalog', method: 'POST' }))).toBe('none');
    expect(decide(request({ method: 'POST' }))).toBe('request');
    expect(decide(request({ status: 'aborted' }))).toBe('metadata');
  });

  it.each<[string, Partial<HttpSubject>, HttpLevel]>([
    ['a read', {}, 'none'],
    ['a change', { method: 'PUT' }, 'metadata'],
    ['a change that went wrong', { method: 'PUT', status: 500 }, 'metadata'],
    ['an aborted change', { method: 'POST', status: 'aborted' }, 'metadata'],
    ['an audited change', { method: 'POST', audited: true }, 'none'],
    ['a read without a token', { status: 401 }, 'metadata'],
    ['a forbidden read', { status: 403 }, 'metadata'],
    ['a read that is no valid request', { status: 400 }, 'metadata'],
    ['a denial that was audited', { status: 403, audited: true }, 'none'],
    ['something missing', { status: 404 }, 'none'],
    ['a change with a method of its own', { method: 'MKCOL' }, 'metadata'],
    ['a page', { path: '/catalog', plugin: undefined }, 'none'],
    [
      'a change outside of all plugins',
      { method: 'PUT', path: '//api/catalog', plugin: undefined, status: 404 },
      'metadata',
    ],
    [
      'a change that is passed on below an address like machinery',
      {
        method: 'DELETE',
        path: '/api/proxy/forge/.backstage/auth/../../repositories/1',
        plugin: 'proxy',
      },
      'metadata',
    ],
    [
      'machinery in another spelling',
      { method: 'POST', path: '/API/Permission/authorize/' },
      'none',
    ],
    [
      'a question about permissions',
      { method: 'POST', path: '/api/permission/authorize' },
      'none',
    ],
    [
      'a forbidden question',
      { method: 'POST', path: '/api/permission/authorize', status: 401 },
      'metadata',
    ],
    [
      'settings that a page reads',
      { method: 'POST', path: '/api/user-settings/multiget' },
      'none',
    ],
    [
      'an action of an assistant',
      { method: 'POST', path: '/api/x/.backstage/actions/v1/actions/a/invoke' },
      'metadata',
    ],
  ])('by default, for %s', (_, fields, level) => {
    expect(compileHttpPolicy(defaultHttpPolicy)(request(fields))).toBe(level);
  });

  it.each([
    [[{ level: 'all' }]],
    [[{ level: 'none', statuses: 42 }]],
    [[{ level: 'none', statuses: '6xx' }]],
    [[{ level: 'none', path: '/' }]],
  ])('is refused as %j', policy => {
    expect(httpPolicySchema.safeParse(policy).success).toBe(false);
  });
});
