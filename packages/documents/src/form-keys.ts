import type { FormTemplate } from './template.ts';

/** Every value key a template prints, sorted; lets a programme check that its forms and fields agree. */
export function formKeys(template: FormTemplate): readonly string[] {
  const keys = new Set<string>();
  const visit = (value: unknown): void => {
    if (typeof value === 'string') for (const match of value.matchAll(/\{([\w-]+)\}/g)) keys.add(match[1] ?? '');
    else if (Array.isArray(value)) value.forEach(visit);
    else if (typeof value === 'object' && value !== null) Object.values(value).forEach(visit);
  };
  visit(template);
  for (const block of template.blocks) if (block.kind === 'choice') keys.add(block.key);
  return [...keys].sort();
}
