import { checkbox, input } from '@inquirer/prompts';
import { endpoints, ROLES, type Role } from '@yinxin/contract';
import { text } from '../texts.ts';
import { withPlatform } from './with-platform.ts';

export interface StaffOptions {
  readonly config?: string;
  readonly username?: string;
  readonly name?: string;
  readonly roles?: string;
}

/** Adds a member of staff and prints the one-time password, which must be changed at the first sign-in. Returns the exit code. */
export async function addStaff(options: StaffOptions): Promise<number> {
  const username = options.username ?? (await input({ message: text('staff.username'), validate: checkUsername }));
  const verdict = checkUsername(username);
  if (verdict !== true) throw new Error(verdict);
  const name = options.name ?? (await input({ message: text('staff.name'), required: true }));
  const roles = options.roles === undefined ? await askRoles() : readRoles(options.roles);
  return withPlatform(options, async ({ deps }, rooms) => {
    const add = rooms.map((room) => room.commands?.addStaff).find((command) => command !== undefined);
    if (!add) {
      console.error(text('unavailable'));
      return 1;
    }
    const { oneTimePassword } = await add(deps, { username, name, roles });
    console.log(text('staff.added', { username, url: `${deps.config.publicUrl}/console` }));
    console.log(text('staff.added.password', { password: oneTimePassword }));
    return 0;
  });
}

/** True, or what a user name looks like: the rule is the one of the page for staff. */
export function checkUsername(typed: string): true | string {
  const username = endpoints.administration.addStaff.body?.shape.username;
  return username?.safeParse(typed).success || text('staff.username.wrong', { username: typed });
}

function askRoles(): Promise<readonly Role[]> {
  const choices = ROLES.map((value) => ({ value, name: text(`role.${value}`) }));
  return checkbox({ message: text('staff.roles.choose'), choices, required: true });
}

/** `reviewer,finance` → roles; throws with the list of all when one is unknown. */
export function readRoles(list: string): readonly Role[] {
  const known: readonly string[] = ROLES;
  const isRole = (role: string): role is Role => known.includes(role);
  const asked = list
    .split(',')
    .map((role) => role.trim())
    .filter((role) => role !== '');
  const unknown = asked.find((role) => !isRole(role));
  if (unknown !== undefined || asked.length === 0) {
    throw new Error(text('staff.roles.unknown', { role: unknown ?? list, roles: ROLES.join(', ') }));
  }
  return asked.filter(isRole);
}
