/** Text in which `{key}` stands for a value; a value that is absent leaves room for handwriting. */
export type FilledText = string;

/** One labelled field (字段) of a row. `weight` is its share of the row's width, 1 when left out. */
export interface FormCell {
  readonly label: string;
  readonly value: FilledText;
  /** Printed small under the value, e.g. the duty to be reachable (JX-33). */
  readonly note?: string;
  readonly weight?: number;
}

/** A box left free for a stamp or signature (盖章/签字处). Heights are points. */
export interface FormBox {
  readonly label: string;
  readonly hint?: string;
  /** `round` draws a dotted circle of 42 mm where there is room for it, the place of an official seal; `square` 25 mm. */
  readonly mark?: 'round' | 'square';
}

/** What a form consists of, from top to bottom. All lengths are points (1/72 inch). */
export type FormBlock =
  | { readonly kind: 'section'; readonly title: string }
  | { readonly kind: 'rows'; readonly rows: readonly (readonly FormCell[])[] }
  | {
      readonly kind: 'choice';
      readonly label: string;
      /** Ticked when the value of `key` equals the option's value. */
      readonly key: string;
      readonly options: readonly { readonly value: string; readonly text: string }[];
    }
  | {
      readonly kind: 'table';
      /** Name of the list in the data. */
      readonly list: string;
      readonly columns: readonly { readonly title: string; readonly key: string; readonly weight: number }[];
    }
  | {
      readonly kind: 'paragraph';
      readonly text: FilledText;
      readonly align?: 'left' | 'right' | 'centre';
      readonly bold?: boolean;
      readonly indent?: boolean;
      readonly size?: number;
    }
  | { readonly kind: 'notes'; readonly title?: string; readonly items: readonly FilledText[] }
  | { readonly kind: 'boxes'; readonly boxes: readonly FormBox[]; readonly height: number }
  | { readonly kind: 'lines'; readonly label: string; readonly count: number }
  | { readonly kind: 'space'; readonly height: number };

/** A form of a certification authority as data (表单模板). `code@version` names it on paper and in the version mark. */
export interface FormTemplate {
  readonly code: string;
  readonly version: number;
  readonly title: string;
  readonly subtitle?: FilledText;
  /** Name of the authority at the head of every page. */
  readonly authority: FilledText;
  /** Own line at the foot of every page, e.g. the mailbox that receives refund letters (JX-36). */
  readonly footer?: FilledText;
  /** Small line beside the page number, e.g. that changes by hand are void. */
  readonly advice?: string;
  readonly blocks: readonly FormBlock[];
}

/** Values by field key and lists by name; absent values print as empty room. */
export interface FormData {
  readonly values: Readonly<Record<string, string | undefined>>;
  readonly lists?: Readonly<Record<string, readonly Readonly<Record<string, string>>[]>>;
}

/** `code@version`, the template's name in a version mark. */
export function templateName(template: FormTemplate): string {
  return `${template.code}@${template.version}`;
}
