/** A medium as the assistant on the applicant's machine reports it: a claim, checked against what the house knows. */
export interface MediumReport {
  readonly state: 'blank' | 'made' | 'locked' | 'spoiled';
  readonly personalised: boolean;
}
