import { Problem as problemShape } from '@yinxin/contract';
import { z } from 'zod';
import type { Endpoint } from './endpoint.ts';

type Json = { [key: string]: unknown };

/** The endpoints as an OpenAPI 3.1 document. Schemas are JSON Schema 2020-12, made from the ones that check the requests. */
export function openApi(endpoints: readonly Endpoint[], server: string): Json {
  const paths: Record<string, Json> = {};
  for (const endpoint of endpoints) {
    const at = endpoint.path.replace(/:(\w+)/g, '{$1}');
    paths[at] = { ...paths[at], [endpoint.method.toLowerCase()]: operation(endpoint) };
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Yinxin 印信', version: '0.1.0', license: { name: 'Apache-2.0', identifier: 'Apache-2.0' } },
    servers: [{ url: server }],
    tags: [...new Set(endpoints.map((endpoint) => endpoint.tag))].map((name) => ({ name })),
    paths,
    components: {
      schemas: { Problem: schemaOf(problemShape, 'output') },
      securitySchemes: {
        hall: { type: 'apiKey', in: 'cookie', name: 'yinxin_hall' },
        console: { type: 'apiKey', in: 'cookie', name: 'yinxin_console' },
      },
    },
  };
}

function schemaOf(schema: z.ZodType, io: 'input' | 'output'): Json {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, target: 'draft-2020-12', unrepresentable: 'any' });
  return rest;
}

function operation(endpoint: Endpoint): Json {
  const answer =
    endpoint.answer === 'file'
      ? { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } }
      : { 'application/json': { schema: schemaOf(endpoint.answer, 'output') } };
  const body = requestBody(endpoint);
  return {
    operationId: `${endpoint.method.toLowerCase()}${endpoint.path.replace(/\/api/, '').replace(/[^A-Za-z0-9]+(.)?/g, (_, c: string | undefined) => (c ?? '').toUpperCase())}`,
    tags: [endpoint.tag],
    summary: `${endpoint.summary.zh} · ${endpoint.summary.en}`,
    ...(typeof endpoint.who === 'object' ? { description: `Roles: ${endpoint.who.join(', ')}` } : {}),
    security: securityOf(endpoint.who),
    parameters: parameters(endpoint),
    ...(body ? { requestBody: body } : {}),
    responses: {
      '200': { description: 'OK', content: answer },
      default: {
        description: 'Refused (RFC 9457)',
        content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
      },
    },
  };
}

function securityOf(who: Endpoint['who']): Json[] {
  if (who === 'public' || who === 'sandbox') return [];
  return [who === 'organisation' ? { hall: [] } : { console: [] }];
}

function requestBody(endpoint: Endpoint): Json | undefined {
  const json = endpoint.body && schemaOf(endpoint.body, 'input');
  if (endpoint.upload) {
    const file = { type: 'string', format: 'binary' };
    const properties = {
      file: endpoint.upload === 'files' ? { type: 'array', items: file } : file,
      ...(json ? { data: json } : {}),
    };
    return {
      required: true,
      content: { 'multipart/form-data': { schema: { type: 'object', properties, required: Object.keys(properties) } } },
    };
  }
  return json && { required: true, content: { 'application/json': { schema: json } } };
}

function parameters(endpoint: Endpoint): Json[] {
  const found: Json[] = [...fields(endpoint.params, 'path'), ...fields(endpoint.query, 'query')];
  if (endpoint.idempotent) {
    found.push({
      name: 'Idempotency-Key',
      in: 'header',
      required: true,
      schema: { type: 'string', minLength: 8, maxLength: 64 },
      description: 'A new key for each operation; the same key when retrying it.',
    });
  }
  if (endpoint.method !== 'GET') {
    found.push({
      name: 'x-yinxin-csrf',
      in: 'header',
      required: false,
      schema: { type: 'string' },
      description: '`csrf` of /api/session; required with a session.',
    });
  }
  return found;
}

function fields(schema: z.ZodType | undefined, where: 'path' | 'query'): Json[] {
  if (!schema) return [];
  const json = schemaOf(schema, 'input');
  const properties = z.record(z.string(), z.unknown()).catch({}).parse(json.properties);
  const required = z.array(z.string()).catch([]).parse(json.required);
  return Object.entries(properties).map(([name, inner]) => ({
    name,
    in: where,
    required: where === 'path' || required.includes(name),
    schema: inner,
  }));
}
