import { accessKinds, accessSentences } from './access';
import { auditLogKinds, auditLogSentences } from './auditLog';
import { catalogKinds, catalogSentences } from './catalog';
import { communityKinds, communitySentences } from './community';
import { permissionKinds, permissionSentences } from './permissions';
import { pluginKinds, pluginSentences } from './plugins';
import { templateKinds, templateSentences } from './templates';

const sentencesByKind = {
  ...catalogSentences,
  ...templateSentences,
  ...accessSentences,
  ...permissionSentences,
  ...pluginSentences,
  ...communitySentences,
  ...auditLogSentences,
};

/** Every kind of sentence with words of its own. */
export type SentenceKind = keyof typeof sentencesByKind;

/**
 * What people did, in plain words. `label` names the kind of operation whatever
 * its outcome, `done` and `failed` tell it as a sentence.
 */
export const sentences = {
  ...sentencesByKind,
  other: {
    label: '{{event}}',
    done: '{{actor}}: {{event}} in {{plugin}}, on {{target}}',
    failed: '{{actor}}: {{event}} in {{plugin}} failed, on {{target}}',
  },
  otherWithoutTarget: {
    label: '{{event}}',
    done: '{{actor}}: {{event}} in {{plugin}}',
    failed: '{{actor}}: {{event}} in {{plugin}} failed',
  },
  throughClient: '{{actor}} (through {{client}})',
  throughAssistant: '{{actor}} (through an AI assistant)',
  unknownTarget: 'something unnamed',
} as const;

const kinds: Record<string, SentenceKind> = {
  ...catalogKinds,
  ...templateKinds,
  ...accessKinds,
  ...permissionKinds,
  ...pluginKinds,
  ...communityKinds,
  ...auditLogKinds,
};

/**
 * Which kind of sentence tells an event: that of its action, else that of its
 * event id, else that of the event id in any plugin; undefined where none does.
 */
export function sentenceKind(event: {
  plugin: string;
  eventId: string;
  action: string | null;
}): SentenceKind | undefined {
  const { plugin, eventId, action } = event;
  return (
    kinds[`${plugin}/${eventId}/${action}`] ??
    kinds[`${plugin}/${eventId}`] ??
    kinds[`*/${eventId}`]
  );
}
