import { readFileSync } from 'node:fs';
import { flushCompileCache } from 'node:module';
import { TokenError } from '../errors.ts';
import { openSoftToken } from '../soft/soft-token.ts';

/*
 * A program to be killed: opens the soft medium named first and does with it what the second argument says.
 * Data that a real program would get from the hall comes as base64 lines of the file named third.
 */
const [, , directory = '', action = '', file = ''] = process.argv;

/** The medium, or the reason why it cannot be had; told to the test. */
function take() {
  try {
    const taken = openSoftToken(directory);
    process.send?.('held');
    return taken;
  } catch (error) {
    process.send?.(error instanceof TokenError ? error.problem.code : 'unknown');
    throw error;
  }
}

// A test that only tries must not print a stack for each that was too late.
if (action === 'try') process.on('uncaughtException', () => process.exit(1));
const token = take();
const lines = file === '' ? [] : readFileSync(file, 'utf8').trim().split('\n');
const line = (index: number) => new Uint8Array(Buffer.from(lines[index] ?? '', 'base64'));

switch (action) {
  case 'hold':
    // All others start the quicker for it: whoever is killed leaves no compiled code behind.
    flushCompileCache();
    process.stdout.write('held\n');
    setInterval(() => undefined, 1000);
    break;
  case 'try':
    process.stdout.write('held\n');
    setInterval(() => undefined, 1000);
    break;
  case 'guess':
    await token.login('000111').catch(() => undefined);
    break;
  case 'install': {
    await token.personalise(line(0));
    const [sign, encrypt, envelopedKey] = [line(1), line(2), line(3)];
    await token.installCertificates({ sign, encrypt, envelopedKey, chain: [line(4), line(5)] });
    process.stdout.write('installed\n');
    break;
  }
  default:
    throw new Error(`nothing to do: ${action}`);
}
