import { ConfigError, Problem } from '@yinxin/server';
import { program } from './index.ts';
import { language } from './texts.ts';

/** What the person can act on is said plainly; anything else with its stack. */
function explain(error: unknown): string {
  if (error instanceof Problem) return `${error.document.detail[language]} ${error.document.next[language]}`;
  if (error instanceof ConfigError) return error.message;
  if (error instanceof Error && error.name === 'ExitPromptError') return '';
  return error instanceof Error ? error.message : String(error);
}

try {
  await (await program()).parseAsync();
} catch (error) {
  console.error(explain(error));
  process.exitCode = 1;
}
