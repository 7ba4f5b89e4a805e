/**
 * Prints which tests prove which requirement: `npm run requirements [-- SYSTEM]`.
 * A requirement counts as proven when its id stands in brackets, literally, in the title of a test: `test('[JX-39] …')`.
 * What only a `describe`, a `test.each` or a composed title names is not counted, so that everybody counts the same.
 */
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '..');
const catalogue = path.join(root, 'docs/requirements');

interface Requirement {
  readonly id: string;
  readonly title: string;
}

/** Requirements of every catalogue, in order: `**JX-01 [S] Account.** …`. */
export function readRequirements(text: string): Requirement[] {
  return [...text.matchAll(/^\*\*([A-Z]{2}-\d{2}) \[[A-Z/]+\] ?([^*]*?)\.?\*\*/gm)].map((m) => ({
    id: m[1] ?? '',
    title: m[2] ?? '',
  }));
}

/** Titles of tests in a file that name requirements, with the ids they name. */
export function readProofs(text: string): { title: string; ids: string[] }[] {
  return [...text.matchAll(/\b(?:test|it)\(\s*(['"`])((?:\\.|(?!\1).)*)\1/g)]
    .map(([, , title = '']) => ({
      title,
      ids: [...title.matchAll(/\[((?:[A-Z]{2}-\d{2})(?:[, ]+[A-Z]{2}-\d{2})*)\]/g)].flatMap(([, ids = '']) =>
        ids.split(/[, ]+/),
      ),
    }))
    .filter((proof) => proof.ids.length > 0);
}

function main(wanted: string | undefined): void {
  const files = execFileSync('git', ['ls-files', '*.test.ts', '*.itest.ts', '*.e2e.ts'], {
    cwd: root,
    encoding: 'utf8',
  })
    .split('\n')
    .filter(Boolean);
  const proofs = new Map<string, string[]>();
  for (const file of files)
    for (const { title, ids } of readProofs(readFileSync(path.join(root, file), 'utf8')))
      for (const id of ids) proofs.set(id, [...(proofs.get(id) ?? []), `${file}: ${title}`]);
  for (const name of readdirSync(catalogue)
    .filter((n) => /^[A-Z]{2}-/.test(n))
    .sort()) {
    const system = name.slice(0, 2);
    if (wanted && system !== wanted) continue;
    const requirements = readRequirements(readFileSync(path.join(catalogue, name), 'utf8'));
    const proven = requirements.filter((r) => proofs.has(r.id));
    if (proven.length > 0 || wanted)
      for (const r of requirements) {
        console.log(`${r.id}  ${r.title}`);
        for (const proof of proofs.get(r.id) ?? ['— not proven yet']) console.log(`         ${proof}`);
      }
    console.log(`${system}: ${proven.length} of ${requirements.length} proven`);
  }
}

if (import.meta.main) main(process.argv[2]);
