import { LocalText, type Programme } from '@yinxin/programme';
import kinds from './text-kinds.json' with { type: 'json' };

/** A text of a programme by its path, e.g. `projects.science.audience`; list items go by code or slug. */
export interface TextAt {
  readonly path: string;
  readonly label: LocalText;
  readonly text: LocalText;
}

function nameOf(item: unknown): { readonly key: string; readonly label: LocalText | undefined } | undefined {
  if (typeof item !== 'object' || item === null) return undefined;
  const entries = new Map<string, unknown>(Object.entries(item));
  const key = entries.get('code') ?? entries.get('slug') ?? entries.get('kind');
  const label = LocalText.safeParse(entries.get('label') ?? entries.get('name') ?? entries.get('title'));
  return typeof key === 'string' ? { key, label: label.data } : undefined;
}

const kindOf = (key: string): LocalText => Object.entries(kinds).find(([k]) => k === key)?.[1] ?? { zh: key, en: key };
const join = (a: LocalText | undefined, b: LocalText): LocalText =>
  a ? { zh: `${a.zh} · ${b.zh}`, en: `${a.en} · ${b.en}` } : b;

/** Every text of a programme that people read, with where it stands. */
export function textsOf(programme: Programme): TextAt[] {
  const found: TextAt[] = [];
  const visit = (value: unknown, path: readonly string[], owner: LocalText | undefined): void => {
    const text = LocalText.safeParse(value);
    if (text.success) {
      found.push({ path: path.join('.'), label: join(owner, kindOf(path.at(-1) ?? '')), text: text.data });
    } else if (Array.isArray(value)) {
      for (const [i, item] of value.entries()) {
        const named = nameOf(item);
        visit(item, [...path, named?.key ?? String(i)], named?.label ? join(owner, named.label) : owner);
      }
    } else if (typeof value === 'object' && value !== null) {
      for (const [key, inner] of Object.entries(value)) visit(inner, [...path, key], owner);
    }
  };
  visit(programme, [], undefined);
  return found;
}

/** The programme with some of its texts replaced; paths that no longer exist are ignored. */
export function withTexts(programme: Programme, changed: ReadonlyMap<string, LocalText>): unknown {
  const visit = (value: unknown, path: readonly string[]): unknown => {
    if (LocalText.safeParse(value).success) return changed.get(path.join('.')) ?? value;
    if (Array.isArray(value)) return value.map((item, i) => visit(item, [...path, nameOf(item)?.key ?? String(i)]));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, visit(inner, [...path, key])]));
  };
  return visit(programme, []);
}
