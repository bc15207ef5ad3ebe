import { InputError } from '@backstage/errors';
import {
  AUDIT_LOG_CATEGORY,
  RecordedEvent,
} from 'backstage-plugin-audit-log-common';

/** What Backstage takes as the id of a plugin, in whatever case. */
const PLUGIN_ID = /^[a-z][a-z0-9]*(?:[-_][a-z0-9]+)*$/;

/** The letters that a digit is taken for. */
const LOOK_ALIKES: Record<string, string> = { '0': 'o', '1': 'l', i: 'l' };

/** The event id of requests that HTTP capture saw. */
const CAPTURED = 'http-request';

const OWN_PLUGIN = shapeOf('audit-log');
const OWN_CATEGORY = shapeOf(AUDIT_LOG_CATEGORY);

/**
 * The event with its plugin in lower case, so that one plugin has one name.
 *
 * @remarks
 * Only the audit log itself says what happened to the audit log: what reads
 * like its plugin or its category is refused, and so is a plugin id that
 * Backstage wouldn't take, which rules out other scripts and blanks.
 *
 * @throws InputError
 */
export function withOwnName(
  event: RecordedEvent,
  index: number,
): RecordedEvent {
  const plugin = pluginOf(event);
  if (!PLUGIN_ID.test(plugin)) {
    throw refusal(
      index,
      'plugin',
      event.plugin,
      "the id of a plugin such as 'catalog': letters, digits and dashes",
    );
  }
  for (const [field, own, name] of [
    ['plugin', OWN_PLUGIN, plugin],
    ['category', OWN_CATEGORY, event.category],
  ] as const) {
    if (shapeOf(name) === own) {
      throw refusal(
        index,
        field,
        event[field],
        'another one, the audit log records its own events',
      );
    }
  }
  return plugin === event.plugin ? event : { ...event, plugin };
}

/**
 * A captured request is of the plugin that its path asks for, whoever sent it:
 * where that is the audit log, which is not there, it is of no plugin.
 */
function pluginOf({ plugin, eventId }: RecordedEvent): string {
  return eventId === CAPTURED && shapeOf(plugin) === OWN_PLUGIN
    ? 'root'
    : plugin.toLowerCase();
}

/** What a name looks like to somebody who reads over it. */
function shapeOf(name: string): string {
  return name
    .toLowerCase()
    .replace(/[-_]/g, '')
    .replace(/[01i]/g, letter => LOOK_ALIKES[letter]);
}

function refusal(
  index: number,
  field: string,
  value: string,
  expected: string,
): InputError {
  return new InputError(
    `Body field 'events[${index}].${field}' is '${value.slice(
      0,
      64,
    )}': expected ${expected}`,
  );
}
