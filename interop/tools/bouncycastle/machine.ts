import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Attempt } from '../../case.ts';
import { versionOf } from '../../command.ts';

const FOLDER = process.env.INTEROP_JARS ?? '/usr/share/java';
const JARS = ['bcprov.jar', 'bcutil.jar', 'bcpkix.jar'].map((name) => join(FOLDER, name));
const SOURCE = join(import.meta.dirname, '../../java/Verify.java');

/** Version of Java, when it can run source files and the jars of BouncyCastle are there. */
export function bouncyCastleVersion(): string | undefined {
  if (!JARS.every((jar) => existsSync(jar))) return undefined;
  const modules = spawnSync('java', ['--list-modules'], { encoding: 'utf8', timeout: 20_000 });
  if (modules.error || !modules.stdout.includes('jdk.compiler')) return undefined;
  // Debian names the file behind the link after the version.
  const [, version = 'of unknown version'] = /-([\d.]+)\.jar$/.exec(realpathSync(JARS[0] ?? '')) ?? [];
  return `BouncyCastle ${version} on ${versionOf('java', '-version') ?? 'java'}`;
}

/** A question as it stands in the list: the check and its files. */
type Question = readonly [check: string, ...files: string[]];

/** Collects files and questions for one run of the virtual machine, which takes seconds to start. */
export class Machine {
  private readonly files = new Map<string, Uint8Array>();
  private readonly questions: Question[] = [];
  private answers: Attempt[] = [];
  private made = new Map<string, Uint8Array>();

  /** A file for the questions; the name comes back. */
  file(name: string, bytes: Uint8Array): string {
    this.files.set(name, bytes);
    return name;
  }

  /** Asks later; call the answer after `run`. */
  ask(...question: Question): () => Attempt {
    const index = this.questions.push(question) - 1;
    return () => this.answers[index] ?? { good: false, said: 'no answer' };
  }

  /** What a question of the kind "make-…" has written; empty when it failed. */
  output(name: string): Uint8Array {
    return this.made.get(name) ?? new Uint8Array(0);
  }

  run(): void {
    const directory = mkdtempSync(join(tmpdir(), 'interop-'));
    try {
      for (const [name, bytes] of this.files) writeFileSync(join(directory, name), bytes);
      const input = this.questions.map((question, i) => `${[i, ...question].join('\t')}\n`).join('');
      const run = spawnSync('java', ['-cp', JARS.join(':'), SOURCE, directory], {
        input,
        encoding: 'utf8',
        timeout: 180_000,
      });
      const lines = new Map(run.stdout.split('\n').map((line) => [line.split('\t')[0], line.split('\t').slice(1)]));
      this.answers = this.questions.map((_, i) => {
        const [word, why = ''] = lines.get(String(i)) ?? [];
        return { good: word === 'ok', said: word === undefined ? run.stderr : why };
      });
      const written = this.questions
        .map((question) => question[question.length - 1] ?? '')
        .filter((name) => !this.files.has(name));
      this.made = new Map(
        written.flatMap((name) => {
          const path = join(directory, name);
          return existsSync(path) ? [[name, new Uint8Array(readFileSync(path))] as const] : [];
        }),
      );
    } finally {
      rmSync(directory, { recursive: true, force: true });
    }
  }
}
