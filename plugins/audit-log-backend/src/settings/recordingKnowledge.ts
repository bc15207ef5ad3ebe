import { RecordingKnowledge } from 'backstage-plugin-audit-log-node';
import { createHash } from 'node:crypto';
import { ConfiguredSettings } from '../config';
import { effectiveSettings } from './effectiveSettings';
import { hasBeenEnabled } from './hasBeenEnabled';
import { StoredSettings } from './types';

/** What recorders have to know of the settings. */
export function recordingKnowledge(options: {
  recording: 'on' | 'off';
  settings: StoredSettings;
  configured: ConfiguredSettings;
}): RecordingKnowledge {
  const { settings, configured } = options;
  const { rules } = effectiveSettings(settings, configured);
  const recording =
    options.recording === 'off' &&
    settings.state === 'disabled' &&
    !hasBeenEnabled(settings)
      ? 'never'
      : options.recording;
  // Rules may come from the configuration, which has no version.
  const digest = createHash('sha256')
    .update(JSON.stringify([recording, rules]))
    .digest('hex')
    .slice(0, 16);
  return {
    recording,
    rules,
    version: `${settings.version}-${digest}`,
    period: periodOf(settings),
  };
}

/**
 * Names the present period of recording: no two were asked for at once, and
 * until it ends nothing else is asked for.
 */
export function periodOf({
  state,
  changedAt,
}: Pick<StoredSettings, 'state' | 'changedAt'>): string | undefined {
  return state === 'enabled' && changedAt !== null ? changedAt : undefined;
}
