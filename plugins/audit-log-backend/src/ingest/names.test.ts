import { recordedEvent } from '../__testUtils__/recordedEvent';
import { withOwnName } from './names';

describe('withOwnName', () => {
  it.each(['catalog', 'user-settings', 'my_plugin', 'k8s', 'audit-logs'])(
    'leaves %s as it is',
    plugin => {
      const event = recordedEvent({ plugin });
      expect(withOwnName(event, 0)).toBe(event);
    },
  );

  it('gives a plugin one name in whatever case', () => {
    const event = recordedEvent({ plugin: 'myPlugin' });
    expect(withOwnName(event, 0)).toEqual({ ...event, plugin: 'myplugin' });
  });

  it.each(['audit-log', 'Audit_Log', 'aud1t-l0g', 'auditlog', '-audit-log'])(
    'refuses %s, but for what anybody can ask for',
    plugin => {
      expect(() => withOwnName(recordedEvent({ plugin }), 3)).toThrow(
        `Body field 'events[3].plugin' is '${plugin}': expected`,
      );
      const request = recordedEvent({ plugin, eventId: 'http-request' });
      expect(withOwnName(request, 3).plugin).toBe('root');
      const own = { ...request, category: 'AUDIT_LOG' };
      expect(() => withOwnName(own, 3)).toThrow("'events[3].category'");
    },
  );

  it.each([
    '',
    ' catalog',
    'catalog ',
    'a/b',
    'a--b',
    '9a',
    'ca\ntalog',
    'сatalog',
  ])('refuses %p', plugin => {
    const event = recordedEvent({ plugin });
    expect(() => withOwnName(event, 0)).toThrow(
      "expected the id of a plugin such as 'catalog'",
    );
  });
});
