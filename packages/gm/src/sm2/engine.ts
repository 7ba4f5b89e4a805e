import { GmError } from '../errors.ts';
import { openSslEngine } from './openssl.ts';
import { openOpenSsl } from './openssl-library.ts';
import { portableEngine } from './portable.ts';
import { selfTest } from './self-test.ts';
import { hardwareEngine, type Sm2Store } from './store.ts';
import type { Sm2Engine } from './types.ts';

/** What `doctor` shows about the SM2 engine of this process. */
export interface EngineReport {
  readonly name: Sm2Engine['name'];
  /** Version of the library behind the engine; of a hardware engine the store and the software beside it. */
  readonly version: string;
  /** Why the native engine is not used; absent when it is, and when the portable one was asked for. */
  readonly fallbackReason?: string;
}

/** Which engine is wanted. */
export interface EngineChoice {
  /**
   * `auto` takes OpenSSL where it works and the portable engine otherwise; a name given is taken or refused. Default:
   * the environment variable YINXIN_SM2_ENGINE, else `auto`.
   */
  readonly software?: 'auto' | 'openssl' | 'portable';
  /** Keys that do not leave their store: makes the engine a `hardware` one, with the software beside it. */
  readonly store?: Sm2Store;
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

function portable(fallbackReason?: string): Chosen {
  selfTest(portableEngine);
  const report = { name: 'portable', version: PORTABLE_VERSION } as const;
  return { engine: portableEngine, report: fallbackReason === undefined ? report : { ...report, fallbackReason } };
}

function native(): Chosen {
  const { engine, version } = openNativeEngine();
  return { engine, report: { name: engine.name, version } };
}

function wantedSoftware(): NonNullable<EngineChoice['software']> {
  const asked = process.env.YINXIN_SM2_ENGINE ?? 'auto';
  if (asked === 'auto' || asked === 'openssl' || asked === 'portable') return asked;
  throw new GmError('SM2_ENGINE_UNAVAILABLE', 'YINXIN_SM2_ENGINE is one of auto, openssl, portable');
}

function softwareEngine(wanted = wantedSoftware()): Chosen {
  switch (wanted) {
    case 'portable':
      return portable();
    case 'openssl':
      return native();
    case 'auto':
      try {
        return native();
      } catch (error) {
        return portable(error instanceof Error ? error.message : 'unknown reason');
      }
  }
}

/** Builds the engine of a choice, without making it the one of this process. Throws like `engine`. */
export function buildEngine({ software: wanted, store }: EngineChoice): Chosen {
  const software = softwareEngine(wanted);
  if (store === undefined) return software;
  const engine = hardwareEngine(store, software.engine);
  selfTest(engine);
  const { name, version, ...why } = software.report;
  const beside = `${store.name} ${store.version}; ${name} ${version}`;
  return { engine, report: { name: 'hardware', version: beside, ...why } };
}

let chosen: Chosen | undefined;

/**
 * Chooses the engine of this process: once, at start, before anything has used it. Throws `SM2_ENGINE_CHOSEN` afterwards,
 * and what `engine` throws.
 */
export function chooseEngine(choice: EngineChoice): EngineReport {
  if (chosen !== undefined) throw new GmError('SM2_ENGINE_CHOSEN', 'the engine is chosen before its first use');
  chosen = buildEngine(choice);
  return chosen.report;
}

/**
 * The SM2 engine of this process, chosen on first use unless `chooseEngine` came before: OpenSSL of the running Node when
 * every symbol is there and the known answers are right, otherwise the portable one. Throws `SM2_ENGINE_UNAVAILABLE`
 * (the one asked for is not there) and `SM2_ENGINE_FAILED` (its known answers are wrong).
 *
 * @example
 * const { privateKey, publicKey } = engine().generateKeyPair();
 * const signature = engine().sign(privateKey, message);
 * engine().verify(publicKey, message, signature); // true
 */
export function engine(): Sm2Engine {
  chosen ??= buildEngine({});
  return chosen.engine;
}

/** Which engine `engine()` is, and why not the native one. */
export function engineReport(): EngineReport {
  chosen ??= buildEngine({});
  return chosen.report;
}
