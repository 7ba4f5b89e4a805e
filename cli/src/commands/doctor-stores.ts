import { type Loaded, type StoreHealth, storeHealth } from '@yinxin/server';
import { text } from '../texts.ts';
import { type Finding, fail, pass, warn } from './finding.ts';

type Config = Loaded['config'];

/** Every key store that is configured: whether it answers, and what it can do. Nothing is signed. */
export async function storeFindings(config: Config): Promise<Finding[]> {
  return (await storeHealth(config)).map(finding);
}

function finding({ name, health, isPinKept }: StoreHealth): Finding {
  if (health.ready) {
    const shown = { name, description: health.description || '-', algorithms: health.algorithms.join(', ') };
    return pass(text('doctor.store', shown));
  }
  const shown = { name, problem: health.problem, detail: health.detail };
  // Without a PIN in the settings it waits for its operators: that is how it is meant to be.
  return health.problem === 'STORE_LOCKED' && !isPinKept
    ? warn(text('doctor.store.waits', shown))
    : fail(text('doctor.store.down', shown));
}
