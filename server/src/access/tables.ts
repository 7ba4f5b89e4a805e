/** Tables of this room. */
export type AccessTables = {
  /** Challenges given out; a row is used once and forgotten when its time is over. */
  certificate_challenge: {
    id: string;
    nonce: Buffer;
    created_at: Date;
    expires_at: Date;
    used_at: Date | null;
  };
};
