import { endpoints, type Role } from '@yinxin/contract';
import type { Hall } from './hall.ts';
import type { Person } from './person.ts';

let made = 0;

/** A new member of staff with this role, signed in with a password of their own: for what needs a second person. */
export async function colleague(hall: Hall, role: Role): Promise<Person> {
  made += 1;
  const administrator = await hall.staff('administrator');
  const username = `second-${role}-${process.pid}-${made}`.slice(0, 30);
  const { oneTimePassword } = await administrator.call(endpoints.administration.addStaff, {
    body: { username, name: `Second ${role} ${made}`, roles: [role] },
  });
  const first = hall.visitor();
  await first.call(endpoints.session.staffSignIn, { body: { username, password: oneTimePassword } });
  const next = 'plain words for a colleague';
  await first.call(endpoints.session.changeStaffPassword, { body: { current: oneTimePassword, next } });
  const member = hall.visitor();
  await member.call(endpoints.session.staffSignIn, { body: { username, password: next } });
  return member;
}
