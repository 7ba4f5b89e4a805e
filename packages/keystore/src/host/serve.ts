import process from 'node:process';
import { KeyStoreError } from '../errors.ts';
import type { KeyStore, StoreKey } from '../types.ts';
import { type HostAnswer, HostRequest, HostStart } from './protocol.ts';

/**
 * The process that holds a module: a fault of the module ends this process and nothing else. Waits for its settings,
 * then answers requests until the server lets go of the pipe.
 */
export function serveHost(openStore: (start: HostStart['start']) => Promise<KeyStore>): void {
  let store: Promise<KeyStore> | undefined;
  const keys = new Map<string, Promise<StoreKey>>();
  const send = (answer: HostAnswer) => process.send?.(answer);

  const keyOf = (from: KeyStore, ref: string): Promise<StoreKey> => {
    const known = keys.get(ref);
    if (known) return known;
    const opening = from.open(ref);
    keys.set(ref, opening);
    opening.catch(() => keys.delete(ref));
    return opening;
  };

  const answer = async (from: KeyStore, request: HostRequest): Promise<unknown> => {
    switch (request.op) {
      case 'health':
        return from.health();
      case 'list':
        return from.list();
      case 'open':
        return shown(await keyOf(from, request.ref));
      case 'generate':
        return shown(await from.generate({ algorithm: request.algorithm, label: request.label }));
      case 'sign':
        return (await keyOf(from, request.ref)).sign(request.tbs);
    }
  };

  process.on('message', (message: unknown) => {
    if (!store) {
      store = openStore(HostStart.parse(message).start);
      return;
    }
    const request = HostRequest.parse(message);
    store
      .then((opened) => answer(opened, request))
      .then(
        (value) => send({ id: request.id, value }),
        (error: unknown) => {
          const known = error instanceof KeyStoreError ? error : undefined;
          const detail = known?.detail ?? 'the store could not be used';
          send({ id: request.id, problem: known?.code ?? 'STORE_FAILED', detail });
        },
      );
  });
  // The server is gone: nobody may sign any more.
  process.on('disconnect', () => process.exit(0));
}

const shown = ({ ref, algorithm, keyAlgorithm, publicKey }: StoreKey) => ({ ref, algorithm, keyAlgorithm, publicKey });
