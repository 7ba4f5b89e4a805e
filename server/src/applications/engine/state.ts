import type { InvoiceData } from '@yinxin/contract';
import type { StageKind } from '@yinxin/programme';

export type Wrong = 'project' | 'name' | 'code';
/** Why an order ended before its last stage: wrong, cancelled by the applicant, or given up for a refund (PA-46). */
export type Ended = Wrong | 'cancelled' | 'given-up';

/** A branch 分支机构 an order is for, and the organisation whose account it is (BJ-30). */
export interface ForBranch {
  readonly id: string;
  readonly parent: { readonly creditCode: string; readonly name: string };
}

/** The held certificate (证书) a business is about, as it stood when the business was opened. */
export interface Subject {
  readonly holding: string;
  readonly mediumSerial: string | null;
  readonly notAfter: string;
}

/** Why a review cannot pass an order yet: the fee is not credited to it, or the organisation owes elsewhere (IT-19). */
export type HoldReason = 'fee' | 'arrears';
/** Who says that a parcel was signed for. */
export type ReceiptSource = 'courier' | 'staff' | 'applicant';
/** A blank medium posted for the holder to write. */
export interface ProvidedMedium {
  readonly mediumSerial: string;
  readonly passwordCard: string | null;
}

/** A fault found by staff: a reason of the programme and a note. */
export interface Fault {
  readonly reason: string;
  readonly note: string | null;
}

/** An uploaded file as the engine knows it; its bytes lie in the file store under `file`. */
export interface MaterialFile {
  readonly file: string;
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: number;
  readonly pages: number | null;
  readonly sha256: string;
  /** Of a stamped seal: the picture cut out of it, and its size on paper in millimetres. */
  readonly seal?: SealScan;
  /** The form it shows, as its version mark says; `null` when no mark was found or the material is no form. */
  readonly mark: FormMark | null;
}

/** A seal's picture, cleaned: red on a transparent ground; its bytes lie in the file store under `file`. */
export interface SealScan {
  readonly file: string;
  readonly width: number;
  readonly height: number;
  /** What the reviewer is to look at, as codes of `@yinxin/seal`. */
  readonly warnings: readonly string[];
}

/** What a printed form says about itself (JX-06). */
export interface FormMark {
  readonly order: string;
  readonly form: string;
  readonly dataVersion: number;
  readonly templateVersion: number;
}

export interface Field {
  readonly value: string;
  readonly status: 'open' | 'accepted' | 'returned';
  readonly fault: Fault | null;
}

export interface Material {
  readonly status: 'attached' | 'accepted' | 'returned';
  readonly file: MaterialFile;
  /** It comes from a printed form. */
  readonly printed: boolean;
  readonly uploadedAt: string;
  /** Data version of the order when it was uploaded, or of its mark. */
  readonly dataVersion: number;
  readonly fault: Fault | null;
}

export interface Recipient {
  readonly name: string;
  readonly mobile: string;
  readonly address: string;
  readonly postcode?: string | undefined;
}

export interface PriceLineFixed {
  readonly code: string;
  readonly label: { readonly zh: string; readonly en: string };
  readonly fen: number;
}

export interface CertificateMade {
  readonly use: 'sign' | 'encrypt';
  readonly serial: string;
  readonly notBefore: string;
  readonly notAfter: string;
}

/** A staff member as the history remembers them. */
export interface StaffRef {
  readonly id: string;
  readonly name: string;
}

