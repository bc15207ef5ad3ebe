import {
  ServiceRef,
  coreServices,
  createServiceFactory,
  createServiceRef,
} from '@backstage/backend-plugin-api';
import { join } from 'node:path';
import { databaseOf } from '../config';
import { JournalKeeper, tightenModes } from '../journal';
import { redactAsConfigured } from '../redaction';
import { auditLogRulesServiceRef } from '../rules';
import { DefaultAuditLogRecorder } from './DefaultAuditLogRecorder';
import { KnowledgeFile } from './KnowledgeFile';
import { knowledgePath, takeOverQuarantine } from './journalPlace';
import { observeRecorder } from './metrics';
import { PLUGIN_ID, readRecordingConfig } from './readRecordingConfig';
import { AuditLogRecorder } from './types';

type RecorderRef = ServiceRef<AuditLogRecorder, 'root', 'singleton'>;

/**
 * The recorder of this process. Root scoped: it serves every plugin.
 *
 * @public
 */
export const auditLogRecorderServiceRef: RecorderRef =
  createServiceRef<AuditLogRecorder>({
    id: 'audit-log.recorder',
    scope: 'root',
    defaultFactory: async service =>
      createRecorderFactory(service as RecorderRef),
  });

/**
 * Makes the recorder from `auditLog.recording` in the configuration.
 *
 * @public
 */
export const auditLogRecorderServiceFactory = createRecorderFactory(
  auditLogRecorderServiceRef,
);

function createRecorderFactory(service: RecorderRef) {
  return createServiceFactory({
    service,
    deps: {
      config: coreServices.rootConfig,
      lifecycle: coreServices.rootLifecycle,
      rules: auditLogRulesServiceRef,
    },
    factory: ({ config, lifecycle, rules }): AuditLogRecorder => {
      // Whatever records in this process has the recorder before its first event.
      redactAsConfigured(config);
      const { journal, ...recording } = readRecordingConfig(config);
      const keeper =
        journal && new JournalKeeper({ ...journal, now: Date.now });
      if (journal) {
        takeOverQuarantine(journal);
        tightenModes(journal.folder);
      }
      const { isInMemory } = databaseOf(config, PLUGIN_ID);
      const recorder = DefaultAuditLogRecorder.create({
        ...recording,
        rules,
        journal: keeper?.journal,
        knowledgeFile:
          journal && new KnowledgeFile(knowledgePath(journal), rules.rules),
        quarantineFolder: journal && join(journal.folder, 'quarantine'),
        // A log in memory is another one after each start.
        onSink: sink => keeper?.belongTo(isInMemory ? undefined : sink.logId),
        now: Date.now,
        random: Math.random,
      });
      keeper?.start(outcomes => recorder.takeUnknown(outcomes));
      const stopObserving = observeRecorder(recorder);
      // Plugins have drained it by now. What comes later is journalled.
      lifecycle.addShutdownHook(() => {
        stopObserving();
        recorder.close();
        keeper?.stop();
      });
      return recorder;
    },
  });
}
