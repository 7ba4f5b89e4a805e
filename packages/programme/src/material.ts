import { z } from 'zod';
import { When } from './condition.ts';
import { Code, LocalText } from './text.ts';

/** A standard reason for returning a material (退回原因): the text the applicant reads and what to do. */
export const ReturnReason = z.strictObject({ code: Code, label: LocalText, whatToDo: LocalText });
export type ReturnReason = z.infer<typeof ReturnReason>;

/** One material of an application (材料): uploaded, and where `paper` is true posted as original later. */
export const MaterialSpec = z.strictObject({
  code: Code,
  label: LocalText,
  guidance: LocalText,
  required: z.boolean(),
  paper: z.boolean(),
  /** The form (by code) that is generated, printed, stamped and uploaded as this material. */
  form: Code.optional(),
  accept: z.array(z.enum(['application/pdf', 'image/jpeg', 'image/png'])).min(1),
  maxPages: z.number().int().positive().default(20),
  /**
   * `medium`: the key or card itself, sent with the papers and never uploaded (PA-31, IT-39). `original`: a paper that is
   * only posted, so that it is printed after the submission and completed by hand (IT-10, IT-13).
   */
  object: z.enum(['document', 'original', 'medium']).default('document'),
  /** What is blank on the form may be completed by hand, and reviewers accept it (IT-13). */
  byHand: z.boolean().optional(),
  /** Not needed when the application is signed with the certificate it is about. */
  unlessSigned: z.boolean().default(false),
  /**
   * A picture of the stamped seal: cleaned when it is uploaded, it becomes the seal that is made (扫描印模). Without such a
   * paper, or where it is not uploaded, the seal is drawn from the name.
   */
  sealScan: z.boolean().optional(),
  when: When.optional(),
  reasons: z.array(ReturnReason),
});
export type MaterialSpec = z.infer<typeof MaterialSpec>;
