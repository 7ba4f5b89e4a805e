import { z } from 'zod';

/** The words of JSON Schema in which the types of this package are written down; one that is not known here is an error. */
export interface Shape {
  $schema?: string | undefined;
  $ref?: string | undefined;
  $defs?: Record<string, Shape> | undefined;
  type?: string | undefined;
  default?: unknown;
  const?: unknown;
  enum?: unknown[] | undefined;
  anyOf?: Shape[] | undefined;
  oneOf?: Shape[] | undefined;
  properties?: Record<string, Shape> | undefined;
  required?: string[] | undefined;
  propertyNames?: Shape | undefined;
  additionalProperties?: Shape | boolean | undefined;
  items?: Shape | undefined;
  pattern?: string | undefined;
  format?: string | undefined;
  minLength?: number | undefined;
  maxLength?: number | undefined;
  minItems?: number | undefined;
  maxItems?: number | undefined;
  minimum?: number | undefined;
  maximum?: number | undefined;
  exclusiveMinimum?: number | undefined;
}

export const Shape: z.ZodType<Shape> = z.lazy(() =>
  z.strictObject({
    $schema: z.string().optional(),
    $ref: z.string().optional(),
    $defs: z.record(z.string(), Shape).optional(),
    type: z.string().optional(),
    default: z.unknown().optional(),
    const: z.unknown().optional(),
    enum: z.array(z.unknown()).optional(),
    anyOf: z.array(Shape).optional(),
    oneOf: z.array(Shape).optional(),
    properties: z.record(z.string(), Shape).optional(),
    required: z.array(z.string()).optional(),
    propertyNames: Shape.optional(),
    additionalProperties: z.union([z.boolean(), Shape]).optional(),
    items: Shape.optional(),
    pattern: z.string().optional(),
    format: z.string().optional(),
    minLength: z.number().optional(),
    maxLength: z.number().optional(),
    minItems: z.number().optional(),
    maxItems: z.number().optional(),
    minimum: z.number().optional(),
    maximum: z.number().optional(),
    exclusiveMinimum: z.number().optional(),
  }),
);

/** What a type accepts, as JSON Schema: with defaults, a member that has one may be absent. */
export const shapeOf = (type: z.ZodType): Shape =>
  Shape.parse(JSON.parse(JSON.stringify(z.toJSONSchema(type, { io: 'input', reused: 'ref' }))));

/**
 * Where `after` refuses what `before` accepted, one line for each place; empty when it only grew. Refinements are no part
 * of a shape, so a new one is not seen here.
 */
export function narrowings(before: Shape, after: Shape): string[] {
  const resolve = (shape: Shape, root: Shape): Shape => {
    const name = shape.$ref?.split('/').at(-1);
    if (name === undefined) return shape;
    const found = root.$defs?.[name];
    if (!found) throw new Error(`no definition ${shape.$ref}`);
    return resolve(found, root);
  };
  const compare = (old: Shape, now: Shape, at: string): string[] => {
    const one = resolve(old, before);
    const other = resolve(now, after);
    const former = waysOf(one);
    if (former) return former.flatMap((way) => compare(way, other, at));
    const ways = waysOf(other);
    if (ways) return closest(ways.map((way) => compare(one, way, at)));
    return [...values(one, other, at), ...bounds(one, other, at), ...members(one, other, at)];
  };
  const members = (one: Shape, other: Shape, at: string): string[] => {
    const place = (name: string) => (at === '' ? name : `${at}.${name}`);
    const rest = other.additionalProperties ?? true;
    const gone = Object.entries(one.properties ?? {}).flatMap(([name, was]) => {
      const is = other.properties?.[name];
      if (is) return compare(was, is, place(name));
      if (rest === false) return [`${place(name)}: taken away`];
      return rest === true ? [] : compare(was, rest, place(name));
    });
    const asked = (other.required ?? [])
      .filter((name) => !one.required?.includes(name))
      .map((name) => `${place(name)}: needed now, and was not before`);
    const any = one.additionalProperties;
    const open = typeof any !== 'object' ? [] : rest === false ? [`${place('*')}: taken away`] : [];
    const named = typeof any === 'object' && typeof rest === 'object' ? compare(any, rest, place('*')) : [];
    const keys = other.propertyNames ? compare(one.propertyNames ?? {}, other.propertyNames, place('*')) : [];
    const items = other.items ? compare(one.items ?? {}, other.items, `${at}[]`) : [];
    return [...gone, ...asked, ...open, ...named, ...keys, ...items];
  };
  return [...new Set(compare(before, after, ''))];
}

const waysOf = ({ anyOf, oneOf }: Shape) => anyOf ?? oneOf;

/** Of several ways to read a value the one that refuses least. */
const closest = (ways: readonly string[][]): string[] =>
  ways.toSorted((a, b) => a.length - b.length)[0] ?? ['nothing is accepted'];

const KINDS_WITHIN: Readonly<Record<string, string>> = { integer: 'number' };

function values(one: Shape, other: Shape, at: string): string[] {
  const found: string[] = [];
  const { type } = other;
  if (type !== undefined && one.type !== type && KINDS_WITHIN[one.type ?? ''] !== type) {
    found.push(`${at}: was ${one.type ?? 'anything'}, is ${type}`);
  }
  const allowed = listed(other);
  if (!allowed) return found;
  const former = listed(one);
  if (!former) return [...found, `${at}: only ${allowed.join(', ')} now`];
  return [
    ...found,
    ...former.filter((value) => !allowed.includes(value)).map((value) => `${at}: no ${value} any more`),
  ];
}

const listed = (shape: Shape): unknown[] | undefined =>
  shape.enum ?? (shape.const === undefined ? undefined : [shape.const]);

/** The least number accepted; of whole numbers, more than 0 is at least 1. */
const least = ({ minimum, exclusiveMinimum }: Shape) =>
  minimum ?? (exclusiveMinimum === undefined ? undefined : exclusiveMinimum + 1);

function bounds(one: Shape, other: Shape, at: string): string[] {
  const found: string[] = [];
  for (const [was, is] of [
    [least(one), least(other)],
    [one.minLength, other.minLength],
    [one.minItems, other.minItems],
  ]) {
    if (is !== undefined && is > (was ?? (other.minimum === undefined ? 0 : Number.NEGATIVE_INFINITY))) {
      found.push(`${at}: at least ${is} now`);
    }
  }
  for (const key of ['maximum', 'maxLength', 'maxItems'] as const) {
    const is = other[key];
    if (is !== undefined && is < (one[key] ?? Number.POSITIVE_INFINITY)) found.push(`${at}: at most ${is} now`);
  }
  for (const key of ['pattern', 'format'] as const) {
    if (other[key] !== undefined && other[key] !== one[key]) found.push(`${at}: another ${key}`);
  }
  return found;
}
