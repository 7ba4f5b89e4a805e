import { z } from 'zod';
import { Code, LocalText } from './text.ts';

/** Systems and browsers as they name themselves to a page. */
export const SYSTEMS = ['windows', 'macos', 'linux'] as const;
export const BROWSERS = ['chrome', 'edge', 'firefox', 'safari', 'internet-explorer'] as const;

/**
 * The download area 用户下载专区 of a programme: the driver suite, one package for each system it runs on, and the oldest
 * browser it works with (IT-36). What stands here is supported; nothing else is.
 */
export const Downloads = z.strictObject({
  suite: LocalText,
  packages: z
    .array(
      z.strictObject({
        code: Code,
        label: LocalText,
        url: z.url({ protocol: /^https$/ }),
        system: z.enum(SYSTEMS),
        /** As the system names itself: `10.0` is Windows 10 and 11. */
        versions: z
          .array(z.string().regex(/^\d+(\.\d+)*$/))
          .min(1)
          .optional(),
        bits: z.array(z.union([z.literal(32), z.literal(64)])).min(1),
      }),
    )
    .min(1),
  browsers: z.array(z.strictObject({ browser: z.enum(BROWSERS), label: LocalText, from: z.number().int() })).min(1),
});
export type Downloads = z.infer<typeof Downloads>;
