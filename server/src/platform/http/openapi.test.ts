import { Validator } from '@seriousme/openapi-schema-validator';
import { type Endpoint, endpoints } from '@yinxin/contract';
import { expect, test } from 'vitest';
import { openApi } from './openapi.ts';

test('every endpoint of the contract can be described, each under a name of its own', () => {
  const all: Endpoint[] = Object.values(endpoints).flatMap((group) => Object.values(group));
  const document = JSON.parse(JSON.stringify(openApi(all, 'https://hall.example.cn')));
  const names: string[] = [];
  let operations = 0;
  for (const methods of Object.values<Record<string, { operationId: string; parameters: { name: string }[] }>>(
    document.paths,
  )) {
    for (const { operationId } of Object.values(methods)) {
      names.push(operationId);
      operations++;
    }
  }
  expect(operations).toBe(all.length);
  expect(new Set(names).size).toBe(all.length);
});

test('path parameters are described for every parameter in the path', () => {
  const all: Endpoint[] = Object.values(endpoints).flatMap((group) => Object.values(group));
  for (const endpoint of all) {
    const inPath = [...endpoint.path.matchAll(/:(\w+)/g)].map((match) => match[1]);
    const [methods] = Object.values(JSON.parse(JSON.stringify(openApi([endpoint], 'http://x').paths)));
    const [operation] = Object.values(methods as Record<string, { parameters: { name: string; in: string }[] }>);
    const described = operation?.parameters.filter((parameter) => parameter.in === 'path').map(({ name }) => name);
    expect(described, endpoint.path).toEqual(inPath);
  }
});

test('the document is OpenAPI 3.1 by the published schema, and a broken one would be found', async () => {
  const all: Endpoint[] = Object.values(endpoints).flatMap((group) => Object.values(group));
  const document = () => JSON.parse(JSON.stringify(openApi(all, 'https://hall.example.cn')));
  const good = await new Validator().validate(document());
  expect(good.valid, JSON.stringify('errors' in good ? good.errors : [])).toBe(true);
  const broken = document();
  broken.paths['/api/session'].get.responses = [];
  expect((await new Validator().validate(broken)).valid).toBe(false);
});
