import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { z } from 'zod';
import { configSchema } from './schema.ts';

/** Where a value came from; shown by `yinxin doctor` (never the value of a secret). */
export type Source = 'default' | 'file' | 'environment' | 'made for the sandbox';

/** Read only when there is a file: the sandbox starts without. */
const parse = (text: string): unknown => {
  const yaml: typeof import('yaml') = createRequire(import.meta.url)('yaml');
  return yaml.parse(text);
};

type Tree = { [key: string]: unknown };

const isTree = (value: unknown): value is Tree => typeof value === 'object' && value !== null && !Array.isArray(value);

/** All settings as dotted paths, e.g. `courier.name`, with their descriptions. */
export function settingPaths(): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const walk = (schema: z.ZodType, at: readonly string[]) => {
    const inner = unwrap(schema);
    if (inner instanceof z.ZodObject) {
      for (const [key, value] of Object.entries(inner.shape)) if (value instanceof z.ZodType) walk(value, [...at, key]);
    } else found.set(at.join('.'), schema.description ?? '');
  };
  walk(configSchema, []);
  return found;
}

function unwrap(schema: z.ZodType): z.ZodType {
  if (schema instanceof z.ZodPrefault || schema instanceof z.ZodDefault || schema instanceof z.ZodOptional) {
    const inner = schema.unwrap();
    return inner instanceof z.ZodType ? unwrap(inner) : schema;
  }
  return schema;
}

/** `courier.eveningScan` → `YINXIN_COURIER_EVENING_SCAN`. */
export function environmentName(setting: string): string {
  return `YINXIN_${setting
    .replace(/([A-Z])/g, '_$1')
    .replaceAll('.', '_')
    .toUpperCase()}`;
}

/** Reads yinxin.yaml; an absent file is an empty one. Throws with the file's name when it is not a YAML map. */
export function readFile(file: string): Tree {
  if (!fs.existsSync(file)) return {};
  const value: unknown = parse(fs.readFileSync(file, 'utf8'));
  if (value === null || value === undefined) return {};
  if (!isTree(value)) throw new Error(`${file} is not a list of settings`);
  return resolveFiles(value, path.dirname(file));
}

/** Replaces `{ file: path }` by the first line of that file; relative paths count from `base`. */
function resolveFiles(tree: Tree, base: string): Tree {
  return Object.fromEntries(Object.entries(tree).map(([key, value]) => [key, resolveFile(value, base)]));
}

function resolveFile(value: unknown, base: string): unknown {
  if (Array.isArray(value)) return value.map((v) => resolveFile(v, base));
  if (!isTree(value)) return value;
  const keys = Object.keys(value);
  return keys.length === 1 && typeof value.file === 'string'
    ? firstLine(path.resolve(base, value.file))
    : resolveFiles(value, base);
}

/** Files that settings are read from (`{ file: path }` in yinxin.yaml, NAME_FILE in the environment), by setting. */
export function secretFiles(file: string, env: NodeJS.ProcessEnv): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const base = path.dirname(file);
  const tree: unknown = fs.existsSync(file) ? parse(fs.readFileSync(file, 'utf8')) : undefined;
  for (const setting of settingPaths().keys()) {
    const inTree = setting.split('.').reduce<unknown>((at, key) => (isTree(at) ? at[key] : undefined), tree);
    const given = env[`${environmentName(setting)}_FILE`];
    if (given) found.set(setting, given);
    else if (isTree(inTree) && typeof inTree.file === 'string') found.set(setting, path.resolve(base, inTree.file));
  }
  return found;
}

function firstLine(file: string): string {
  return (fs.readFileSync(file, 'utf8').split('\n')[0] ?? '').trim();
}

/** Settings that hold a list of texts. */
const LISTS = ['secrets.previousDataKeys', 'programmes'];

/** Values given by environment variables, as a tree of the same shape. */
export function readEnvironment(env: NodeJS.ProcessEnv): Tree {
  const tree: Tree = {};
  for (const setting of settingPaths().keys()) {
    const name = environmentName(setting);
    const file = env[`${name}_FILE`];
    let value: unknown = env[name] ?? (file ? firstLine(file) : undefined);
    if (setting === 'databaseUrl') value ??= env.DATABASE_URL || undefined;
    if (value === undefined) continue;
    if (LISTS.includes(setting)) value = String(value).split(',').filter(Boolean);
    put(tree, setting.split('.'), value);
  }
  return tree;
}

function put(tree: Tree, [key, ...rest]: readonly string[], value: unknown): void {
  if (key === undefined) return;
  if (rest.length === 0) {
    tree[key] = value;
    return;
  }
  const existing = tree[key];
  const inner = isTree(existing) ? existing : {};
  tree[key] = inner;
  put(inner, rest, value);
}

/** `over` on top of `under`, key by key. */
export function merge(under: Tree, over: Tree): Tree {
  const result = { ...under };
  for (const [key, value] of Object.entries(over)) {
    const below = result[key];
    result[key] = isTree(below) && isTree(value) ? merge(below, value) : value;
  }
  return result;
}

/** Whether the dotted setting is given in the tree. */
export function has(tree: Tree, setting: string): boolean {
  let at: unknown = tree;
  for (const key of setting.split('.')) at = isTree(at) ? at[key] : undefined;
  return at !== undefined;
}
