import {
  AuditorService,
  AuthService,
  BackstageCredentials,
} from '@backstage/backend-plugin-api';
import { ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import {
  InputError,
  NotAllowedError,
  ServiceUnavailableError,
  toError,
} from '@backstage/errors';
import { JsonObject } from '@backstage/types';
import {
  auditLogAccessPermission,
  listEventsQuerySchema,
  ownEvents,
  parseQuery,
  routes,
} from 'backstage-plugin-audit-log-common';
import { AccessPolicy, callerRef } from '../access';
import { answerOrHint } from '../explore';
import { CallerLimits, readAs } from '../limits';
import { narrowingHint, QueryTranslator } from '../query';
import { VisibleEvents } from '../reading';
import { EventPredicate } from '../store';
import { Gate } from '../whileDisabled';

const ACTION = 'query-audit-log';

/** An assistant reads all of it, so that pages are shorter than elsewhere. */
const MAX_EVENTS = 100;

const DESCRIPTION = `Searches the audit log: who did what in this portal, when, and whether it succeeded.
Events come newest first. Only those that the caller may read are found.
The query language is one line of words and fields, all of which must hold:
actor:user:default/ada, plugin:catalog, event:location-mutate, action:create,
category:TEMPLATES, outcome:failed, severity>=medium, target:component:default/*,
meta.taskId:42, "some text". A minus in front excludes, commas are alternatives.`;

export interface QueryActionOptions {
  actionsRegistry: ActionsRegistryService;
  access: AccessPolicy;
  auditor: AuditorService;
  auth: AuthService;
  /** Counts the question among the caller's other reads. */
  limits: CallerLimits;
  /** The log, once it is open. */
  opened: () => QueriedLog | undefined;
}

/** What is asked. */
export interface QueriedLog {
  /** Reads the log for whoever sees what all of these let through. */
  readWhere: (where: EventPredicate[]) => Pick<VisibleEvents, 'list'>;
  translateQuery: QueryTranslator;
  /** Decides what may be done while audit logging is disabled. */
  gate: Gate;
}

/** Lets assistants ask the audit log, as far as the person they act for may. */
export function registerQueryAction(options: QueryActionOptions): void {
  options.actionsRegistry.register({
    name: ACTION,
    title: 'Query the audit log',
    description: DESCRIPTION,
    visibilityPermission: auditLogAccessPermission,
    attributes: { readOnly: true, destructive: false, idempotent: true },
    schema: {
      input: z =>
        z
          .object({
            q: z.string().optional().describe('Query; everything where absent'),
            from: z.string().optional().describe('ISO 8601, inclusive'),
            to: z.string().optional().describe('ISO 8601, exclusive'),
            limit: z.number().int().min(1).max(MAX_EVENTS).default(20),
            cursor: z.string().optional().describe('nextCursor of an answer'),
          })
          .strict(),
      output: z =>
        z.object({
          events: z.array(z.record(z.unknown())),
          nextCursor: z
            .string()
            .nullable()
            .describe('Null where there is nothing more'),
          completeTo: z.object({
            sequence: z.string(),
            time: z.string().nullable(),
          }),
        }),
    },
    action: async ({ input, credentials }) => {
      const caller = callerRef(options.auth, credentials);
      // Nobody tells whether the assistant still listens.
      const { signal } = new AbortController();
      return {
        output: await options.limits.within('read', caller, () =>
          readAs({ caller, signal }, () =>
            audited(options, { input, credentials }),
          ),
        ),
      };
    },
  });
}

interface Asked {
  input: JsonObject;
  credentials: BackstageCredentials;
}

/** An assistant's question is an event like every other read of the log. */
async function audited(options: QueryActionOptions, asked: Asked) {
  const { auditor, auth } = options;
  const event = await auditor.createEvent({
    eventId: 'event-read',
    severityLevel: ownEvents['event-read'].severity,
    meta: {
      queryType: ACTION,
      query: asked.input,
      ...callerMeta(auth, asked.credentials),
    },
  });
  try {
    const output = await answer(options, asked);
    await event.success();
    return output;
  } catch (error) {
    await event.fail({ error: toError(error) });
    throw error;
  }
}

/** The action comes without its request, so the event names its caller. */
function callerMeta(
  auth: AuthService,
  credentials: BackstageCredentials,
): JsonObject {
  if (auth.isPrincipal(credentials, 'user')) {
    const { userEntityRef, actor } = credentials.principal;
    return { userEntityRef, ...(actor && { via: actor.subject }) };
  }
  return auth.isPrincipal(credentials, 'service')
    ? { caller: credentials.principal.subject }
    : {};
}

async function answer(options: QueryActionOptions, asked: Asked) {
  const { access, opened } = options;
  const decision = await access.decide('event.read', asked.credentials);
  if (!decision.allowed) {
    throw new NotAllowedError(decision.reason);
  }
  const checked = listEventsQuerySchema.safeParse(asked.input);
  if (!checked.success) {
    const [{ path, message }] = checked.error.issues;
    throw new InputError(`Input '${path.join('.')}' is not valid: ${message}`);
  }
  const log = opened();
  if (!log) {
    throw new ServiceUnavailableError(
      "The audit log isn't open yet; try again later",
    );
  }
  await log.gate.pass(routes.listEvents.whileDisabled, asked.credentials);
  const events = log.readWhere(decision.where);
  const { q = '', ...page } = checked.data;
  const parsed = parseQuery(q);
  const where = log.translateQuery(parsed);
  const found = await answerOrHint(
    narrowingHint(parsed, page.from !== undefined),
    () => events.list({ ...page, where }),
  );
  return {
    events: found.items.map(item => ({ ...item })),
    nextCursor: found.nextCursor,
    completeTo: found.completeTo,
  };
}
