import { openSslEngine } from './openssl.ts';
import { openOpenSsl } from './openssl-library.ts';
import { portableEngine } from './portable.ts';
import { selfTest } from './self-test.ts';
import type { Sm2Engine } from './types.ts';

/** What `doctor` shows about the SM2 engine of this process. */
export interface EngineReport {
  readonly name: Sm2Engine['name'];
  /** Version of the library behind the engine. */
  readonly version: string;
  /** Why the native engine is not used; absent when it is. */
  readonly fallbackReason?: string;
}

interface Chosen {
  readonly engine: Sm2Engine;
  readonly report: EngineReport;
}

const PORTABLE_VERSION = '@noble/curves';

/** Tries the native engine, with its self-test; says why when it cannot be used. */
export function openNativeEngine(): { readonly engine: Sm2Engine; readonly version: string } {
  const library = openOpenSsl();
  const engine = openSslEngine(library);
  selfTest(engine);
  return { engine, version: String(library.version(0)) };
}

function choose(): Chosen {
  try {
    const { engine, version } = openNativeEngine();
    return { engine, report: { name: engine.name, version } };
  } catch (error) {
    selfTest(portableEngine);
    const fallbackReason = error instanceof Error ? error.message : 'unknown reason';
    return { engine: portableEngine, report: { name: 'portable', version: PORTABLE_VERSION, fallbackReason } };
  }
}

let chosen: Chosen | undefined;

/**
 * The SM2 engine of this process, chosen on first use: OpenSSL of the running Node when every symbol is there and the
 * known answers are right, otherwise the portable one (whose self-test must pass: throws `SM2_ENGINE_FAILED`).
 *
 * @example
 * const { privateKey, publicKey } = engine().generateKeyPair();
 * const signature = engine().sign(privateKey, message);
 * engine().verify(publicKey, message, signature); // true
 */
export function engine(): Sm2Engine {
  chosen ??= choose();
  return chosen.engine;
}

/** Which engine `engine()` is, and why not the native one. */
export function engineReport(): EngineReport {
  chosen ??= choose();
  return chosen.report;
}
