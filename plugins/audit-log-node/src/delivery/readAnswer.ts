import {
  ingestResponseSchema,
  portalFactsSchema,
  rulesSchema,
} from 'backstage-plugin-audit-log-common';
import { AppendResult, RecordingKnowledge } from '../recorder';

/** What an answer says of the portal; undefined of one of the first release. */
export type PortalNews = {
  knowledge: RecordingKnowledge;
  /** Which fields of an event it knows. */
  fields: string[];
};

/** What has to be understood; anything else may be newer than this backend. */
const newsSchema = portalFactsSchema
  .pick({ recording: true, version: true, fields: true, period: true })
  .strip();

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
  const told = newsSchema.parse(portal);
  const { rules } = portal as { rules?: unknown };
  return {
    result,
    news: {
      knowledge: {
        recording: told.recording,
        rules: rulesSchema.safeParse(rules).data,
        version: told.version,
        period: told.period,
      },
      fields: told.fields,
    },
  };
}
