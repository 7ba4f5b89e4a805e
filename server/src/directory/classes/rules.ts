import type { PORTAL_FUNCTIONS, UserClassName } from '@yinxin/contract';
import { UserClass } from '@yinxin/programme';
import { z } from 'zod';
import released from './classes.json' with { type: 'json' };

export type { UserClass };
export type UserClassCode = z.infer<typeof UserClassName>;
export type PortalFunction = (typeof PORTAL_FUNCTIONS)[number];

/** The classes as released, where no programme says otherwise. */
export const RELEASED_CLASSES: readonly UserClass[] = z.array(UserClass).parse(released);

type Declaring = { readonly userClasses?: readonly UserClass[] };

/** The classes in force: those programmes name (`userClasses`), the first of each, else as released. */
export function declaredClasses(programmes: readonly Declaring[]): readonly UserClass[] {
  const named = programmes.flatMap(({ userClasses = [] }) => userClasses);
  return RELEASED_CLASSES.map((one) => named.find(({ code }) => code === one.code) ?? one);
}

/** Classes people can register in by themselves: those a programme names. */
export function offeredClasses(programmes: readonly Declaring[]): readonly UserClassCode[] {
  return [...new Set(programmes.flatMap(({ userClasses = [] }) => userClasses.map(({ code }) => code)))];
}

/** Paths of the portal by function; what stands nowhere is everything else. */
const PATHS: readonly (readonly [string, PortalFunction])[] = [
  ['/api/applications', 'certificate-application'],
  ['/api/self-service', 'certificate-application'],
  ['/api/holdings', 'progress'],
  ['/api/certificates', 'progress'],
  ['/api/messages', 'progress'],
  ['/api/own-accounts', 'progress'],
  // Of the declaration system, where a personal key says for whom it acts (IT-40).
  ['/api/user-information-settings', 'progress'],
];

/** What stands beside a function by its path, but does more than it says: another account is a way in of its own. */
const MORE: readonly string[] = ['POST /api/own-accounts'];

/** Which function an endpoint of the portal belongs to. */
export function functionOf({ path, method }: { readonly path: string; readonly method: string }): PortalFunction {
  if (MORE.includes(`${method} ${path}`)) return 'everything-else';
  return PATHS.find(([prefix]) => path === prefix || path.startsWith(`${prefix}/`))?.[1] ?? 'everything-else';
}

/** Why a user name cannot be: only digits and lower-case letters, as many as the class says (IT-03); null when it can. */
export function refusesUserName(
  name: string,
  { min, max }: UserClass['userName'],
): 'characters' | 'length' | 'code' | null {
  if (!/^[0-9a-z]*$/.test(name)) return 'characters';
  if (name.length < min || name.length > max) return 'length';
  // Nobody signs in under a name that could be taken for somebody's credit code.
  return name.length === 18 ? 'code' : null;
}
