import { z } from 'zod';
import { Code, LocalText } from './text.ts';

/** Pictures the house has drawn for help articles; the portal has each under this name. */
export const PICTURES = ['ic-card', 'ic-card-unfold', 'ic-card-plug', 'usb-key', 'password-card'] as const;

/** A picture in an article; the caption says in words what it shows. */
export const Figure = z.strictObject({ picture: z.enum(PICTURES), caption: LocalText });

/** A help article (帮助), in Markdown of headings, paragraphs, lists and links only, with pictures below. */
export const Article = z.strictObject({
  slug: Code,
  title: LocalText,
  body: LocalText,
  topics: z.array(Code),
  figures: z.array(Figure).optional(),
});
export type Article = z.infer<typeof Article>;

/** How the program beside the medium (客户端) is called and worded for the holders of a programme (BJ-11, BJ-12). */
export const Client = z.strictObject({
  name: LocalText,
  /** The word for the secret, and the name of the function that changes it. */
  pin: LocalText,
  changePin: LocalText,
  /**
   * Where validity and password card are seen: on the first page, by choosing the certificate on it, or in a list of its
   * own, which `details` names.
   */
  shows: z.enum(['at-once', 'on-choosing', 'in-list']),
  details: LocalText,
});
export type Client = z.infer<typeof Client>;

/** How long an order takes (办理时间), in working days: usually, and at the shortest by where the parcels go (BJ-17, BJ-18). */
export const Turnaround = z.strictObject({
  usual: z.strictObject({ from: z.number().int().positive(), to: z.number().int().positive() }),
  shortest: z
    .array(
      z.strictObject({
        area: LocalText,
        workingDays: z.number().int().positive(),
        /** Beginnings of the credit code's region that lie in it; where none matches people choose for themselves. */
        regions: z.array(z.string().regex(/^\d{2,6}$/)).default([]),
      }),
    )
    .min(1),
  /** What the shortest times rest on. */
  provided: LocalText,
  /** For those who cannot wait. */
  hurry: LocalText,
});
export type Turnaround = z.infer<typeof Turnaround>;
