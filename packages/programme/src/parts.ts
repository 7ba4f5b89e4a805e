import { z } from 'zod';
import { valueAt } from './value-at.ts';

/** What a schema accepts at a path of data; undefined where the data lead to no one part of it. */
function schemaAt(schema: unknown, source: unknown, path: readonly PropertyKey[]): unknown {
  let at = bare(schema, source);
  for (const [i, step] of path.entries()) {
    const value = valueAt(source, path.slice(0, i + 1));
    if (at instanceof z.ZodObject) at = bare(at.shape[String(step)], value);
    else if (at instanceof z.ZodArray) at = bare(at.element, value);
    else return undefined;
  }
  return at;
}

/** Without its default, and of several ways the one the data choose by their first member (`kind`, `channel`). */
function bare(schema: unknown, value: unknown): unknown {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault) {
    return bare(schema.def.innerType, value);
  }
  if (!(schema instanceof z.ZodDiscriminatedUnion)) return schema;
  const { discriminator, options } = schema.def;
  return options.find(
    (one) => one instanceof z.ZodObject && accepts(one.shape[discriminator], valueAt(value, [discriminator])),
  );
}

const accepts = (schema: unknown, value: unknown) => schema instanceof z.ZodType && schema.safeParse(value).success;

/** Names of the parts there may be at a path. */
export function partsAt(schema: z.ZodType, source: unknown, path: readonly PropertyKey[]): readonly string[] {
  const found = schemaAt(schema, source, path);
  return found instanceof z.ZodObject ? Object.keys(found.shape) : [];
}

/** What is expected at a path, written as it would stand in a programme; the name of the type where that says more. */
export function expectedAt(schema: z.ZodType, source: unknown, path: readonly PropertyKey[], type: string): string {
  if (type === 'array') return '[ … ]';
  if (type === 'int') return '1, 2, 3, …';
  if (type !== 'object') return type;
  const parts = partsAt(schema, source, path);
  return parts.length > 0 ? `{ ${parts.join(', ')} }` : type;
}
