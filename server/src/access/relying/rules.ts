/** How long somebody may take to sign in for a relying system. */
export const REQUEST_MINUTES = 15;
/** A code travels through the browser: it is redeemed at once or not at all. */
export const CODE_SECONDS = 120;
/** How long the first login at a relying system may take until the certificate is bound. */
export const TICKET_MINUTES = 15;

/**
 * Whether an address may be registered to send browsers back to: https, or plain http on the machine itself; nothing that
 * hides where it leads.
 */
export function refusesRedirect(uri: string): boolean {
  if (!URL.canParse(uri)) return true;
  const { protocol, hostname, hash, username, password } = new URL(uri);
  const isLoopback = ['127.0.0.1', 'localhost', '[::1]'].includes(hostname);
  const isSafe = protocol === 'https:' || (protocol === 'http:' && isLoopback);
  return !isSafe || hash !== '' || uri.includes('#') || username !== '' || password !== '';
}

/** Where the browser goes with its code: the registered address, exactly, and two parameters more. */
export function answerAddress(redirectUri: string, code: string, state: string): string {
  const to = new URL(redirectUri);
  to.searchParams.set('code', code);
  to.searchParams.set('state', state);
  return to.href;
}