/** Where one application (业务单) stands. Everything in it follows from its events. Instants are ISO texts in UTC. */
export interface ApplicationState {
  readonly id: string;
  readonly number: string;
  /** Count of events. */
  readonly version: number;
  readonly programme: string;
  readonly programmeVersion: number;
  readonly project: string;
  readonly service: string;
  readonly organisation: { readonly id: string; readonly creditCode: string; readonly name: string };
  /** The branch `organisation` names (BJ-30). Orders from before there were branches have none. */
  readonly branch?: ForBranch | null;
  readonly createdAt: string;
  readonly subject: Subject | null;
  /** On hold since, and why (挂起). */
  readonly hold: { readonly reasons: readonly HoldReason[]; readonly since: string } | null;
  readonly stage: StageKind | 'finished';
  /** When the present stage began. */
  readonly stageSince: string;
  readonly firstSubmittedAt: string | null;
  readonly submittedAt: string | null;
  readonly dataVersion: number;
  /** Template versions the forms of this order are printed with, by form code. */
  readonly templates: Readonly<Record<string, number>>;
  readonly fields: Readonly<Record<string, Field>>;
  readonly materials: Readonly<Record<string, Material>>;
  /** Signed with the certificate the business is about; any change of data or papers makes it void. */
  readonly signature: {
    readonly at: string;
    readonly dataVersion: number;
    /** Serial of the signing certificate. */
    readonly certificate: string;
    readonly file: string;
    readonly sha256: string;
    /** It was handed in with this signature in place of stamped papers. */
    readonly submitted: boolean;
  } | null;
  /** How often it was signed, signatures that became void included. */
  readonly signatures?: number;
  readonly review: {
    readonly heldBy: (StaffRef & { readonly until: string }) | null;
    /** The applicant has returned items before them. */
    readonly returned: boolean;
    /** Items the last review returned, as `field:code` or `material:code`. */
    readonly returnedItems: readonly string[];
    /** What the last review saw: values of fields and hashes of files. */
    readonly seen: {
      readonly fields: Readonly<Record<string, string>>;
      readonly files: Readonly<Record<string, string>>;
    } | null;
    readonly note: string | null;
    /** When it was passed; services that are promised from the approval count from here (IT-20). */
    readonly passedAt: string | null;
  };
  readonly void: {
    readonly wrong: Ended;
    readonly reason: string | null;
    readonly note: string | null;
    readonly at: string;
  } | null;
  readonly price: { readonly lines: readonly PriceLineFixed[]; readonly totalFen: number } | null;
  readonly payment: {
    readonly chargeId: string | null;
    readonly pending: boolean;
    readonly paidFen: number | null;
    readonly paidAt: string | null;
    /** Charges paid beyond the first, never lost. */
    readonly extra: readonly { readonly chargeId: string; readonly amountFen: number; readonly paidAt: string }[];
    readonly attempts: number;
    readonly attemptId: string | null;
    readonly failure: { readonly at: string; readonly text: { readonly zh: string; readonly en: string } } | null;
  };
  readonly papers: {
    readonly status: 'to-post' | 'posted' | 'faulty' | 'confirmed';
    readonly carrier: string | null;
    readonly trackingNumber: string | null;
    readonly postedAt: string | null;
    readonly faultyAt: string | null;
    readonly confirmedAt: string | null;
    readonly remindedAt: string | null;
    readonly faults: readonly ({ readonly material: string } & Fault)[];
  };
  readonly production: {
    readonly status: 'waiting' | 'started' | 'made';
    readonly mediumSerial: string | null;
    readonly passwordCard: string | null;
    readonly madeAt: string | null;
    readonly certificates: readonly CertificateMade[];
  };
  readonly supplement: {
    readonly status: 'none' | 'needed' | 'received';
    readonly note: string | null;
    readonly since: string | null;
  };
  readonly delivery: {
    readonly mode: 'post' | 'collect' | null;
    readonly recipient: Recipient | null;
    readonly carrier: string | null;
    readonly trackingNumber: string | null;
    readonly dispatchedAt: string | null;
    readonly collectedBy: string | null;
    /** When the parcel was signed for (签收), and who says so. */
    readonly receivedAt: string | null;
    readonly receivedBy: ReceiptSource | null;
  };
  readonly provision: {
    readonly items: readonly ProvidedMedium[];
    readonly carrier: string | null;
    readonly trackingNumber: string | null;
    readonly providedAt: string | null;
  };
  /** What the holder wrote, by medium. */
  readonly install: {
    readonly started: readonly string[];
    readonly made: readonly string[];
    readonly installed: readonly string[];
  };
  readonly activation: { readonly at: string | null };
  readonly binding: { readonly system: string; readonly account: string; readonly at: string } | null;
  readonly unlock: { readonly at: string | null };
  readonly seal: { readonly id: string | null; readonly madeAt: string | null; readonly installedAt: string | null };
  readonly invoice: {
    readonly data: InvoiceData | null;
    readonly dataAt: string | null;
    readonly number: string | null;
    readonly file: string | null;
    readonly issuedAt: string | null;
    /** The invoice by which finance took it back, when the order was refunded (红字发票, PA-50). */
    readonly reversal: { readonly number: string; readonly at: string } | null;
    /** How a printed one went, where no medium is posted (IT-20). */
    readonly parcel: { readonly carrier: string; readonly trackingNumber: string; readonly at: string } | null;
  };
  readonly refund: {
    /** `faulty`: the letter has mistakes, nothing is counted before a right one is there (PA-49). */
    readonly status: 'none' | 'faulty' | 'requested' | 'approved' | 'refunded' | 'refused';
    readonly note: string | null;
    readonly account: string | null;
    readonly answer: string | null;
    readonly requestedAt: string | null;
    readonly enteredBy: string | null;
    readonly approvedBy: string | null;
    readonly approvedAt: string | null;
    readonly reference: string | null;
    readonly letter: MaterialFile | null;
  };
  readonly contacts: readonly {
    readonly at: string;
    readonly by: string;
    readonly channel: string;
    readonly reached: boolean;
    readonly note: string;
  }[];
  /** Staff who entered or changed data of this order: they decide nothing on it. */
  readonly enteredBy: readonly string[];
}
