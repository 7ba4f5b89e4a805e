/** Bounds on what is read and written; nothing in the standards is larger in practice. */
export const LIMITS = {
  /** Bytes of a whole seal. */
  seal: 4 << 20,
  /** Certificates or digests in one seal. */
  holders: 256,
  extensions: 64,
  /** Characters of vendor, number and picture type. */
  label: 128,
  /** Characters of the name. */
  name: 256,
  /** Millimetres of a picture's side. */
  millimetres: 1000,
} as const;
