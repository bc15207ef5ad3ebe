import { Entity } from '@backstage/catalog-model';
import { JsonObject, JsonValue } from '@backstage/types';
import { redactJson } from 'backstage-plugin-audit-log-node';
import { createHash } from 'node:crypto';

/** What is compared of an entity: what people write, not what is worked out. */
export type EntityContent = JsonObject;

/** Made by the catalog itself at each refresh. */
const MACHINERY = new Set(['uid', 'etag', 'generation']);

/** Longest text that is kept whole, in characters. */
const LONGEST_TEXT = 1024;
/** What is kept of a longer one: less than what a stored event keeps of it. */
const KEPT_TEXT = 800;

/**
 * Fields of an entity that tell a change by somebody, without secrets.
 * Relations and status follow from them, annotations of the catalog say where
 * it comes from. Long texts, such as definitions of APIs, are cut and carry a
 * hash, so that they differ wherever they were changed.
 */
export function contentOf(entity: Entity): EntityContent {
  const { apiVersion, kind, metadata, spec } = entity;
  const content = redactJson({
    apiVersion,
    kind,
    metadata: Object.fromEntries(
      Object.entries(metadata).filter(([name]) => !MACHINERY.has(name)),
    ),
    spec: spec ?? {},
  });
  return withShortTexts(content) as EntityContent;
}

function withShortTexts(value: JsonValue | undefined): JsonValue {
  if (typeof value === 'string') {
    return shortText(value);
  }
  if (Array.isArray(value)) {
    return value.map(withShortTexts);
  }
  return typeof value === 'object' && value !== null
    ? Object.fromEntries(
        Object.entries(value).map(([name, member]) => [
          name,
          withShortTexts(member),
        ]),
      )
    : value ?? null;
}

function shortText(text: string): string {
  if (text.length <= LONGEST_TEXT) {
    return text;
  }
  const hash = createHash('sha256').update(text).digest('hex').slice(0, 16);
  return `${text.slice(0, KEPT_TEXT)}[truncated ${text.length - KEPT_TEXT} of ${
    text.length
  } characters, SHA-256 ${hash}]`;
}
