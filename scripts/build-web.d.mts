/** Builds the pages when what they are made of has changed since the last build. Throws when the build fails. */
export function buildWebIfStale(): void;
export function buildWebBeside(): Promise<void>;
