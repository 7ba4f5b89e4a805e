import { createLog, loadConfig, offerFiles, openPlatform, type Platform, type Room, roomsFor } from '@yinxin/server';

/** Runs `work` with the configured database open, beside a running server or alone; jobs may be written, none is worked on. */
export async function withPlatform<T>(
  options: { readonly config?: string },
  work: (platform: Platform, rooms: readonly Room[]) => Promise<T>,
): Promise<T> {
  const { config } = loadConfig(options.config === undefined ? {} : { file: options.config });
  const rooms = roomsFor(config.mode);
  const withdraw = await offerFiles(config.programmes);
  const platform = await openPlatform(config, rooms, { log: createLog('warn'), attach: true });
  try {
    return await work(platform, rooms);
  } finally {
    await platform.close();
    withdraw();
  }
}
