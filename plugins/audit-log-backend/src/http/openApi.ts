import { JsonObject } from '@backstage/types';
import { RouteDefinition, routes } from 'backstage-plugin-audit-log-common';
import { z } from 'zod';

const ERROR_SCHEMA = {
  type: 'object',
  required: ['error', 'response'],
  properties: {
    error: {
      type: 'object',
      required: ['name', 'message'],
      properties: { name: { type: 'string' }, message: { type: 'string' } },
    },
    response: {
      type: 'object',
      properties: { statusCode: { type: 'integer' } },
    },
  },
};

/** The OpenAPI 3.1 document of the route table. */
export function createOpenApiDocument(): JsonObject {
  const paths: Record<string, JsonObject> = {};
  for (const [name, route] of Object.entries(routes)) {
    const path = route.path.replace(/:(\w+)/g, '{$1}');
    paths[path] = { ...paths[path], [route.method]: operation(name, route) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'audit-log',
      version: '1',
      description: 'HTTP API of the audit log for Backstage',
      license: { name: 'Apache-2.0' },
    },
    servers: [{ url: '/api/audit-log/v1' }],
    security: [{ bearer: [] }],
    paths,
    components: {
      securitySchemes: { bearer: { type: 'http', scheme: 'bearer' } },
      schemas: { Error: ERROR_SCHEMA },
    },
  };
}

function operation(name: string, route: RouteDefinition): JsonObject {
  return {
    operationId: name,
    summary: route.summary,
    'x-access': route.access,
    'x-audit-event': route.event,
    parameters: [
      ...parameters('path', route.params),
      ...parameters('query', route.query),
    ],
    ...(route.body && {
      requestBody: { required: true, content: json(route.body, 'input') },
    }),
    responses: {
      [String(route.status ?? 200)]: {
        description: route.summary,
        content: json(route.response, 'output'),
      },
      '4XX': {
        description: 'One sentence: the field, its value, what was expected',
        content: {
          'application/json': {
            schema: { $ref: '#/components/schemas/Error' },
          },
        },
      },
    },
  };
}

function parameters(
  place: 'path' | 'query',
  schema: z.ZodType | undefined,
): JsonObject[] {
  if (!schema) {
    return [];
  }
  const { properties = {}, required = [] } = toJsonSchema(schema, 'input') as {
    properties?: Record<string, JsonObject>;
    required?: string[];
  };
  return Object.entries(properties).map(([name, property]) => ({
    name,
    in: place,
    required: required.includes(name),
    schema: property,
  }));
}

function json(schema: z.ZodType, io: 'input' | 'output'): JsonObject {
  return { 'application/json': { schema: toJsonSchema(schema, io) } };
}

function toJsonSchema(schema: z.ZodType, io: 'input' | 'output'): JsonObject {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, {
    io,
    target: 'draft-2020-12',
    unrepresentable: 'any',
  });
  return JSON.parse(JSON.stringify(rest));
}
