import { z } from 'zod';

/** What a business register says about a credit code (企业登记信息). */
export const RegisterAnswer = z.object({
  outcome: z.enum(['found', 'not-found', 'unavailable']),
  name: z.string().nullable(),
  status: z.enum(['active', 'closed', 'abnormal']).nullable(),
});
export type RegisterAnswer = z.infer<typeof RegisterAnswer>;

/** The port to a business register. Drivers: none (production without one), the sandbox's invented organisations. */
export interface BusinessRegister {
  lookUp(creditCode: string): Promise<RegisterAnswer>;
}

/** No register is connected: people compare with the business licence themselves. */
export const noRegister: BusinessRegister = {
  lookUp: async () => ({ outcome: 'unavailable', name: null, status: null }),
};
