import { error, type Finding } from './finding.ts';

// Format characters: bidirectional controls make a name read differently from what is stored, tags hide text in it.
const format = /\p{Cf}/u;
const control = /[\p{Cc}\p{Cs}\u2028\u2029\ufffe\uffff]/u;
// No register holds them, and no font of our forms and certificates' readers draws them for sure.
const picture = /[\p{Extended_Pictographic}\p{Emoji_Presentation}]/u;
const scriptLike = /[<>]|javascript\s*:|&#|&\w+;|\{\{|\$\{|\\u[0-9a-f]{4}/iu;

/** Finds what no name of a person or organisation contains and what could do harm where it is shown. */
export function unsafeFindings(text: string): Finding[] {
  const findings: Finding[] = [];
  const bad = control.exec(text) ?? format.exec(text);
  if (bad) findings.push(error('CONTROL_CHARACTER', { position: bad.index + 1 }, bad.index));
  const script = scriptLike.exec(text) ?? picture.exec(text);
  if (script) findings.push(error('SCRIPT_LIKE', { found: script[0], position: script.index + 1 }, script.index));
  return findings;
}
