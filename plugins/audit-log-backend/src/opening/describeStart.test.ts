import { ConfigReader } from '@backstage/config';
import { JsonObject } from '@backstage/types';
import { readConfig } from '../config';
import { describeStart } from './describeStart';

const mounts = '22 1 0:20 / / rw - overlay overlay rw';

function describeOf(data: JsonObject, inContainer = false) {
  const rootConfig = new ConfigReader(data);
  return describeStart({
    state: 'enabled',
    config: readConfig(rootConfig),
    rootConfig,
    httpCapture: 'on',
    system: { mounts, inContainer },
  });
}

const recording = { journal: { folder: '/journal' } };
const database = { client: 'pg', connection: { host: 'db', password: 'pw' } };

describe('describeStart', () => {
  it('says where the log and its journal are, and who decides', () => {
    const { line, warnings } = describeOf({
      backend: { database },
      auditLog: { recording, admins: ['group:platform'] },
    });
    expect(line).toContain('The audit log is enabled; database: pg;');
    expect(line).toContain('journal: /journal (on the disk');
    expect(line).toContain('access: group:default/platform;');
    expect(line).toContain('HTTP capture: on');
    expect(line).not.toContain('pw');
    expect(warnings).toEqual([]);
  });

  it('warns of a journal that goes with the container', () => {
    const { line, warnings } = describeOf(
      {
        backend: { database },
        auditLog: { recording, access: { mode: 'policy' } },
      },
      true,
    );
    expect(line).toContain('LOST');
    expect(line).toContain('the permission policy decides');
    expect(warnings).toEqual([
      expect.stringContaining('auditLog.recording.journal.folder'),
    ]);
  });

  it('warns where there is no journal though the log is kept', () => {
    const { line, warnings } = describeOf({
      backend: { database },
      auditLog: { recording: { journal: { enabled: false } } },
    });
    expect(line).toContain('journal: none');
    expect(line).toContain('nobody is an Admin');
    expect(warnings).toHaveLength(1);
    expect(
      describeOf({
        backend: {
          database: { client: 'better-sqlite3', connection: ':memory:' },
        },
      }).warnings,
    ).toEqual([]);
  });
});
