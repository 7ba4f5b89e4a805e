import { text } from '../texts.ts';
import { withPlatform } from './with-platform.ts';

/** Makes the projections of every room anew from its events. */
export function rebuild(options: { readonly config?: string }): Promise<void> {
  return withPlatform(options, async ({ deps }, rooms) => {
    const done: string[] = [];
    for (const room of rooms) {
      if (!room.commands?.rebuild) continue;
      await room.commands.rebuild(deps, (line) => console.log(`${room.name}: ${line}`));
      done.push(room.name);
    }
    console.log(text('rebuild.done', { rooms: done.join(', ') || '–' }));
  });
}
