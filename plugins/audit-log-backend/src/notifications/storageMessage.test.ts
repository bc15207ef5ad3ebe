import { StorageNews } from '../storage';
import { storageMessage } from './storageMessage';

const tested = (message: string | null, owners: string[]): StorageNews =>
  ({
    kind: 'integration-tested',
    integration: {
      name: 'main',
      destination: 's3://exports/audit',
      createdBy: 'user:default/ada',
      statusReason: message && `write: ${message}`,
    },
    test: {
      ok: message === null,
      steps: [
        { step: 'credentials', ok: true, message: null },
        { step: 'write', ok: message === null, message },
      ],
    },
    schedules: owners.map(owner => ({ name: `Of ${owner}`, owner })),
  } as unknown as StorageNews);

const wording = { name: (ref: string) => ref, time: (iso: string) => iso };

describe('messages about storage integrations', () => {
  it('tell who made one that it works', () => {
    expect(
      storageMessage(tested(null, ['user:default/eva']), wording),
    ).toMatchObject({
      to: ['user:default/ada'],
      title: "Storage integration 'main' is ready",
      severity: 'normal',
    });
  });

  it('tell owners of schedules, too, that it does not, and what to do', () => {
    const owners = ['user:default/eva', 'user:default/ada', 'user:default/eva'];
    expect(
      storageMessage(tested('NoSuchBucket', owners), wording),
    ).toMatchObject({
      to: ['user:default/ada', 'user:default/eva'],
      title: "Storage integration 'main' does not work",
      description: expect.stringMatching(
        /^write: NoSuchBucket\. The bucket or container does not exist.*'Of user:default\/eva', 'Of user:default\/ada'/,
      ),
      severity: 'high',
    });
  });

  it('say no more than the storage did where nothing is known', () => {
    expect(
      storageMessage(tested('HTTP 503: try later', []), wording).description,
    ).toBe('write: HTTP 503: try later.');
  });
});
