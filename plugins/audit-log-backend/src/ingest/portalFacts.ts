import {
  INGEST_PROTOCOL,
  PortalFacts,
  eventFields,
} from 'backstage-plugin-audit-log-common';
import { ConfiguredSettings } from '../config';
import { recordingKnowledge, StoredSettings } from '../settings';

/** What a delivering backend learns of this portal from each answer. */
export function portalFacts(
  settings: StoredSettings,
  configured: ConfiguredSettings,
): PortalFacts {
  const { recording, rules, version, period } = recordingKnowledge({
    recording: ['enabled', 'disabling'].includes(settings.state) ? 'on' : 'off',
    settings,
    configured,
  });
  return {
    protocol: INGEST_PROTOCOL,
    recording,
    rules: rules ? [...rules] : [],
    version: version ?? '',
    fields: eventFields,
    ...(period !== undefined && { period }),
  };
}
