import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { ProgrammePatch } from '../patch.ts';
import { Programme } from '../programme.ts';
import { frozen } from './frozen.ts';
import { narrowings, shapeOf } from './narrowing.ts';

/* Writes down how the types have grown. Refuses where they narrowed: versions that are stored could not be read. */
for (const [name, type] of [
  ['programme', Programme],
  ['patch', ProgrammePatch],
] as const) {
  const present = shapeOf(type);
  const lost = narrowings(frozen(name), present);
  if (lost.length > 0) throw new Error(`${name}: ${lost.join('; ')}`);
  writeFileSync(path.join(import.meta.dirname, `${name}.schema.json`), JSON.stringify(present, null, 2));
}
console.log('written; now: npx biome check --write packages/programme/src/stored');
