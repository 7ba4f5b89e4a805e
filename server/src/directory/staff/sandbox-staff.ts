import { ROLES } from '@yinxin/contract';
import { keepSandboxAccounts, readSandboxAccounts } from '../../platform/index.ts';
import { randomPassword } from './rules.ts';
import names from './sandbox-names.json' with { type: 'json' };
import type { StaffAccounts } from './service.ts';

/**
 * Sandbox: one account for each role, named like the role, with a random password. Passwords are kept in the data folder
 * before the accounts are made, so that a start that is cut off loses none.
 */
export async function ensureSandboxAccounts(staff: StaffAccounts, dataDir: string): Promise<void> {
  const kept = new Map(readSandboxAccounts(dataDir).map((one) => [one.username, one.password]));
  const wanted = ROLES.map((role) => ({
    username: role,
    name: names[role],
    roles: [role],
    password: kept.get(role) ?? randomPassword(),
    isNew: !kept.has(role),
  }));
  if (wanted.some((one) => one.isNew)) {
    keepSandboxAccounts(
      dataDir,
      wanted.map(({ username, password, roles }) => ({ username, password, roles })),
    );
  }
  for (const one of wanted) await staff.ensure(one, one.password, one.isNew);
}
