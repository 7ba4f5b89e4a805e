/** Serials as a scanner types them: one on each line, or parted by commas, semicolons or spaces; each once. */
export function serialsIn(typed: string): readonly string[] {
  return [...new Set(typed.split(/[\s,;\uff0c\uff1b]+/).filter(Boolean))];
}
