import net from 'node:net';

/** Whether nobody listens on the port. */
export function isFree(port, host = '127.0.0.1') {
  return new Promise((resolve) => {
    const probe = net.createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, host, () => probe.close(() => resolve(true)));
  });
}

/** The first free port from `port` on (at most 50 further). */
export async function nextFree(port, host, taken = []) {
  for (let at = port; at < port + 50; at++) if (!taken.includes(at) && (await isFree(at, host))) return at;
  throw new Error(`no free port between ${port} and ${port + 49}`);
}
