/**
 * SQL that makes a login for `yinxin ocsp`: three views, read only, nothing else. The views show status by serial, the
 * responder's own encrypted key with its certificate, and CA certificates. `role` is a plain name.
 */
export function responderGrants(role: string): readonly string[] {
  if (!/^[a-z_][a-z0-9_]{0,62}$/.test(role)) throw new RangeError('a role is small letters, digits and _');
  return [
    `create role ${role} login nosuperuser nocreatedb nocreaterole noinherit connection limit 40`,
    `alter role ${role} set default_transaction_read_only = on`,
    `grant usage on schema public to ${role}`,
    `grant select on ocsp_status, ocsp_responder, ocsp_issuer to ${role}`,
  ];
}
