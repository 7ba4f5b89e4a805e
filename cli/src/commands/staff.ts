import { password as hidden, input } from '@inquirer/prompts';
import { ROLES } from '@yinxin/contract';
import type { NewStaff } from '@yinxin/server';
import { text } from '../texts.ts';
import { withPlatform } from './with-platform.ts';

export interface StaffOptions {
  readonly config?: string;
  readonly username?: string;
  readonly name?: string;
  readonly roles?: string;
  readonly link?: boolean;
}

/** Adds a member of staff. The password is asked for without showing it, never taken from the command line. */
export async function addStaff(options: StaffOptions): Promise<number> {
  const username = options.username ?? (await input({ message: text('staff.username') }));
  const name = options.name ?? (await input({ message: text('staff.name') }));
  const roles = options.roles ?? (await input({ message: text('staff.roles', { roles: ROLES.join(', ') }) }));
  const password = options.link ? undefined : await hidden({ message: text('staff.password'), mask: false });
  const staff: NewStaff = {
    username,
    name,
    roles: roles.split(',').map((role) => role.trim()),
    ...(password === undefined ? {} : { password }),
  };
  return withPlatform(options, async ({ deps }, rooms) => {
    const add = rooms.map((room) => room.commands?.addStaff).find((command) => command !== undefined);
    if (!add) {
      console.error(text('unavailable'));
      return 1;
    }
    const { oneTimeLink } = await add(deps, staff);
    console.log(text('staff.added', { username }));
    if (oneTimeLink) console.log(text('staff.added.link', { link: oneTimeLink }));
    return 0;
  });
}
