import {
  ingestResponseSchema,
  portalFactsSchema,
  rulesSchema,
} from 'backstage-plugin-audit-log-common';
import { z } from 'zod';
import { AppendResult, RecordingKnowledge } from '../recorder';

/** What an answer says of the portal; undefined of one of the first release. */
export type PortalNews = {
  knowledge: RecordingKnowledge;
  /** Which fields of an event it knows. */
  fields: string[];
};

const { recording, version, fields } = portalFactsSchema.shape;

/** What has to be understood; anything else may be newer than this backend. */
const newsSchema = z.object({
  recording,
  version,
  fields,
  rules: z.unknown(),
});

const resultSchema = ingestResponseSchema
  .omit({ portal: true, dropped: true })
  .strip();

/**
 * Reads the answer to delivered events.
 *
 * @remarks
 * Rules that a newer portal has and that can't be understood here stay with the
 * portal, which applies them again.
 */
export function readAnswer(answer: unknown): {
  result: AppendResult;
  news: PortalNews | undefined;
} {
  const result = resultSchema.parse(answer);
  const { portal } = answer as { portal?: unknown };
  if (portal === undefined) {
    return { result, news: undefined };
  }
  const { rules, ...told } = newsSchema.parse(portal);
  return {
    result,
    news: {
      knowledge: {
        recording: told.recording,
        rules: rulesSchema.safeParse(rules).data,
        version: told.version,
      },
      fields: told.fields,
    },
  };
}
