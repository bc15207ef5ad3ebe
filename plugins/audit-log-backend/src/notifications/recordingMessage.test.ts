import { recordedEvents } from '../__testUtils__/recordedEvent';
import { recordingMessage } from './recordingMessage';

const admins = ['group:default/platform'];

describe('recordingMessage', () => {
  it('says which process is impaired and why', () => {
    expect(
      recordingMessage(
        {
          kind: 'impaired',
          instance: 'backend-0',
          problems: ['The disk is full'],
        },
        admins,
      ),
    ).toMatchObject({
      to: admins,
      severity: 'high',
      description: 'backend-0: The disk is full.',
      link: '/audit-log/settings',
    });
  });

  it('replaces that message when it has recovered', () => {
    const told = { instance: 'backend-0', problems: ['The disk is full'] };
    const since = '2026-11-22T10:00:00.000Z';
    const [impaired, recovered] = [
      recordingMessage({ kind: 'impaired', ...told }, admins),
      recordingMessage({ kind: 'recovered', since, ...told }, admins),
    ];
    expect(recovered.scope).toBe(impaired.scope);
    expect(recovered.description).toContain(since);
  });

  it('lists operations that never ended, and counts the rest', () => {
    const operations = recordedEvents(12, index => ({
      eventId: `operation-${index}`,
      outcome: 'unknown',
    }));
    const { title, description } = recordingMessage(
      { kind: 'incomplete', operations },
      admins,
    );
    expect(title).toBe('12 operations began and never ended');
    expect(description).toContain('catalog.operation-0 by user:default/ada at');
    expect(description).toContain('operation-9');
    expect(description).not.toContain('operation-10');
    expect(description).toContain('and 2 more');
  });
});
