import { recordedEvents } from '../__testUtils__/recordedEvent';
import { recordingMessage } from './recordingMessage';

const wording = {
  name: (ref: string) => `<${ref}>`,
  time: (iso: string) => `(${iso})`,
};
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
        wording,
      ),
    ).toMatchObject({
      to: admins,
      severity: 'high',
      description:
        "The backend 'backend-0' can't record all events as it should: The disk is full. The settings show what it does now.",
      link: '/audit-log/settings#recording',
    });
  });

  it('replaces that message when it has recovered', () => {
    const told = { instance: 'backend-0', problems: ['The disk is full'] };
    const since = '2026-11-22T10:00:00.000Z';
    const [impaired, recovered] = [
      recordingMessage({ kind: 'impaired', ...told }, admins, wording),
      recordingMessage({ kind: 'recovered', since, ...told }, admins, wording),
    ];
    expect(recovered.scope).toBe(impaired.scope);
    expect(recovered.description).toContain(
      `Since (${since}) it could not: The disk is full.`,
    );
  });

  it('lists operations that never ended, and counts the rest', () => {
    const operations = recordedEvents(12, index => ({
      eventId: `operation-${index}`,
      outcome: 'unknown',
    }));
    const { title, description } = recordingMessage(
      { kind: 'incomplete', operations },
      admins,
      wording,
    );
    expect(title).toBe('12 operations began and never ended');
    expect(description).toContain(
      'catalog.operation-0 by <user:default/ada> on (',
    );
    expect(description).toContain('operation-9');
    expect(description).not.toContain('operation-10');
    expect(description).toContain('and 2 more');
  });
});
