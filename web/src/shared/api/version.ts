import { replaceEqualDeep } from '@tanstack/react-query';

function versionOf(answer: unknown): number {
  return typeof answer === 'object' && answer !== null && 'version' in answer && typeof answer.version === 'number'
    ? answer.version
    : 0;
}

/**
 * Of two answers about the same thing the one to show: a read that was under way while a command was answered comes later
 * and knows less.
 */
export function newest(shown: unknown, next: unknown): unknown {
  return versionOf(shown) > versionOf(next) ? shown : replaceEqualDeep(shown, next);
}
