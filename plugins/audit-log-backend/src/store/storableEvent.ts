import { RecordedEvent } from 'backstage-plugin-audit-log-common';

/** NUL, or any surrogate: cheap, and true for emoji too. */
const SUSPECT = /[\0\ud800-\udfff]/;

/** What JSON writes for NUL and for lone surrogates. */
const SUSPECT_JSON = /\\u(?:0000|d[89a-f])/;

/** Whether a text may hold characters that can't be stored. */
export function isSuspectText(text: string): boolean {
  return SUSPECT.test(text);
}

/** The same for JSON text. */
export function isSuspectJson(json: string): boolean {
  return json.includes('\\u') && SUSPECT_JSON.test(json);
}

/**
 * The event as it can be stored: every NUL and every lone surrogate is
 * replaced by U+FFFD.
 *
 * @remarks
 * PostgreSQL stores neither, and a text with lone surrogates has no canonical
 * form that a verifier in another language could compute (RFC 8785, section
 * 3.2.2.2). The leaf hash is that of the event as stored.
 */
export function storableEvent(event: RecordedEvent): RecordedEvent {
  return storable(event) as RecordedEvent;
}

function storable(value: unknown): unknown {
  if (typeof value === 'string') {
    return storableText(value);
  }
  if (Array.isArray(value)) {
    return value.map(storable);
  }
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(
      Object.entries(value).map(([key, member]) => [
        storableText(key),
        storable(member),
      ]),
    );
  }
  return value;
}

function storableText(text: string): string {
  return text
    .replace(/[\ud800-\udbff](?![\udc00-\udfff])/g, '\ufffd')
    .replace(/(?<![\ud800-\udbff])[\udc00-\udfff]/g, '\ufffd')
    .replaceAll('\0', '\ufffd');
}
