import { KeyStoreError } from '../errors.ts';
import { foreign, type Template } from './layout.ts';
import { CKR_OK, meaningOf } from './numbers.ts';

/** The functions of CK_FUNCTION_LIST v2.40 in their order. */
export const FUNCTION_NAMES = (
  'C_Initialize C_Finalize C_GetInfo C_GetFunctionList C_GetSlotList C_GetSlotInfo C_GetTokenInfo ' +
  'C_GetMechanismList C_GetMechanismInfo C_InitToken C_InitPIN C_SetPIN C_OpenSession C_CloseSession ' +
  'C_CloseAllSessions C_GetSessionInfo C_GetOperationState C_SetOperationState C_Login C_Logout C_CreateObject ' +
  'C_CopyObject C_DestroyObject C_GetObjectSize C_GetAttributeValue C_SetAttributeValue C_FindObjectsInit ' +
  'C_FindObjects C_FindObjectsFinal C_EncryptInit C_Encrypt C_EncryptUpdate C_EncryptFinal C_DecryptInit ' +
  'C_Decrypt C_DecryptUpdate C_DecryptFinal C_DigestInit C_Digest C_DigestUpdate C_DigestKey C_DigestFinal ' +
  'C_SignInit C_Sign C_SignUpdate C_SignFinal C_SignRecoverInit C_SignRecover C_VerifyInit C_Verify ' +
  'C_VerifyUpdate C_VerifyFinal C_VerifyRecoverInit C_VerifyRecover C_DigestEncryptUpdate C_DecryptDigestUpdate ' +
  'C_SignEncryptUpdate C_DecryptVerifyUpdate C_GenerateKey C_GenerateKeyPair C_WrapKey C_UnwrapKey C_DeriveKey ' +
  'C_SeedRandom C_GenerateRandom C_GetFunctionStatus C_CancelFunction C_WaitForSlotEvent'
).split(' ');

const ULONG = 'unsigned long';
/** Parameters of the functions that are called: `n` a CK_ULONG, `b` a CK_BBOOL, `p` a pointer to memory of ours. */
const SIGNATURES = {
  C_Initialize: 'p',
  C_Finalize: 'p',
  C_GetSlotList: 'bpp',
  C_GetTokenInfo: 'np',
  C_GetMechanismList: 'npp',
  C_OpenSession: 'nnppp',
  C_CloseSession: 'n',
  C_Login: 'nnpn',
  C_Logout: 'n',
  C_DestroyObject: 'nn',
  C_GetAttributeValue: 'nnpn',
  C_FindObjectsInit: 'npn',
  C_FindObjects: 'npnp',
  C_FindObjectsFinal: 'n',
  C_SignInit: 'npn',
  C_Sign: 'npnpp',
  C_GenerateKeyPair: 'nppnpnpp',
} as const;
export type FunctionName = keyof typeof SIGNATURES;

/** Types of the parameters of a function. */
export function parametersOf(name: FunctionName): string[] {
  return [...SIGNATURES[name]].map((letter) => (letter === 'n' ? ULONG : letter === 'b' ? 'uint8_t' : 'void *'));
}

type Argument = number | Buffer | Template | null;
const memoryOf = (given: Argument) => (typeof given === 'object' && given && 'count' in given ? given.bytes : given);

/** A module's function table: every call runs on a thread of its own and answers the CK_RV as a number. */
export interface FunctionTable {
  call(name: FunctionName, ...args: readonly Argument[]): Promise<number>;
}

/** What the module answered, as an error: `CKR_…` by name or number, never an argument. */
export class Pkcs11Error extends KeyStoreError {
  readonly answer: number;
  constructor(name: string, answer: number) {
    const meaning = meaningOf(answer);
    super(meaning.problem, `${name} answered ${meaning.name}`);
    this.name = 'Pkcs11Error';
    this.answer = answer;
  }
}

/** Calls and demands CKR_OK. */
export async function must(table: FunctionTable, name: FunctionName, ...args: readonly Argument[]): Promise<void> {
  const answer = await table.call(name, ...args);
  if (answer !== CKR_OK) throw new Pkcs11Error(name, answer);
}

/** A library is unloaded when nothing refers to it any more, whoever still calls into it. */
const LOADED = new Set<unknown>();

/** Loads a module (`.so`, `.dll`). Throws STORE_UNREACHABLE. */
export function loadModule(library: string): FunctionTable {
  const koffi = foreign();
  try {
    const loaded = koffi.load(library);
    LOADED.add(loaded);
    const getFunctionList = loaded.func('C_GetFunctionList', ULONG, [koffi.out('void **')]);
    const found: unknown[] = [null];
    const answer = Number(getFunctionList(found));
    if (answer !== CKR_OK) throw new Pkcs11Error('C_GetFunctionList', answer);
    return functionTable(found[0]);
  } catch (error) {
    if (error instanceof KeyStoreError) throw error;
    const reason = error instanceof Error ? error.message : 'unknown reason';
    throw new KeyStoreError('STORE_UNREACHABLE', `the module ${library} cannot be loaded: ${reason}`, error);
  }
}

/** The table behind a CK_FUNCTION_LIST pointer. */
export function functionTable(pointer: unknown): FunctionTable {
  const koffi = foreign();
  const members = { version: 'uint16_t', ...Object.fromEntries(FUNCTION_NAMES.map((name) => [name, 'void *'])) };
  // Windows lays the list out without gaps (PKCS#11 base specification §2.1).
  const layout = process.platform === 'win32' ? koffi.pack(members) : koffi.struct(members);
  const list: Readonly<Record<string, unknown>> = koffi.decode(pointer, layout);
  // What C reads and writes may not be collected before it has answered.
  const inFlight = new Set<readonly Argument[]>();
  const bound = new Map<FunctionName, { async: (...args: unknown[]) => void }>();
  const bind = (name: FunctionName) => {
    const known = bound.get(name);
    if (known) return known;
    const made = koffi.decode(list[name], koffi.proto(ULONG, parametersOf(name)));
    bound.set(name, made);
    return made;
  };
  return {
    call(name, ...args) {
      return new Promise((resolve, reject) => {
        inFlight.add(args);
        bind(name).async(...args.map(memoryOf), (error: unknown, answer: unknown) => {
          inFlight.delete(args);
          if (error) reject(new KeyStoreError('STORE_FAILED', `${name} could not be called`, error));
          else resolve(Number(answer));
        });
      });
    },
  };
}
