/** Something that reads bytes from outside. */
export interface Target {
  readonly name: string;
  /** How often it is chosen beside the others. */
  readonly weight: number;
  /** Well-formed inputs, made by our own builders or printed in the standards. The same in every run. */
  readonly corpus: readonly Uint8Array[];
  /** Reads the input; what it gives is of no interest, how it refuses is. */
  run(input: Uint8Array): unknown;
  /** Milliseconds one input may take, when it is more than a reader needs: said with a reason. */
  readonly mayTake?: number;
  /** Says that it never throws, whatever it is given. */
  readonly neverThrows?: boolean;
}
