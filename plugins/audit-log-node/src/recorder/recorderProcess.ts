import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Rule } from 'backstage-plugin-audit-log-common';
import { FileJournal, JournalKeeper } from '../journal';
import { RuleBook } from '../rules';
import { DefaultAuditLogRecorder } from './DefaultAuditLogRecorder';
import { KnowledgeFile } from './KnowledgeFile';
import { RecorderOptions } from './options';
import { recorderOptions } from './recorderOptions';

/** What stands for the recorder of a process that can be killed. */
export interface RecorderProcess {
  recorder: DefaultAuditLogRecorder;
  journal: FileJournal;
  journalFolder: string;
  stop(): void;
}

/** Starts a recorder with a journal and what is known beside it. */
export function startRecorderProcess(
  folder: string,
  options: Partial<RecorderOptions> & {
    configured?: Rule[];
    /** Of the journal. */
    maxBytes?: number;
  } = {},
): RecorderProcess {
  const { configured = [], maxBytes = 16 * 1024 * 1024, ...others } = options;
  const keeper = new JournalKeeper({
    folder,
    maxBytes,
    now: others.now ?? Date.now,
  });
  const rules = RuleBook.create({ rules: configured });
  const recorder = DefaultAuditLogRecorder.create(
    recorderOptions({
      rules,
      journal: keeper.journal,
      knowledgeFile: new KnowledgeFile(
        join(folder, 'knowledge-test.json'),
        rules.rules,
      ),
      quarantineFolder: join(folder, 'quarantine'),
      ...others,
    }),
  );
  keeper.start(outcomes => recorder.takeUnknown(outcomes));
  keeper.belongTo(undefined);
  return {
    recorder,
    journal: keeper.journal,
    journalFolder: keeper.journal.status().folder,
    stop: () => {
      recorder.close();
      keeper.stop();
    },
  };
}

/** From here on the processes of a folder look dead to those that start. */
export function declareDead(folder: string): void {
  for (const name of readdirSync(folder)) {
    if (name.startsWith('process-')) {
      const path = join(folder, name, 'owner.json');
      const owner = JSON.parse(readFileSync(path, 'utf8'));
      writeFileSync(path, JSON.stringify({ ...owner, pid: 4_194_305 }));
    }
  }
}

/** Every line of the journals in a folder, as it lies on the disk. */
export function journalTexts(folder: string): string {
  return (readdirSync(folder, { recursive: true }) as string[])
    .filter(name => name.endsWith('.jsonl'))
    .map(name => readFileSync(join(folder, name), 'utf8'))
    .join('');
}
