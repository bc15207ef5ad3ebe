import { eventTypes } from 'backstage-plugin-audit-log-common';
import { sampleEvent } from '../../__testUtils__/sampleEvents';
import schema from './__fixtures__/ocsf-1.9.0.json';
import { toOcsf } from './ocsf';

interface Attribute {
  requirement: string;
  type: string;
  isArray?: boolean;
  captions?: Record<string, string>;
  sibling?: string;
}

interface Shape {
  atLeastOne: string[];
  attributes: Record<string, Attribute>;
}

const classes: Record<string, Shape> = schema.classes;
const objects: Record<string, Shape> = schema.objects;

const jsTypes: Record<string, string> = {
  integer_t: 'number',
  long_t: 'number',
  timestamp_t: 'number',
  json_t: 'object',
  boolean_t: 'boolean',
};

/** What is wrong with a value of the official schema, errors and warnings. */
function problemsOf(
  value: Record<string, unknown>,
  { atLeastOne, attributes }: Shape,
  path: string,
): string[] {
  const problems: string[] = [];
  if (atLeastOne.length > 0 && !atLeastOne.some(name => name in value)) {
    problems.push(`${path}: none of ${atLeastOne}`);
  }
  for (const [name, { requirement, captions, sibling }] of Object.entries(
    attributes,
  )) {
    if (requirement === 'required' && value[name] === undefined) {
      problems.push(`${path}.${name}: missing`);
    }
    const id = value[name];
    if (captions && id !== undefined) {
      const caption = captions[String(id)];
      if (caption === undefined) {
        problems.push(`${path}.${name}: ${id} is none of the schema`);
      }
      const text = sibling === undefined ? undefined : value[sibling];
      if (id !== 99 && text !== undefined && text !== caption) {
        problems.push(`${path}.${sibling}: '${text}' for ${id}`);
      }
    }
  }
  for (const [name, each] of Object.entries(value)) {
    const attribute = attributes[name];
    if (!attribute) {
      problems.push(`${path}.${name}: unknown`);
    } else if (each === null || each === undefined) {
      problems.push(`${path}.${name}: ${each}`);
    } else if (attribute.isArray) {
      if (!Array.isArray(each)) {
        problems.push(`${path}.${name}: no list`);
      }
    } else if (attribute.type.endsWith('_t')) {
      const type = jsTypes[attribute.type] ?? 'string';
      if (name !== 'unmapped' && typeof each !== type) {
        problems.push(`${path}.${name}: no ${attribute.type}`);
      }
    } else if (name !== 'unmapped') {
      const shape = objects[attribute.type];
      problems.push(
        ...(shape
          ? problemsOf(
              each as Record<string, unknown>,
              shape,
              `${path}.${name}`,
            )
          : [`${path}.${name}: not compiled`]),
      );
    }
  }
  return problems;
}

const problems = (event: Parameters<typeof toOcsf>[0]) => {
  const record = JSON.parse(JSON.stringify(toOcsf(event)));
  const shape = classes[record.class_uid];
  return [
    ...problemsOf(record, shape, ''),
    ...(record.class_name === schema.classes[record.class_uid as '1008'].caption
      ? []
      : ['class_name']),
    ...(record.type_uid === record.class_uid * 100 + record.activity_id
      ? []
      : ['type_uid']),
  ];
};

const outcomes = ['succeeded', 'failed', 'unknown', 'pending'] as const;
const severities = ['low', 'medium', 'high', 'critical'] as const;
const bare = {
  ...{ actor: null, client: null, request: null, target: null },
  ...{ meta: null, error: null, action: null, endedAt: null, durationMs: null },
};

/** With everything that an event can have, and with nothing. */
function* eventsOf(type: {
  plugin: string;
  eventId: string;
  category: string;
}) {
  const { plugin, eventId, category } = type;
  for (const [index, outcome] of outcomes.entries()) {
    const severity = severities[index];
    for (const rest of [{}, bare]) {
      yield sampleEvent(index + 1, {
        ...rest,
        ...{ plugin, eventId, category, outcome, severity },
      });
    }
  }
}

describe('OCSF 1.9.0', () => {
  it('is valid for every event that is known, whatever its outcome', () => {
    let checked = 0;
    for (const type of eventTypes) {
      for (const event of eventsOf(type)) {
        expect([type.eventId, event.outcome, problems(event)]).toEqual([
          ...[type.eventId, event.outcome, []],
        ]);
        checked += 1;
      }
    }
    expect(checked).toBeGreaterThan(400);
  });

  it('names the application that acted for a person, and is valid', () => {
    const event = sampleEvent(1, {
      category: 'CATALOG',
      actor: {
        type: 'user',
        ref: 'user:default/ada',
        via: 'plugin:mcp-actions',
        mode: 'agent',
        clientId: 'https://assistant.test/client.json',
        clientName: 'Roaming Assistant',
      },
    });
    expect(problems(event)).toEqual([]);
    expect(toOcsf(event).actor).toMatchObject({
      user: { uid: 'user:default/ada' },
      app_name: 'Roaming Assistant',
      app_uid: 'https://assistant.test/client.json',
    });
  });

  it('is valid for events of any plugin', () => {
    for (let index = 1; index <= 60; index += 1) {
      expect(problems(sampleEvent(index))).toEqual([]);
    }
  });

  it('is found invalid where it has what its class has not', () => {
    const record = toOcsf(sampleEvent(1, { category: 'ACCESS' }));
    const shape = classes['3002'];
    const found = (change: object) =>
      problemsOf(
        JSON.parse(JSON.stringify({ ...record, ...change })),
        shape,
        '',
      );
    expect(found({ api: {} })).toEqual(['.api: unknown']);
    expect(found({ severity: 'low' })).toHaveLength(1);
    expect(found({ user: {} })).toHaveLength(1);
    expect(found({ time: undefined })).toEqual(['.time: missing']);
  });

  it('leaves nothing out', () => {
    for (let index = 1; index <= 60; index += 1) {
      const event = sampleEvent(index);
      const text = JSON.stringify(toOcsf(event));
      const values = [
        ...[event.request, event.client, event.target, event.actor],
        ...[event.meta, event.error],
      ].flatMap(group => Object.values(group ?? {}));
      const plain = values.filter(
        value => typeof value === 'string' || typeof value === 'number',
      );
      expect(
        plain.filter(value => !text.includes(JSON.stringify(value))),
      ).toEqual([]);
    }
  });
});
