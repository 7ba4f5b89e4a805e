/* Reads one JSON object value by value. No imports, safe for browsers. */

/** An answer that this client does not understand: it was built with another version of the assistant. */
export class UnreadableAnswer extends Error {}

const unreadable = (field: string): never => {
  throw new UnreadableAnswer(field);
};

/** What a page may have a key opened for. */
export const OPEN_PURPOSES = ['download', 'renew', 'activate', 'seal', 'recover', 'sign-in'] as const;

/** The fields of one JSON object. Every method throws `UnreadableAnswer` if the field is not of that kind. */
export class Fields {
  readonly #fields: ReadonlyMap<string, unknown>;

  constructor(value: unknown) {
    this.#fields = new Map(typeof value === 'object' && value !== null ? Object.entries(value) : []);
  }

  text(name: string): string {
    const value = this.#fields.get(name);
    return typeof value === 'string' ? value : unreadable(name);
  }

  textOrNull(name: string): string | null {
    return this.#fields.get(name) === null ? null : this.text(name);
  }

  number(name: string): number {
    const value = this.#fields.get(name);
    return typeof value === 'number' ? value : unreadable(name);
  }

  flag(name: string): boolean {
    const value = this.#fields.get(name);
    return typeof value === 'boolean' ? value : unreadable(name);
  }

  one<const T extends string>(name: string, ...allowed: readonly T[]): T {
    const value = this.#fields.get(name);
    return allowed.find((option) => option === value) ?? unreadable(name);
  }

  list<T>(name: string, read: (value: unknown) => T): readonly T[] {
    const value = this.#fields.get(name);
    return Array.isArray(value) ? value.map(read) : unreadable(name);
  }

  object<T>(name: string, read: (value: unknown) => T): T {
    return read(this.#fields.get(name));
  }

  orNull<T>(name: string, read: (value: unknown) => T): T | null {
    const value = this.#fields.get(name);
    return value === null ? null : read(value);
  }
}

export const text = (value: unknown): string => (typeof value === 'string' ? value : unreadable('text'));
