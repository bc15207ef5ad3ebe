import { ConfigReader } from '@backstage/config';
import { join } from 'node:path';
import {
  EventSink,
  readRecordingConfig,
  RuleBook,
} from 'backstage-plugin-audit-log-node';
import { JournalKeeper } from '../../../plugins/audit-log-node/src/journal';
import { DefaultAuditLogRecorder } from '../../../plugins/audit-log-node/src/recorder/DefaultAuditLogRecorder';
import { knowledgePath } from '../../../plugins/audit-log-node/src/recorder/journalPlace';
import { KnowledgeFile } from '../../../plugins/audit-log-node/src/recorder/KnowledgeFile';
import { Place } from './types';

const CONFIG = {
  backend: {
    baseUrl: 'http://portal',
    database: { client: 'pg', connection: { host: 'database' } },
  },
  auditLog: { recording: { journal: { folder: '/journal' } } },
};

/** The recorder of a process, as its service makes it from configuration. */
export function startRecorder({ random, name, onLearned }: Place) {
  const config = new ConfigReader(CONFIG);
  const { journal, ...recording } = readRecordingConfig(config);
  if (!journal) {
    throw new Error('There is no journal in the configuration');
  }
  const rules = RuleBook.fromConfig(config);
  const keeper = new JournalKeeper({ ...journal, now: Date.now });
  const recorder = DefaultAuditLogRecorder.create({
    ...recording,
    instance: name,
    anonymous: { perAddress: 1e6, total: 1e6 },
    rules,
    journal: keeper.journal,
    knowledgeFile: new KnowledgeFile(knowledgePath(journal), rules.rules),
    quarantineFolder: join(journal.folder, 'quarantine'),
    onSink: (sink: EventSink) => keeper.belongTo(sink.logId),
    now: Date.now,
    random,
  });
  keeper.start(outcomes => recorder.takeUnknown(outcomes));
  const learn = recorder.learn.bind(recorder);
  recorder.learn = knowledge => {
    learn(knowledge);
    onLearned(knowledge);
  };
  return {
    recorder,
    rules,
    close: () => {
      recorder.close();
      keeper.stop();
    },
  };
}
