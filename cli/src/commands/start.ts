import { loadConfig, startServer } from '@yinxin/server';
import { text } from '../texts.ts';

/** Runs the server until it is told to end. */
export async function start(options: { readonly config?: string }): Promise<void> {
  const { config } = loadConfig(options.config === undefined ? {} : { file: options.config });
  const server = await startServer(config);
  console.log(text('start.ready', { mode: config.mode, url: server.url }));
  const asked = new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  });
  try {
    await Promise.race([asked, server.died]);
  } finally {
    await server.close();
  }
}
