import { z } from 'zod';

/**
 * How long a step may take. `working-days` and `working-hours` follow the Chinese holiday table
 * (make-up Saturdays included), `hours` runs through nights and holidays.
 */
export const Duration = z.strictObject({
  amount: z.number().int().positive(),
  unit: z.enum(['hours', 'working-hours', 'working-days', 'days']),
});
export type Duration = z.infer<typeof Duration>;

/** The clock of a step: what the user is promised, and the earlier target for the office. */
export const StepClock = z.strictObject({ promise: Duration, target: Duration });
export type StepClock = z.infer<typeof StepClock>;
