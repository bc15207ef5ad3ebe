import { actorModes, actorTypes, outcomes, severities } from '../events';
import { operatorsByKind, QueryField } from './fieldTypes';
import { scanFieldPath } from './scanner';

type FieldEntry = Omit<QueryField, 'operators' | 'aliases'> & {
  aliases?: string[];
};

const entries: FieldEntry[] = [
  {
    name: 'actor',
    kind: 'ref',
    help: 'Who did it: the person behind the operation where one is known, else the principal of the request. A name alone stands for `user:default/<name>`.',
    examples: ['actor:ada', 'actor:user:default/ada', 'actor:plugin:*'],
    aliases: ['who', 'user'],
  },
  {
    name: 'principal',
    kind: 'ref',
    help: 'The principal of the request, also where it acted for somebody else.',
    examples: ['principal:plugin:scaffolder'],
  },
  {
    name: 'via',
    kind: 'ref',
    help: 'The service that relayed the request of a person.',
    examples: ['via:plugin:mcp-actions', 'via:*'],
  },
  {
    name: 'actorType',
    kind: 'choice',
    help: 'What kind of actor it was.',
    examples: ['actorType:user', '-actorType:service'],
    aliases: ['actor.type'],
    values: actorTypes,
    writtenIn: 'lower',
  },
  {
    name: 'actorMode',
    kind: 'choice',
    help: '`agent` where an AI assistant acted for the actor.',
    examples: ['actorMode:agent', '-actorMode:agent'],
    aliases: ['mode', 'actor.mode'],
    values: actorModes,
    writtenIn: 'lower',
  },
  {
    name: 'client',
    kind: 'name',
    help: 'The id of the OAuth client whose token the request had, as command lines and AI assistants have one.',
    examples: ['client:https://claude.ai/*', 'client:*'],
    aliases: ['clientId'],
  },
  {
    name: 'clientName',
    kind: 'name',
    help: 'The name that the OAuth client gives itself.',
    examples: ['clientName:"Claude Code"', 'clientName:Claude*'],
  },
  {
    name: 'plugin',
    kind: 'name',
    help: 'The plugin in which it happened.',
    examples: ['plugin:catalog', 'plugin:catalog,scaffolder'],
  },
  {
    name: 'event',
    kind: 'name',
    help: 'The event id, as the plugin names it.',
    examples: [
      'event:location-mutate',
      '-event:entity-fetch',
      'event:*-mutate',
    ],
    aliases: ['eventId'],
  },
  {
    name: 'action',
    kind: 'name',
    help: 'What was done, in the words of the plugin.',
    examples: ['action:create', 'action:delete,update'],
  },
  {
    name: 'category',
    kind: 'name',
    help: 'The category of the event.',
    examples: ['category:CATALOG', '-category:AUDIT_LOG'],
    writtenIn: 'upper',
  },
  {
    name: 'severity',
    kind: 'level',
    help: 'How sensitive the operation is, mildest first: low, medium, high, critical.',
    examples: ['severity>=medium', 'severity:critical'],
    aliases: ['level'],
    values: severities,
    writtenIn: 'lower',
  },
  {
    name: 'outcome',
    kind: 'choice',
    help: 'How the operation ended. `unknown`: it never did, or its caller left before; `pending`: it was still running.',
    examples: ['outcome:failed', 'outcome:failed,unknown'],
    aliases: ['result'],
    values: outcomes,
    writtenIn: 'lower',
  },
  {
    name: 'target',
    kind: 'ref',
    help: 'What was acted on: an entity ref, a task, a location.',
    examples: ['target:component:default/svc-77', 'target:component:default/*'],
    aliases: ['entity'],
  },
  {
    name: 'targetType',
    kind: 'name',
    help: 'The type of what was acted on.',
    examples: ['targetType:entity', 'targetType:task'],
    aliases: ['target.type'],
  },
  {
    name: 'ip',
    kind: 'address',
    help: 'The client address: one IPv4 or IPv6 address, or a range in CIDR notation.',
    examples: ['ip:10.0.0.0/8', 'ip:192.0.2.7,2001:db8::/32'],
    aliases: ['address'],
  },
  {
    name: 'method',
    kind: 'name',
    help: 'The HTTP method of the request.',
    examples: ['method:DELETE', '-method:GET'],
    writtenIn: 'upper',
  },
  {
    name: 'path',
    kind: 'name',
    help: 'The path of the request, without its query.',
    examples: ['path:/api/catalog/locations', 'path:/api/scaffolder/*'],
  },
  {
    name: 'status',
    kind: 'number',
    help: 'The HTTP status of the answer. `4xx` and `5xx` stand for a whole class.',
    examples: ['status:404', 'status:5xx', 'status>=400', 'status:401..403'],
  },
  {
    name: 'duration',
    kind: 'duration',
    help: 'How long the operation took, with the unit ms, s, m or h.',
    examples: ['duration>=2s', 'duration:100ms..1s'],
  },
  {
    name: 'time',
    kind: 'time',
    help: 'When the operation began: a date or time (UTC where it names no offset), or how long ago, with the unit s, m, h, d or w.',
    examples: [
      'time>=-2h',
      'time:2026-11-22',
      'time:2026-11-22T14:00..2026-11-22T14:10',
    ],
    aliases: ['started'],
  },
  {
    name: 'error',
    kind: 'text',
    help: 'Words in the message of the error.',
    examples: ['error:timeout', 'error:"not allowed"', 'error:*'],
  },
  {
    name: 'trace',
    kind: 'id',
    help: 'The trace id of the request, where the trace began in the portal.',
    examples: ['trace:4bf92f3577b34da6a3ce929d0e0e4736'],
    aliases: ['traceId'],
  },
  {
    name: 'request',
    kind: 'id',
    help: 'The id that the portal gave to the request.',
    examples: ['request:7f3c2a'],
    aliases: ['requestId'],
  },
  {
    name: 'claimedTrace',
    kind: 'id',
    help: 'The trace id that the caller named. Anybody can name any.',
    examples: ['claimedTrace:4bf92f3577b34da6a3ce929d0e0e4736'],
    aliases: ['claimedTraceId'],
  },
  {
    name: 'claimedRequest',
    kind: 'id',
    help: 'The request id that the caller named, as proxies do. Anybody can name any.',
    examples: ['claimedRequest:7f3c2a'],
    aliases: ['claimedRequestId'],
  },
  {
    name: 'instance',
    kind: 'name',
    help: 'The backend process that recorded it.',
    examples: ['instance:backend-0'],
  },
  {
    name: 'deliveredBy',
    kind: 'name',
    help: 'The backend that delivered it; none has what the portal recorded itself.',
    examples: ['deliveredBy:plugin:audit-log-delivery'],
  },
  {
    name: 'id',
    kind: 'id',
    help: 'The id of one event.',
    examples: ['id:01928f3c-9d3e-7cc1-8f7a-2f1d5b8a9c10'],
    writtenIn: 'lower',
  },
  {
    name: 'sequence',
    kind: 'number',
    help: 'The place of the event in the log.',
    examples: ['sequence:4711', 'sequence>4711', 'sequence:100..200'],
  },
];

