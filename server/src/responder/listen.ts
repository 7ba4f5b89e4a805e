import pg from 'pg';

/** What a revocation is announced on; the payload is serials apart by a space, or `*`. */
export const STATUS_CHANNEL = 'yinxin_status';
const AGAIN_MS = 1_000;

export interface Listener {
  /** Whether changes are heard now. */
  readonly connected: boolean;
  close(): Promise<void>;
}

/**
 * Hears of every change of status with its commit. After a break everything is forgotten: what was missed cannot be known.
 * Resolves when it listens for the first time, or when the first try has failed.
 */
export async function listenForChanges(
  url: string,
  changed: (serials: readonly string[] | 'all') => void,
  onError: (error: unknown) => void,
): Promise<Listener> {
  const state = { connected: false, closed: false };
  let client: pg.Client | undefined;
  let timer: NodeJS.Timeout | undefined;

  const connect = async (): Promise<void> => {
    const one = new pg.Client({
      connectionString: url,
      application_name: 'yinxin-ocsp-listen',
      keepAlive: true,
      connectionTimeoutMillis: 5_000,
      options: '-c default_transaction_read_only=on',
    });
    client = one;
    let ended = false;
    const again = () => {
      if (ended) return;
      ended = true;
      state.connected = false;
      changed('all');
      one.end().catch(() => {});
      if (!state.closed) timer = setTimeout(() => void connect(), AGAIN_MS);
    };
    one.on('error', again);
    one.on('end', again);
    one.on('notification', ({ payload = '*' }) => changed(payload === '*' ? 'all' : payload.split(' ')));
    try {
      await one.connect();
      await one.query(`listen ${STATUS_CHANNEL}`);
      state.connected = true;
      // What changed between the break and now.
      changed('all');
    } catch (error) {
      onError(error);
      again();
    }
  };

  await connect();
  return {
    get connected() {
      return state.connected;
    },
    async close() {
      state.closed = true;
      clearTimeout(timer);
      await client?.end().catch(() => {});
    },
  };
}
