import fs from 'node:fs';
import { expect, test } from 'vitest';
import { renderReference } from './reference.ts';

test('docs/configuration.md is what the schema says (YINXIN_WRITE_DOCS=1 writes it)', () => {
  const file = new URL('../../../../docs/configuration.md', import.meta.url);
  if (process.env.YINXIN_WRITE_DOCS) fs.writeFileSync(file, renderReference());
  expect(fs.readFileSync(file, 'utf8')).toBe(renderReference());
});