/**
 * Every field of the query language but `meta.<path>`, in the order in which
 * people are shown them.
 *
 * @public
 */
export const queryFields: readonly QueryField[] = entries.map(entry => ({
  ...entry,
  aliases: entry.aliases ?? [],
  operators: operatorsByKind[entry.kind],
}));

/**
 * What `meta.<path>` means, for any path.
 *
 * @public
 */
export const metaQueryField: QueryField = {
  name: 'meta',
  kind: 'meta',
  help: 'A value inside the meta object of the event, or one that a list there holds. Keys with dots are quoted. Numbers are compared as numbers.',
  examples: [
    'meta.taskId:42',
    'meta.location.target:https://*',
    'meta."a.b">5',
  ],
  aliases: [],
  operators: operatorsByKind.meta,
};

const byName = new Map(
  queryFields.flatMap(field =>
    [field.name, ...field.aliases].map(name => [name.toLowerCase(), field]),
  ) as [string, QueryField][],
);

/**
 * The field that a name or alias stands for, in any case; `meta.<path>` for
 * any path.
 *
 * @public
 */
export function findQueryField(name: string): QueryField | undefined {
  return isMetaQueryField(name)
    ? metaQueryField
    : byName.get(name.toLowerCase());
}

/** Whether a field is `meta.<path>`. @public */
export function isMetaQueryField(name: string): boolean {
  return /^meta\./i.test(name);
}

/**
 * The keys that lead to the value of a `meta.<path>` field.
 *
 * @public
 */
export function metaFieldPath(field: string): string[] {
  return scanFieldPath(field).slice(1);
}

/**
 * The `meta.<path>` field for these keys, quoted where needed.
 *
 * @public
 */
export function metaField(path: string[]): string {
  const segments = path.map(key =>
    /^[^\s.,:=<>!"]+$/.test(key)
      ? key
      : `"${key.replace(/\\/g, '\\\\').replace(/"/g, '\\"')}"`,
  );
  return ['meta', ...segments].join('.');
}
